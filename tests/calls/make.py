"""Builders of editions, applications, juries and decisions for tests of calls."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from perron.calls.enums import ApplicationState, EditionState
from perron.calls.models import Application, Edition, Ranking
from perron.core.journal.lines import digest_of
from tests.make import NOON

OPENS = "2026-01-05T09:00"
CLOSES = "2026-03-04T22:00"


def said(words: str) -> dict[str, str]:
    """The same words in each language."""
    return {"fr": words, "de": words, "en": words}


def a_level(code: str, points: int) -> dict[str, Any]:
    return {"code": code, "points": points, "text": said(code.title())}


def a_criterion(code: str, weight: int = 1, **fields: Any) -> dict[str, Any]:
    levels = [a_level("none", 0), a_level("some", 50_000), a_level("full", 100_000)]
    return {"code": code, "name": said(code.title()), "weight": weight, "levels": levels, **fields}


def a_field(code: str, kind: str = "text", **fields: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "label": said(code.title()), **fields}


DEFINITION: dict[str, Any] = {
    "format": "perron-edition/1",
    "code": "tablets-2026",
    "call": "tablets",
    "kind": "in-kind",
    "name": said("Tablets 2026"),
    "summary": said("Tablets for schools."),
    "languages": ["fr", "de"],
    "applicant": {"unit": "site", "kinds": ["school"], "signature": False},
    "calendar": {
        "opens": OPENS,
        "closes": CLOSES,
        "questions_until": "2026-02-25T12:00",
        "decision_by": "2026-06-30",
        "silence_days": 60,
    },
    "eligibility": [
        {
            "code": "not-before",
            "when": {"fact": "awarded", "none_of": ["tablets-2024", "tablets-2025"]},
            "reason": said("The site was awarded in 2024 or 2025."),
            "unknown": said("Nobody knows here whether the site was awarded before."),
        }
    ],
    "form": {
        "version": 1,
        "steps": [
            {
                "code": "project",
                "title": said("The project"),
                "minutes": 45,
                "pages": [
                    {
                        "code": "idea",
                        "title": said("The idea"),
                        "fields": [
                            a_field("title", required=True, most=120),
                            a_field("aims", "long", required=True, most=2000),
                            a_field("pupils", "number", least=1, most=5000),
                            a_field(
                                "robots",
                                "choice",
                                choices=[
                                    {"code": "yes", "label": said("Yes")},
                                    {"code": "no", "label": said("No")},
                                ],
                            ),
                            a_field(
                                "robots-why",
                                "long",
                                required=True,
                                most=500,
                                when={"field": "robots", "is": "yes"},
                            ),
                            a_field("lead", required=False, blind=True, most=120),
                        ],
                    },
                    {
                        "code": "things",
                        "title": said("What you choose"),
                        "fields": [
                            a_field("choice", "catalogue", required=True),
                            a_field("plan", "file", most=2, accept=["pdf", "odt"]),
                        ],
                    },
                ],
            }
        ],
    },
    "catalogue": {
        "ceiling": 1_500_000,
        "items": [
            {"code": "laptop", "name": said("Laptop"), "price": 60_000, "most": 20},
            {"code": "board", "name": said("Board"), "price": 250_000},
        ],
    },
    "grant": {"rule": "catalogue"},
    "admissibility": [{"code": "signed", "label": said("The board agrees")}],
    "grid": {
        "scale": 100_000,
        "threshold": 50_000,
        "criteria": [a_criterion("aims", 2), a_criterion("strategy"), a_criterion("value")],
    },
    "jury": {"reviews": 2, "gap": 20_000, "combine": "closest", "blind": True, "calibration": 3},
    "ranking": {"ex_aequo": [{"criterion": "aims", "first": "high"}]},
    "award": {
        "method": "rank",
        "skip": True,
        "envelopes": [
            {"code": "region", "name": said("Region"), "source": "region", "amount": 10_000_000}
        ],
        "moneys": [{"code": "region", "name": said("Region"), "parts": {"region": 10_000}}],
        "reserve_until": "2026-12-31",
    },
    "publication": {"internal_days": 15, "show": {"scores": True, "refused": "numbered"}},
    "remedy": {"days": 60, "words": said("You may appeal to the council.")},
    "retention": {"refused_days": 365, "awarded_days": 3650},
}


def a_definition(**changes: Any) -> dict[str, Any]:
    """A small edition in kind for schools; ``changes`` replace whole keys (None leaves one out)."""
    whole = {**deepcopy(DEFINITION), **changes}
    return {key: value for key, value in whole.items() if value is not None}


def an_edition(
    state: EditionState = EditionState.PUBLISHED,
    *,
    opens: datetime | None = None,
    closes: datetime | None = None,
    **changes: Any,
) -> Edition:
    """An edition that is open at noon (of ``tests.make``) unless said otherwise."""
    definition = a_definition(**changes)
    continuous = definition["kind"] == "continuous"
    return Edition.objects.create(
        code=definition["code"],
        call=definition["call"],
        measure_code=definition.get("measure", ""),
        name=definition["name"],
        summary=definition.get("summary", {}),
        definition=definition,
        digest="" if state == EditionState.DRAFT else digest_of(definition),
        seed="the lots of a small edition",
        state=state,
        opens_at=opens or NOON - timedelta(days=30),
        closes_at=None if continuous else closes or NOON + timedelta(days=2),
        published_at=None if state == EditionState.DRAFT else NOON - timedelta(days=31),
    )


def a_ranked(edition: Edition, number: str, **fields: Any) -> Application:
    """An admissible application of a generated applicant; :func:`a_ranking` gives it its place."""
    given: dict[str, Any] = {"asked": 1_000_000, "language": "fr"}
    given |= {
        "applicant": f"Demonstration school {number}",
        "title": f"Project {number}",
        "facts": {"district": "north"},
    }
    given |= {"state": ApplicationState.ADMISSIBLE, "arrived_at": NOON}
    return Application.objects.create(
        edition=edition, number=number, begun_at=NOON, saved_at=NOON, **given | fields
    )


def a_ranking(edition: Edition, scores: Mapping[str, int | None], **keys: Any) -> Ranking:
    """A sealed ranking of these scores by number; ``keys`` are the same on each row."""
    ordered = sorted(scores, key=lambda one: (-(scores[one] or 0), one))
    rows = [
        {
            "application": number,
            "before": scores[number],
            "score": scores[number],
            "steps": [],
            "points": {},
            "below": [],
            "reaches_threshold": True,
            "position": place,
            "place": place,
            "tie": place,
            "lot": "",
            "decided_by": "score",
            **keys,
        }
        for place, number in enumerate(ordered, start=1)
    ]
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.RANKED)
    edition.refresh_from_db()
    return Ranking.objects.create(
        edition=edition,
        number=edition.rankings.count() + 1,
        rows=rows,
        digest=digest_of(rows),
        sealed_at=NOON,
        sealed_by="person:chantal",
    )
