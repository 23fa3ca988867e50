"""The rules of an edition for reading: criteria, weighting, money, calendar."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from perron.calls.models import Edition, Notice
from perron.calls.pieces.editions.sentences import amount, share
from perron.calls.rules.conditions import fact_words
from perron.calls.rules.definition import Definition
from perron.calls.services.editions.keeping import seed_digest
from perron.core.formats import number_in_words, percent_in_words
from perron.core.models import Reference
from perron.core.text import Text

WHOLE = 10_000


def points(thousandths: int) -> str:
    """Thousandths of a point in words."""
    return number_in_words(Fraction(thousandths, 1000).__float__())


def criteria_of(definition: Definition) -> list[dict[str, Any]]:
    """Each criterion with its part of the whole and its levels in words."""
    whole = sum(one.weight for one in definition.criteria) or 1
    return [
        {
            "name": one.name,
            "help": one.help,
            "weight": percent_in_words(round(100 * one.weight / whole, 1)),
            "least": points(one.least) if one.least else "",
            "levels": [
                {"text": level.text, "points": points(level.points)} for level in one.levels
            ],
        }
        for one in definition.criteria
    ]


def weighting_of(definition: Definition) -> list[dict[str, Any]]:
    """Each step of the weighting: by which fact, and what it does in each case."""
    words = fact_words()
    said = []
    for step in definition.document.get("weighting", []):
        word = words[step["fact"]]
        multiplies = step["change"] == "multiply"
        cases = [(word.shown(value), change) for value, change in step.get("table", {}).items()] + [
            (_up_to(band.get("up_to")), band["value"]) for band in step.get("bands", [])
        ]
        said.append(
            {
                "name": Text(step["name"]),
                "fact": word.title,
                "cases": [
                    {"case": case, "change": _change(change, multiplies=multiplies)}
                    for case, change in cases
                ],
            }
        )
    return said


def _up_to(limit: float | None) -> str:
    if limit is None:
        return _("above")
    return _("under %(limit)s") % {"limit": number_in_words(limit)}


def _change(value: int, *, multiplies: bool) -> str:
    if multiplies:
        return _("times %(factor)s") % {"factor": number_in_words(value / 10_000)}
    return _("%(points)s points") % {"points": f"{'+' if value > 0 else ''}{points(value)}"}


def money_of(definition: Definition) -> dict[str, Any]:
    """Envelopes, who may have which, floors and ceilings."""
    award = definition.award
    names = {one.code: one.name for one in award.envelopes}
    return {
        "budget": amount(award.budget) if award.budget else "",
        "envelopes": [{"name": one.name, "amount": amount(one.amount)} for one in award.envelopes],
        "moneys": [
            {
                "name": one.name,
                "parts": [
                    {"name": names[code], "share": share(part)} for code, part in one.parts.items()
                ],
            }
            for one in award.moneys
        ]
        if any(len(one.parts) > 1 or sum(one.parts.values()) < WHOLE for one in award.moneys)
        else [],
        "floors": [{"name": one.name, "amount": amount(one.amount)} for one in award.floors],
        "ceilings": [{"name": one.name, "amount": amount(one.amount)} for one in award.ceilings],
    }


def calendar_of(edition: Edition, definition: Definition, at: datetime) -> list[dict[str, Any]]:
    """The steps from the opening to the decision, for the piece that draws them."""
    calendar = definition.calendar
    moments: list[tuple[str, Any]] = [
        (_("Opening"), edition.opens_at),
        (_("Questions until"), calendar.questions_until),
        (_("Closing"), edition.closes_at),
        (_("Decision by"), calendar.decision_by),
    ]
    today = at.date()
    said = []
    for title, moment in moments:
        if moment:
            passed = moment <= at if isinstance(moment, datetime) else moment < today
            said.append({"title": title, "date": moment, "state": "done" if passed else "next"})
    for step in said:
        if step["state"] == "next":
            step["state"] = "now"
            break
    return said


def notices_of(notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """Numbered notices, the newest first."""
    return [
        {
            "number": one.number,
            "kind": one.get_kind_display(),
            "at": one.at,
            "reason": one.reason,
            "places": sorted(place for place in one.change if place != "digest"),
            "digest": one.change.get("digest", ["", ""])[1],
        }
        for one in sorted(notices, key=lambda one: -one.number)
    ]


def proof_of(edition: Edition) -> dict[str, Any]:
    """What proves that the rules are still those that were published."""
    return {
        "digest": edition.digest,
        "seed": seed_digest(edition),
        "seed_text": edition.seed if edition.rankings.exists() else "",
        "rules_url": reverse("calls:edition_rules", args=[edition.code]),
    }


def sources_of(codes: Sequence[str]) -> list[dict[str, Any]]:
    """References of the strategy by their codes, those that are there."""
    rows = {one.code: one for one in Reference.objects.filter(code__in=codes)}
    return [
        {
            "title": rows[code].title,
            "publisher": rows[code].publisher,
            "date": rows[code].published,
            "url": reverse("portal:reference", args=[code]),
        }
        for code in codes
        if code in rows
    ]


def history_of(definition: Definition) -> list[dict[str, Any]]:
    """Published totals with their sources; what nobody published is not here."""
    titles = {
        "applications": _("applications"),
        "awards": _("awards"),
        "money": _("awarded"),
    }
    return [
        {
            "title": titles[name],
            "value": amount(total.value) if name == "money" else number_in_words(total.value),
            "note": total.note,
            "sources": sources_of(total.sources),
        }
        for name, total in definition.history.items()
    ]
