"""Builders of the things that tests are about; people have fixed rights."""

from datetime import UTC, datetime
from typing import Any

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.records.kinds import Record
from perron.core.records.proposing import publish_records

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def aline() -> User:
    """Belongs: the contact of an organisation."""
    return User.objects.create_user("aline@example.org", "rue-des-remparts-7", name="Aline")


def bruno() -> User:
    """A stranger: signed in, without any right."""
    return User.objects.create_user("bruno@example.org", "place-du-marche-3", name="Bruno")


def chantal() -> User:
    """Works for the agency: a programme officer."""
    return User.objects.create_user(
        "chantal@example.org", "quai-de-la-gare-12", name="Chantal", role=Role.OFFICER
    )


def an_evaluator() -> User:
    """Judges measures."""
    return User.objects.create_user(
        "emile@example.org", "avenue-du-parc-40", name="Émile", role=Role.EVALUATOR
    )


def a_reference(code: str = "gazette", **fields: Any) -> Record:
    return {"code": code, "title": {"en": f"The {code}"}, **fields}


def an_organisation(code: str = "town", **fields: Any) -> Record:
    return {"code": code, "name": {"en": code.title()}, "kind": "public", **fields}


def a_measure(code: str = "tablets", **fields: Any) -> Record:
    return {"code": code, "strategy": "plan", "name": {"en": code.title()}, **fields}


def a_fact(**fields: Any) -> Record:
    given = {"of": "budget", "number": 500, "unit": "euro", "sources": ["gazette"]}
    return {**given, **fields}


TERMS = (
    ("level", "theme", ""),
    ("organisation-kind", "public", ""),
    ("role", "partner", ""),
    ("fact", "budget", ""),
    ("fact", "applications", ""),
    ("unit", "euro", "money"),
    ("unit", "people", "people"),
    ("unit", "attendances", "attendances"),
    ("unit", "percent", "percent"),
    ("measure-type", "call", ""),
)


def records(**kinds: list[Record]) -> dict[str, dict[str, Record]]:
    """Records by kind and code, from lists."""
    return {kind: {entry["code"]: entry for entry in entries} for kind, entries in kinds.items()}


def a_plan(**kinds: list[Record]) -> None:
    """Publish a small strategy: a version, a theme, and whatever is given beside them."""
    given = records(**kinds)
    proposed: dict[str, dict[str, Record]] = {
        "term": {
            f"{vocabulary}/{code}": {
                "list": vocabulary,
                "code": code,
                "name": {"en": code.title()},
                "nature": nature,
            }
            for vocabulary, code, nature in TERMS
        },
        "reference": {"gazette": a_reference()},
        "organisation": {"town": an_organisation()},
        "strategy": {"plan": {"code": "plan", "name": {"en": "Plan"}, "agency": "town"}},
        "version": {
            "first": {
                "code": "first",
                "strategy": "plan",
                "name": {"en": "First"},
                "adopted": "2018-12-06",
            }
        },
        "node": {
            "skills": {
                "code": "skills",
                "version": "first",
                "level": "theme",
                "name": {"en": "Skills", "fr": "Compétences"},
            }
        },
    }
    for kind, entries in given.items():
        proposed[kind] = {**proposed.get(kind, {}), **entries}
    publish_records(proposed, by=None, at=NOON)
