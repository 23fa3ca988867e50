"""However much stands on a page, it takes the same number of queries."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.make import a_fact, a_measure, a_plan

pytestmark = pytest.mark.django_db

PAGES = {
    "home": "",
    "strategy": "strategy/plan/",
    "version": "versions/first/",
    "theme": "themes/skills/",
    "programme": "programmes/school/",
    "measure": "measures/measure-0/",
    "round": "evaluations/report-0/",
    "evaluations": "evaluations/",
    "indicator": "indicators/indicator-0/",
    "indicators": "indicators/",
    "disagreements": "about/disagreements/",
    "untranslated": "about/languages/de/",
}


def a_plan_with(rows: int) -> None:
    """A strategy with this many of everything."""
    each = range(rows)
    cited = ["gazette"]
    facts = [a_fact(number=number) for number in each]
    facts += [a_fact(number=number, dispute=f"line-{number // 2}") for number in range(2 * rows)]
    own: dict[str, Any] = {"facts": facts, "sources": cited}
    at_work = [{"organisation": "town", "role": "partner", "sources": cited} for _ in each]
    node = {"node": "skills", "sources": cited}
    measures = [
        a_measure(
            f"measure-{number}",
            programme="school",
            nodes=[node],
            partners=at_work,
            milestones=[{"name": {"en": "Step"}, "reached": "2020", "sources": cited}] * rows,
            numbers=[],
            **own,
        )
        for number in each
    ]
    a_plan(
        programme=[
            {
                "code": "school",
                "strategy": "plan",
                "name": {"en": "School"},
                "nodes": [node],
                "partners": at_work,
                **own,
            }
        ],
        measure=measures,
        round=[
            {
                "code": f"report-{number}",
                "version": "first",
                "body": "town",
                "name": {"en": "Report"},
                "date": f"20{20 + number}",
                "sources": cited,
            }
            for number in each
        ],
        card=[
            {
                "code": f"card-{place}-{number}",
                "round": f"report-{place}",
                "measure": f"measure-{number}",
                "colour": "green",
                "sources": cited,
            }
            for place in each
            for number in each
        ],
        recommendation=[
            {
                "code": f"ask-{place}-{number}",
                "card": f"card-{place}-{number}",
                "text": {"en": "Go on"},
                "owner": "town",
                "follow_ups": [{"date": "2021", "state": "done", "sources": cited}] * rows,
            }
            for place in each
            for number in each
        ],
        indicator=[
            {
                "code": f"indicator-{number}",
                "strategy": "plan",
                "name": {"en": "Indicator"},
                "unit": "percent",
                "programmes": ["school"],
                "nodes": ["skills"],
                "measures": [f"measure-{one}" for one in each],
                "values": [
                    {"period": f"20{20 + one}", "number": one, "sources": cited} for one in each
                ],
                "targets": [{"period": "2030", "number": 9, "sources": cited}],
                "breaks": [{"period": "2021", "reason": {"en": "New"}, "sources": cited}],
                **own,
            }
            for number in each
        ],
    )


def queries_for(client: Client, path: str) -> int:
    """The number of queries that building a page anew takes, once the site is warm."""
    client.get(f"/en/{path}")
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/en/{path}").status_code == 200
    return len(asked)


def test_one_row_or_three_take_the_same_queries(client: Client) -> None:
    a_plan_with(2)
    a_plan_with(1)  # so that both have a history, whose links are named
    with_one = {name: queries_for(client, path) for name, path in PAGES.items()}

    a_plan_with(3)
    with_three = {name: queries_for(client, path) for name, path in PAGES.items()}

    del with_one["round"], with_three["round"]  # the first round has none before it
    assert with_three.pop("home") <= with_one.pop("home")  # its news may be of fewer kinds
    assert with_three == with_one


def test_a_measure_is_read_in_few_queries(client: Client) -> None:
    a_plan_with(3)

    assert queries_for(client, PAGES["measure"]) <= 32
    assert queries_for(client, PAGES["round"]) <= 25
