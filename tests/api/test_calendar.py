"""The calendar: what is due when, as precise as the record and no more."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from perron.api.pieces.calendar import span_of
from tests.make import a_measure, a_plan

pytestmark = pytest.mark.django_db


def events(client: Client, query: str = "language=en") -> dict[str, Any]:
    """The events of a calendar by their titles."""
    response = client.get(f"/api/v1/calendar.ics?{query}")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def what_is_due() -> None:
    steps = [
        {"name": {"en": "Opening"}, "due": "2027-03-04"},
        {"name": {"en": "Report"}, "due": "2027-12"},
        {"name": {"en": "End"}, "due": "2028", "reached": "2027-11"},
        {"name": {"en": "Some day"}},
    ]
    a_plan(
        version=[
            {
                "code": "first",
                "strategy": "plan",
                "name": {"en": "First"},
                "adopted": "2018-12-06",
                "start": "2019",
                "end": "2024",
            },
            {"code": "second", "strategy": "plan", "name": {"en": "Second"}, "adopted": None},
        ],
        programme=[{"code": "school", "strategy": "plan", "name": {"en": "School"}}],
        measure=[a_measure(milestones=steps, programme="school"), a_measure("robots")],
        round=[
            {
                "code": "report",
                "version": "first",
                "body": "town",
                "name": {"en": "Judgement"},
                "date": "2021-06-30",
            }
        ],
        card=[{"code": "card", "round": "report", "measure": "robots", "colour": "red"}],
        recommendation=[
            {"code": "ask", "card": "card", "text": {"en": "Go on"}, "due": "2029-01-31"},
            {"code": "hope", "card": "card", "text": {"en": "Hope"}},
        ],
    )


def days(event: Any) -> tuple[date, date]:
    return event["dtstart"].dt, event["dtend"].dt


def test_what_has_a_date_is_in_the_calendar_and_nothing_else(client: Client) -> None:
    what_is_due()

    found = events(client)

    assert set(found) == {
        "Tablets: Opening",
        "Tablets: Report",
        "Tablets: End",
        "Recommendation due: Go on",
        "Judgement",
        "First",
    }
    assert days(found["Tablets: Opening"]) == (date(2027, 3, 4), date(2027, 3, 5))
    assert days(found["Judgement"]) == (date(2021, 6, 30), date(2021, 7, 1))


def test_a_month_or_a_year_is_a_span_and_says_so(client: Client) -> None:
    what_is_due()

    found = events(client)

    assert days(found["Tablets: Report"]) == (date(2027, 12, 1), date(2028, 1, 1))
    assert found["Tablets: Report"]["description"] == "The source only says: December 2027."
    assert days(found["Tablets: End"]) == (date(2028, 1, 1), date(2029, 1, 1))
    assert "Reached: November 2027." in found["Tablets: End"]["description"]
    assert days(found["First"]) == (date(2019, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("partial", "first", "after"),
    [
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2023-11", date(2023, 11, 1), date(2023, 12, 1)),
        ("2023-12-31", date(2023, 12, 31), date(2024, 1, 1)),
    ],
)
def test_a_span_ends_where_the_next_begins(partial: str, first: date, after: date) -> None:
    assert span_of(partial) == (first, after)


def test_a_calendar_of_one_measure_or_one_programme(client: Client) -> None:
    what_is_due()

    of_robots = events(client, "language=en&measure=robots")
    of_school = events(client, "language=en&programme=school")

    assert set(of_robots) == {"Recommendation due: Go on", "Judgement"}
    assert {title.partition(":")[0] for title in of_school} == {"Tablets"}
    assert events(client, "measure=nothing") == {}


def test_an_event_keeps_its_name_and_leads_to_its_page(client: Client) -> None:
    what_is_due()

    found, again = events(client), events(client, "language=fr")

    names = {str(event["uid"]) for event in found.values()}
    assert names == {str(event["uid"]) for event in again.values()}
    assert len(names) == len(found)
    assert str(found["Judgement"]["url"]).endswith("/en/evaluations/report/")


def test_the_calendar_of_an_empty_site_is_a_calendar(client: Client) -> None:
    assert events(client) == {}
