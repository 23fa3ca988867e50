"""Facts as the figure, claim and source pieces want them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from perron.core.dates import in_words
from perron.core.formats import money_in_words, number_in_words
from perron.core.models import Fact, Qualifier, Reference
from perron.core.records.kinds import kinds
from perron.core.templatetags.perron import spoken
from perron.core.words import word

MONEY = "money"
PERCENT = "percent"
Piece = dict[str, Any]


def source_of(reference: Reference) -> Piece:
    """A source mark: it leads to the page of the reference, which leads to the source."""
    return {
        "title": spoken(reference.title),
        "publisher": reference.publisher,
        "url": kinds["reference"].address(reference.code),
        "date": reference.published,
        "seen": reference.seen,
    }


def sources_of(references: Iterable[Reference]) -> list[Piece]:
    """The marks of several sources, in the order of their codes."""
    return [source_of(reference) for reference in sorted(references, key=lambda one: one.code)]


def amount_of(number: Any, unit: str) -> tuple[str, str]:
    """A number and its unit in the reader's words; money carries its own sign."""
    known = word("unit", unit)
    if known.nature == MONEY:
        return money_in_words(number), ""
    if known.nature == PERCENT:
        return f"{number_in_words(number)}\u202f%", ""
    return number_in_words(number), str(spoken(known.name))


def period_of(fact: Fact) -> str:
    """When a fact holds: “2022 – 2026”, “since 2019”, “until 2024”, or nothing."""
    return period_between(fact.since, fact.until)


def period_between(start: str, end: str) -> str:
    """Two partial dates as a period; either may be missing."""
    since, until = in_words(start), in_words(end)
    if since and until:
        return since if since == until else f"{since} – {until}"
    if since:
        return _("since %(date)s") % {"date": since}
    return _("until %(date)s") % {"date": until} if until else ""


def figure_of(fact: Fact, *, anchor: str = "") -> Piece:
    """A fact as a figure; its sources must be prefetched."""
    references = sources_of(fact.sources.all())
    value, unit = amount_of(fact.number, fact.unit) if fact.number is not None else ("", "")
    return {
        "label": spoken(word("fact", fact.of).name),
        "sense": fact.get_sense_display(),
        "value": value or spoken(fact.text),
        "is_number": fact.number is not None,
        "unit": unit,
        "qualifier": str(Qualifier(fact.qualifier).label) if fact.qualifier else "",
        "text": spoken(fact.text) if value and fact.text else "",
        "period": period_of(fact),
        "date": fact.as_of,
        "source": references[0] if references else None,
        "sources": references,
        "conflict_url": f"#dispute-{fact.dispute}" if fact.dispute and anchor != "off" else "",
    }


def conflicts_of(facts: Sequence[Fact]) -> list[Piece]:
    """Facts that disagree, side by side; none is corrected."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.dispute:
            groups.setdefault(fact.dispute, []).append(fact)
    return [
        {
            "id": f"dispute-{name}",
            "question": spoken(word("fact", group[0].of).name),
            "claims": [_claim(fact) for fact in group],
            "note": _("Both stand as they were published; this site corrects neither."),
        }
        for name, group in groups.items()
    ]


def _claim(fact: Fact) -> Piece:
    figure = figure_of(fact, anchor="off")
    said = [figure["label"], figure["qualifier"], figure["text"], figure["period"]]
    return {
        "value": figure["value"],
        "unit": figure["unit"],
        "says": said,
        "date": fact.as_of,
        "source": figure["source"],
        "sources": figure["sources"],
    }


def undisputed(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that nobody contradicts."""
    return [fact for fact in facts if not fact.dispute]
