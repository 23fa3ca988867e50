"""The page of envelopes: real sums apart from demonstrations, nothing told before it is public."""

import csv
import io

import pytest
from django.test import Client

from tests.calls.make import an_edition
from tests.funding.make import an_envelope, promised

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get("/en/money/").content.decode()


def test_without_an_envelope_the_page_says_so(client: Client) -> None:
    assert "No envelope is open yet." in page(client)


def test_a_demonstration_is_in_no_sum(client: Client) -> None:
    an_envelope(cents=123_400)
    an_envelope("shown", 999_900, demonstration=True)

    said = page(client)

    assert said.count("€1,234") >= 2
    assert "in 1 envelope" in said
    assert "€11,233" not in said


def test_what_an_edition_has_promised_is_told_with_its_results(client: Client) -> None:
    an_edition(code="edition-1")
    an_envelope(cents=100_000)
    promised(70_000)

    said = page(client)

    assert "not public yet" in said
    assert "€700" not in said
    rows = csv.DictReader(
        io.StringIO(client.get("/en/money/envelopes.csv").content.decode("utf-8-sig"))
    )
    assert [row["committed_cents"] for row in rows] == [""]
    kept = client.get("/en/money/envelopes.json").json()["envelopes"]
    assert kept[0]["committed_cents"] is None


def test_what_no_edition_stands_behind_is_told_at_once(client: Client) -> None:
    an_envelope(cents=100_000)
    promised(70_000)

    assert "€300" in page(client)


def test_there_is_no_other_file(client: Client) -> None:
    assert client.get("/en/money/envelopes.xml").status_code == 404
