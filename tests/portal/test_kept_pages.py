"""Public pages are kept until something is published, and never for people who signed in."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from perron.core.records.proposing import publish_records
from tests.make import NOON, a_measure, a_plan, chantal, records

pytestmark = pytest.mark.django_db
LIST = "/en/measures/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def test_a_kept_page_costs_one_query_and_is_the_same(client: Client) -> None:
    a_plan(measure=[a_measure()])
    first = client.get(LIST)

    with CaptureQueriesContext(connection) as queries:
        again = client.get(LIST)

    assert len(queries) == 1
    assert again.content == first.content


def test_a_page_is_fresh_the_moment_something_is_published(client: Client) -> None:
    a_plan(measure=[a_measure()])
    client.get(LIST)

    publish_records(records(measure=[a_measure(name={"en": "Robots"})]), by=None, at=NOON)

    assert "Robots" in client.get(LIST).text


def test_each_language_has_its_own_page(client: Client) -> None:
    a_plan(measure=[a_measure(name={"en": "Tablets", "fr": "Tablettes"})])

    assert "Tablettes" not in client.get(LIST).text
    assert "Tablettes" in client.get("/fr/measures/").text


def test_a_browser_that_has_the_page_is_told_so(client: Client) -> None:
    a_plan()
    etag = client.get(LIST).headers["ETag"]

    answer = client.get(LIST, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_page_for_someone_who_signed_in_is_kept_by_nobody(client: Client) -> None:
    a_plan(measure=[a_measure()])
    client.force_login(chantal())

    answer = client.get("/en/measures/tablets/")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "/desk/edit/measure/tablets/" in answer.text
    assert "/desk/edit/measure/tablets/" not in Client().get("/en/measures/tablets/").text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)(LIST).status_code == 405


def test_a_very_long_address_is_answered_but_not_kept(client: Client) -> None:
    a_plan()

    assert client.get(f"{LIST}?q={'a' * 5000}").headers["Cache-Control"] == "private, no-store"


def test_pages_carry_the_headers_of_a_careful_site(client: Client) -> None:
    headers = client.get(LIST).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
