"""Asking the interface: filters, pages, tables, what is kept, and what is refused."""

import csv
import io
import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from perron.api.rules import open_kinds
from perron.core.records.proposing import publish_records
from tests.api.conftest import Ask
from tests.make import NOON, a_fact, a_measure, a_plan, an_organisation, records

pytestmark = pytest.mark.django_db
LATER = NOON.replace(month=4)


def three_measures() -> None:
    a_plan(
        programme=[{"code": "school", "strategy": "plan", "name": {"en": "School"}}],
        measure=[
            a_measure("robots", state="running", type="call", programme="school"),
            a_measure("tablets", state="completed", facts=[a_fact(number=0.5)]),
            a_measure("dojos", state="running", nodes=[{"node": "skills"}]),
        ],
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dojos", "robots", "tablets"]),
        ("state=running", ["dojos", "robots"]),
        ("state=running&state=completed", ["dojos", "robots", "tablets"]),
        ("state=running&type=call", ["robots"]),
        ("programme=school", ["robots"]),
        ("version=first", ["dojos"]),
        ("node=skills", ["dojos"]),
        ("municipality=1", []),
        ("strategy=plan&limit=1", ["dojos"]),
        ("cursor=dojos", ["robots", "tablets"]),
        ("changed_since=2026-03-02", ["dojos", "robots", "tablets"]),
        ("changed_since=2026-03-03", []),
        ("changed_since=2026-03-02T12:00:00Z", ["dojos", "robots", "tablets"]),
        ("changed_since=2026-03-02T14:00:00+01:00", []),
        ("changed_since=0001-01-01", ["dojos", "robots", "tablets"]),
        ("changed_since=9999-12-31T23:59:59Z", []),
    ],
)
def test_a_list_narrows(ask: Ask, query: str, found: list[str]) -> None:
    three_measures()

    assert [one["code"] for one in ask(f"measures?{query}")["records"]] == found


def test_what_changed_since_is_found_and_what_was_removed_stands_in_the_journal(ask: Ask) -> None:
    three_measures()
    publish_records(records(measure=[a_measure("dojos", state="stopped")]), by=None, at=LATER)

    assert [one["code"] for one in ask("measures?changed_since=2026-04-01")["records"]] == ["dojos"]
    line = ask("journal?kind=measure&changed_since=2026-04-01")["journal"][0]
    assert (line["what"], line["change"]["state"]) == ("measure.changed", ["running", "stopped"])


def test_nothing_is_lost_or_told_twice_when_something_is_added_while_one_reads(ask: Ask) -> None:
    three_measures()
    first = ask("measures?limit=2")
    publish_records(records(measure=[a_measure("apples"), a_measure("zebras")]), by=None, at=LATER)

    second = ask(first["next"])

    told = [one["code"] for one in first["records"] + second["records"]]
    assert told == ["dojos", "robots", "tablets", "zebras"]


def test_pages_of_a_kind_with_two_parts_in_its_key_follow_each_other(ask: Ask) -> None:
    a_plan()
    page, told = ask("terms?limit=3"), []
    while page["next"]:
        told += page["records"]
        page = ask(page["next"])
    told += page["records"]

    keys = [(one["list"], one["code"]) for one in told]
    assert keys == sorted(set(keys))
    assert len(keys) == page["count"]


def test_the_journal_is_read_page_after_page(ask: Ask) -> None:
    three_measures()
    page = ask("journal?limit=4")
    told = page["journal"]
    while page["next"]:
        page = ask(page["next"])
        told += page["journal"]

    assert len({line["digest"] for line in told}) == len(told)
    assert [line["digest"] for line in told] == [
        line["digest"] for line in ask("journal?limit=500")["journal"]
    ]


def test_links_lead_to_the_next_page_and_to_the_pages_for_people(client: Client) -> None:
    three_measures()

    listed = client.get("/api/v1/measures?limit=1").headers["Link"]
    item = client.get("/api/v1/measures/dojos").headers["Link"]

    assert '/api/v1/measures?limit=1&cursor=dojos>; rel="next"' in listed
    assert '/de/measures/dojos/>; rel="alternate"; hreflang="de"' in item
    assert '/api/v1/measures/dojos.jsonld>; rel="alternate"; type="application/ld+json"' in item


def test_a_table_holds_everything_with_the_filter_in_force(client: Client) -> None:
    three_measures()

    answer = client.get("/api/v1/measures?format=csv&state=running")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == ["dojos", "robots"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="measures.csv"'


def test_numbers_are_numbers(ask: Ask) -> None:
    three_measures()

    assert ask("measures/tablets")["facts"][0]["number"] == 0.5


def test_who_has_an_answer_is_told_so_until_something_is_published(client: Client) -> None:
    three_measures()
    first = client.get("/api/v1/measures/dojos")
    again = {"If-None-Match": f'"other", {first.headers["ETag"]}'}
    since = {"If-Modified-Since": first.headers["Last-Modified"]}

    for headers in (again, since):
        answer = client.get("/api/v1/measures/dojos", headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    publish_records(records(measure=[a_measure("dojos", state="stopped")]), by=None, at=LATER)
    assert client.get("/api/v1/measures/dojos", headers=again).json()["state"] == "stopped"


def test_a_kept_answer_costs_one_query(client: Client) -> None:
    three_measures()
    client.get("/api/v1/measures?format=csv")

    with CaptureQueriesContext(connection) as asked:
        kept = client.get("/api/v1/measures?format=csv")

    assert len(asked) == 1
    assert "Content-Disposition" in kept.headers


def test_head_says_what_get_would(client: Client) -> None:
    three_measures()
    whole = client.get("/api/v1/measures")

    head = client.head("/api/v1/measures")

    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Link", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_any_site_may_ask_and_is_told_how(client: Client) -> None:
    answer = client.options("/api/v1/measures", headers={"Origin": "https://example.org"})

    assert answer.status_code == 204
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_changed_here(method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/measures")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["detail"].startswith(method.upper())


HOSTILE = {
    "a NUL": ("measures?cursor=a%00", 422),
    "a NUL in a search": ("search?q=a%00b", 422),
    "a NUL in an address": ("measures/a%00", 404),
    "a NUL in a feed": ("feeds/organisations/a%00.atom", 404),
    "a huge limit": ("measures?limit=99999999999999999999", 422),
    "a limit beyond the most": ("measures?limit=501", 422),
    "a negative limit": ("measures?limit=-1", 422),
    "no limit": ("measures?limit=", 422),
    "a limit in other digits": ("measures?limit=٣", 422),
    "a limit twice": ("measures?limit=1&limit=2", 422),
    "a weird cursor": (f"measures?cursor={quote('../../etc')}", 422),
    "a cursor of another kind": ("measures?cursor=level/theme", 200),
    "a cursor of half a key": ("terms?cursor=level", 200),
    "ten kilobytes": (f"measures?state={'a' * 10_000}", 422),
    "ten kilobytes of search": (f"search?q={'a' * 10_000}", 422),
    "too many values": (f"measures?{'type=a&' * 30}", 422),
    "an unknown parameter": ("measures?sort=name", 422),
    "a parameter of an item": ("measures/tablets?x=1", 422),
    "a day that is none": ("measures?changed_since=2026-02-30", 422),
    "a day in words": ("journal?changed_since=yesterday", 422),
    "a day of snapshots that is none": ("snapshots/2026-02-30", 404),
    "a day that was not kept": ("seals/2026-02-03", 404),
    "a way up": ("measures/../../settings", 404),
    "a way up, hidden": ("measures/%2e%2e%2fsettings", 404),
    "quotes": ("measures?type=%27%22%3B--", 422),
    "nothing": ("nothing", 404),
    "a slash too many": ("measures/tablets/x", 404),
    "half a key": ("terms/level", 404),
    "a language that nobody speaks": ("feeds/changes.atom?language=xx", 422),
    "an empty name": ("measures?=1", 422),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_wrong_request_is_explained(client: Client, what: str) -> None:
    three_measures()
    path, status = HOSTILE[what]

    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == status
    if status != 200:
        told = json.loads(answer.content)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(told) == {"type", "title", "status", "detail", "next"}
        assert told["detail"]
        assert told["next"]
        assert len(answer.content) < 1500


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{path}").status_code == 200
    return len(asked)


def test_one_record_or_many_take_the_same_queries(client: Client) -> None:
    paths = [
        *("", "measures", "organisations", "measures?format=csv", "journal", "calendar.ics"),
        *("catalogue.jsonld", "feeds/changes.atom", "feeds/programmes/school.atom"),
    ]

    def filed(rows: int) -> None:
        cited = [{"name": {"en": "Step"}, "due": "2027-01", "sources": ["gazette"]}]
        at_work = [{"organisation": "town", "role": "partner"}]
        a_plan(
            programme=[{"code": "school", "strategy": "plan", "name": {"en": "School"}}],
            organisation=[an_organisation(f"body-{one}") for one in range(rows)]
            + [an_organisation("town")],
            measure=[
                a_measure(f"m-{one}", milestones=cited, partners=at_work, facts=[a_fact()] * rows)
                for one in range(rows)
            ],
        )

    filed(1)
    with_one = {path: queries_of(client, path) for path in paths}
    filed(4)

    assert {path: queries_of(client, path) for path in paths} == with_one
    assert with_one[""] <= len(open_kinds()) + 6
