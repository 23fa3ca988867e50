"""“Answers owed”: what the policy shows, both ways, true after midnight, in few queries."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from perron.core.clock.owing import NewOwed, owe, put_off, settle
from perron.core.enums import OwedState
from perron.core.models import Owed
from perron.core.text import Text
from tests.make import a_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = "/en/owed/"


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that a test sets."""

    def turn(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    turn(NOW)
    return turn


def owing(number: int = 1, kind: str = "question", **wishes: Any) -> Owed:
    plain = NewOwed(f"x:{number}", kind, Text({"en": f"Thing {number}"}), "agency", "someone")
    return owe(replace(plain, **wishes), by=None, at=wishes.get("opened", NOW))


def test_an_answer_in_time_is_nobody_elses_business_until_it_is_late(
    client: Client, at: Any
) -> None:
    owing()
    assert "Thing 1" not in client.get(PAGE).content.decode()

    at(NOW + timedelta(days=31))
    page = client.get(PAGE).content.decode()
    assert "Thing 1" in page
    assert "overdue" in page
    assert "unanswered for 31 days" in page


def test_the_page_is_true_after_midnight_though_nothing_was_published(
    client: Client, at: Any
) -> None:
    owing(due=date(2026, 3, 2))
    at(datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    assert "Thing 1" not in client.get(PAGE).content.decode()

    at(datetime(2026, 3, 2, 23, 1, tzinfo=UTC))  # a minute past midnight for the region
    assert "Thing 1" in client.get(PAGE).content.decode()


def test_a_clock_that_jumps_back_shows_the_day_it_tells(client: Client, at: Any) -> None:
    owing()
    at(NOW + timedelta(days=40))
    assert "Thing 1" in client.get(PAGE).content.decode()

    at(NOW)
    assert "Thing 1" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("shown", "now", "late", "over"),
    [
        ("at-once", True, True, True),
        ("when-late", False, True, True),
        ("when-settled", False, False, True),
        ("never", False, False, False),
    ],
)
def test_the_regions_policy_decides(
    client: Client, at: Any, *, shown: str, now: bool, late: bool, over: bool
) -> None:
    region = replace(settings.REGION, owed={"question": {"shown": shown}})
    with override_settings(REGION=region):
        thing = owing()
        assert ("Thing 1" in client.get(PAGE).content.decode()) == now
        at(NOW + timedelta(days=40))
        assert ("Thing 1" in client.get(PAGE).content.decode()) == late
        settle(thing, by=None, at=NOW + timedelta(days=40))
        assert ("Thing 1" in client.get(PAGE).content.decode()) == over


def test_putting_off_hides_nothing(client: Client, at: Any) -> None:
    thing = owing()
    put_off(thing, date(2026, 6, 1), by=None, at=NOW, reason="Holidays")
    page = client.get(f"{PAGE}?state=awaited").content.decode()
    assert "put off: Holidays" in page
    assert "overdue" not in page

    at(NOW + timedelta(days=31))
    assert "overdue" in client.get(PAGE).content.decode()
    assert "Thing 1" in client.get(f"{PAGE}?state=late").content.decode()
    assert "Thing 1" not in client.get(f"{PAGE}?state=awaited").content.decode()


def test_what_was_withdrawn_is_counted_and_not_listed(client: Client) -> None:
    settle(owing(kind="request"), by=None, at=NOW, state=OwedState.WITHDRAWN)

    page = client.get(PAGE).content.decode()
    assert "Thing 1" not in page
    assert "There is 1 of these." in page


def test_an_extension_asked_in_may_shows_how_long_nobody_answered(client: Client, at: Any) -> None:
    a_plan()
    asked = datetime(2019, 5, 15, 9, tzinfo=UTC)
    owing(kind="request", owed_to="organisation:town", opened=asked, due=date(2019, 7, 15))

    at(asked + timedelta(days=120))
    page = client.get(PAGE).content.decode()
    assert "unanswered for 120 days" in page
    assert "to Town" in page


def test_a_convention_shows_its_end_and_no_silence(client: Client) -> None:
    a_plan()
    owing(kind="renewal", owed_by="organisation:town", owed_to="agency", due=date(2026, 9, 30))

    page = client.get(PAGE).content.decode()
    assert "until 30 September 2026" in page
    assert "unanswered" not in page


def test_late_counts_from_the_date_promised_first(client: Client) -> None:
    thing = owing(kind="request")
    put_off(thing, date(2026, 8, 1), by=None, at=NOW, reason="Holidays")
    settle(thing, by=None, at=NOW + timedelta(days=61))

    page = client.get(PAGE).content.decode()
    assert "1 day after the date promised first" in page
    assert "Promised for 1 May 2026 before; put off: Holidays" in page


def test_totals_say_how_many_and_how_long(client: Client) -> None:
    for number, days in enumerate((1, 10, 40)):
        settle(owing(number), by=None, at=NOW + timedelta(days=days))

    page = " ".join(client.get(PAGE).content.decode().split())
    assert '<p class="figure-label">Answered or over</p><p class="figure-number">3</p>' in page
    assert 'promised first</p><p class="figure-number">2</p>' in page
    assert 'median</p><p class="figure-number">10</p>' in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("state=late", {1}),
        ("state=awaited", {2, 4}),
        ("state=settled", {3}),
        ("state=late&state=settled", {1, 3}),
        ("side=others", {4}),
        ("side=agency&state=awaited", {2}),
        ("kind=question", {3}),
        ("kind=nonsense&state=nonsense&side=x", {1, 2, 3, 4}),
    ],
)
def test_narrowed(client: Client, at: Any, *, query: str, seen: set[int]) -> None:
    a_plan()
    owing(1, "request", due=date(2026, 3, 3))
    owing(2, "request", due=date(2026, 6, 1))
    settle(owing(3), by=None, at=NOW)
    owing(4, "renewal", owed_by="organisation:town", owed_to="agency")
    at(NOW + timedelta(days=10))

    page = client.get(f"{PAGE}?{query}").content.decode()
    assert {number for number in range(1, 5) if f"Thing {number}" in page} == seen


def test_files_hold_what_is_shown_and_start_no_formula(client: Client) -> None:
    owing(1, "request", title=Text({"en": "=1+1"}))
    owing(2, "rights")

    rows = list(
        csv.DictReader(io.StringIO(client.get("/en/owed/download.csv").content.decode("utf-8-sig")))
    )
    assert [row["what"] for row in rows] == ["'=1+1"]
    told = json.loads(client.get("/en/owed/download.json").content)
    assert [row["owed_to"] for row in told["owed"]] == ["a person"]
    assert client.get("/en/owed/download.exe").status_code == 404


def test_one_row_or_thirty_take_the_same_queries(client: Client) -> None:
    a_plan()
    counts = []
    for rows in (1, 30):
        for number in range(rows):
            owing(number, "request", owed_by="organisation:town", about=("organisation", "town"))
        cache.clear()
        client.get(PAGE)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
