"""A new edition begins from another one: everything that stays is there already."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from perron.calls.models import Edition
from perron.calls.services.editions.keeping import Keeper, define_edition
from perron.calls.services.editions.reading import check_definition

# What belongs to the edition that was, not to the one that comes.
OF_ITS_YEAR = ("demonstration", "gap", "history", "sources")
LEAP = (2, 29)


def begin_from_model(model: Edition, code: str, *, by: Keeper | None, at: datetime) -> Edition:
    """Draft an edition like another; its days are moved by whole years until it opens after now.

    Raises ``EditionExists``, and :class:`DocumentRefused` for a code that is none.
    """
    definition = copied(model.definition, code, at)
    return define_edition(check_definition(definition), by=by, at=at)


def copied(definition: Mapping[str, Any], code: str, at: datetime) -> dict[str, Any]:
    """The definition of a new edition, made from another."""
    fresh = {key: deepcopy(value) for key, value in definition.items() if key not in OF_ITS_YEAR}
    fresh["code"] = code
    years = 0
    while _later(definition["calendar"]["opens"], years)[:10] <= at.date().isoformat():
        years += 1
    for name, value in fresh["calendar"].items():
        if isinstance(value, str):
            fresh["calendar"][name] = _later(value, years)
    if "reserve_until" in fresh["award"]:
        fresh["award"]["reserve_until"] = _later(fresh["award"]["reserve_until"], years)
    for envelope in fresh["award"]["envelopes"]:
        if "years" in envelope:
            envelope["years"] = {
                str(int(year) + years): cents for year, cents in envelope["years"].items()
            }
    return fresh


def _later(written: str, years: int) -> str:
    """A day, with its time if it has one, so many years later; 29 February becomes the 28th."""
    day = date.fromisoformat(written[:10])
    kept = 28 if (day.month, day.day) == LEAP else day.day
    return f"{day.replace(year=day.year + years, day=kept).isoformat()}{written[10:]}"
