"""Amounts, periods and sources in the reader's words."""

from typing import Any

from perron.core import phrases
from perron.core.dates import in_words
from perron.core.formats import money_in_words, number_in_words, percent_in_words
from perron.core.models import Fact, Reference
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.links import address

MONEY = "money"
PERCENT = "percent"
Piece = dict[str, Any]


def source_of(reference: Reference) -> Piece:
    """A source mark: it leads to the page of the reference, which leads to the source."""
    return {
        "title": spoken(reference.title),
        "publisher": reference.publisher,
        "url": address("reference", reference.code),
        "date": reference.published,
        "seen": reference.seen,
    }


def amount_of(number: Any, unit: str) -> tuple[str, str]:
    """A number and its unit in the reader's words; money carries its own sign."""
    known = word("unit", unit)
    if known.nature == MONEY:
        return money_in_words(number), ""
    if known.nature == PERCENT:
        return percent_in_words(number), ""
    return number_in_words(number), str(spoken(known.name))


def period_of(fact: Fact) -> str:
    """When a fact holds: “2022 – 2026”, “since 2019”, “until 2024”, or nothing."""
    return period_between(fact.since, fact.until)


def period_between(start: str, end: str) -> str:
    """Two partial dates as a period; either may be missing."""
    since, until = in_words(start), in_words(end)
    if since and until:
        return since if since == until else f"{since} – {until}"
    return phrases.since(start) or phrases.until(end)
