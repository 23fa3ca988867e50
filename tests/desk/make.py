"""Builders for tests of the desk: people signed in, a rich strategy, forms as they are sent."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.records.kinds import Record, kinds
from perron.core.records.proposing import publish_records
from tests.make import NOON, a_fact, a_measure, a_plan, an_organisation, records

DESK = "/en/desk"
RICH = a_measure(
    name={"en": "Tablets", "fr": "Tablettes"},
    summary={"en": "Tablets for\ntowns."},
    type="call",
    state="running",
    start="2018-12",
    audience=["schools"],
    nodes=[{"node": "skills", "basis": "inferred", "sources": ["gazette"]}],
    partners=[{"organisation": "town", "role": "partner", "contribution": {"en": "Rooms"}}],
    numbers=[{"register": "budget", "number": "12.3"}],
    milestones=[{"name": {"en": "Start"}, "due": "2019-01"}],
    facts=[
        a_fact(dispute="line"),
        a_fact(
            number=Decimal("11.2"),
            unit="percent",
            qualifier="about",
            dispute="line",
            text={"en": "x"},
        ),
    ],
    sources=["gazette"],
)
OTHERS: dict[str, dict[str, Record]] = {
    "programme": {
        "school": {
            "code": "school",
            "strategy": "plan",
            "name": {"en": "School"},
            "nodes": [{"node": "skills"}],
        }
    },
    "site": {"annex": {"code": "annex", "name": {"en": "Annex"}, "organisation": "town"}},
    "place": {"corner": {"code": "corner", "name": {"en": "Corner"}, "services": ["banking"]}},
    "round": {
        "round-1": {
            "code": "round-1",
            "version": "first",
            "body": "town",
            "name": {"en": "Round"},
            "date": "2020",
            "declared": [{"colour": "green", "count": 13, "meaning": {"en": "good"}}],
        }
    },
    "card": {
        "card-1": {
            "code": "card-1",
            "round": "round-1",
            "measure": "tablets",
            "colour": "green",
            "findings": {"en": "Well done"},
        }
    },
    "recommendation": {
        "ask-1": {
            "code": "ask-1",
            "card": "card-1",
            "text": {"en": "Go on"},
            "follow_ups": [{"date": "2021", "state": "done"}],
        }
    },
    "indicator": {
        "use": {
            "code": "use",
            "strategy": "plan",
            "name": {"en": "Use"},
            "unit": "percent",
            "periodicity": "yearly",
            "higher_is_better": True,
            "measures": ["tablets"],
            "values": [{"period": "2019", "number": 12.5, "sample": 90, "sources": ["gazette"]}],
        }
    },
}


def a_rich_plan() -> None:
    """A strategy with one record of every kind that the desk edits."""
    a_plan()
    words = [("audience", "schools"), ("register", "budget"), ("service", "banking")]
    terms = {
        f"{vocabulary}/{code}": {"list": vocabulary, "code": code, "name": {"en": code.title()}}
        for vocabulary, code in words
    }
    publish_records(
        {"term": terms, "measure": {"tablets": RICH}, **OTHERS},
        by=None,
        at=NOON,
    )


def a_town(**parts: Any) -> None:
    """One organisation more than the plan has."""
    a_plan(organisation=[an_organisation("mill", **parts)])


def person(role: Role, name: str = "") -> User:
    """Somebody with a role."""
    said = name or role.value
    return User.objects.create_user(f"{said}@example.org", "x", name=said.title(), role=role)


def at_desk(who: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(who)
    return client


def published(kind: str, code: str) -> Record:
    """The record as it is published."""
    return kinds[kind].read(kinds[kind].with_keys([code]).get())


def republish(kind: str, record: Record, *, by: User | None = None) -> None:
    """Publish a record as somebody else would."""
    publish_records(records(**{kind: [record]}), by=by, at=NOON)


class FormReader(HTMLParser):
    """The fields of one form of a page with their values, as a browser would send them."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._wanted, self._inside = form_id, False
        self._select = self._area = ""
        self._chosen: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == self._wanted
        elif self._inside and tag in {"input", "select", "option", "textarea"}:
            getattr(self, f"_{tag}_begins")(given)

    def _input_begins(self, given: dict[str, str]) -> None:
        is_tick = given.get("type") in {"checkbox", "radio"}
        if given.get("name") and ("checked" in given or not is_tick):
            self.fields.append((given["name"], given.get("value", "")))

    def _select_begins(self, given: dict[str, str]) -> None:
        self._select, self._chosen = given["name"], None

    def _option_begins(self, given: dict[str, str]) -> None:
        if self._select and (self._chosen is None or "selected" in given):
            self._chosen = given.get("value", "")

    def _textarea_begins(self, given: dict[str, str]) -> None:
        self._area, self._text = given["name"], ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            self.fields.append((self._select, self._chosen or ""))
            self._select = ""
        elif tag == "textarea" and self._area:
            self.fields.append((self._area, self._text.removeprefix("\n")))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data


def form_on(response: Any, form_id: str = "record-form") -> dict[str, list[str]]:
    """What the form of a page would send if nothing were changed."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    fields: dict[str, list[str]] = {}
    for name, value in reader.fields:
        fields.setdefault(name, []).append(value)
    return fields


def shown(answer: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def answers(**fields: str | list[str]) -> QueryDict:
    """A form that was sent; a double underscore stands for the dot in a name."""
    sent = QueryDict(mutable=True)
    for name, value in fields.items():
        sent.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    return sent
