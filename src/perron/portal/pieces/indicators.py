"""Indicators as lines of a list, as small pictures beside other things, and in full."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from perron.core.dates import in_words
from perron.core.models import Qualifier
from perron.core.phrases import by
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.indicators.models import Indicator, Target, Value
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece, amount_of
from perron.portal.pieces.links import address
from perron.portal.pieces.series import (
    Series,
    amount_in_words,
    bars_of,
    conclusion_of,
    latest_of,
    picture_of,
    trend_of,
)


def summaries_of(series: Iterable[Series], citations: Citations, *, today: date) -> list[Piece]:
    """Indicators beside other things: the latest value, the trend, a small picture."""
    return [summary_of(one, citations, today=today) for one in series]


def summary_of(series: Series, citations: Citations, *, today: date) -> Piece:
    """One indicator in a few lines."""
    newest = [value for value in series.whole if value.period == series.whole[-1].period]
    return {
        "name": spoken(series.indicator.name),
        "url": address("indicator", series.indicator.code),
        "unit": spoken(word("unit", series.indicator.unit).name),
        "latest": latest_of(series, today),
        "trend": trend_of(series),
        "target": target_of(series),
        "conclusion": conclusion_of(series),
        "picture": picture_of(series, small=True),
        "bars": bars_of(series),
        "marks": citations.marks(*newest) if newest else "",
    }


def target_of(series: Series) -> str:
    """“80 % in 2030”: the last target, or nothing."""
    if not series.targets:
        return ""
    last = series.targets[-1]
    amount = amount_in_words(last, series.indicator.unit)
    return f"{amount} {by(last.period)}"


def value_rows_of(series: Series, citations: Citations) -> list[Piece]:
    """Every value as a row of the table: the newest period first, the whole before its parts."""
    by_place = sorted(series.values, key=lambda value: (bool(value.part), value.place))
    ordered = sorted(by_place, key=lambda value: value.period, reverse=True)
    return [
        {
            **_amount(value, series.indicator),
            "part": spoken(word("part", value.part).name) if value.part else "",
            "sample": value.sample,
            "asked": _between(value.fieldwork_from, value.fieldwork_to),
            "dispute": value.dispute,
            "note": spoken(value.note),
            "marks": citations.marks(value),
        }
        for value in ordered
    ]


def table_of(series: Series, citations: Citations) -> Piece:
    """The table beside the picture, without the columns that would be empty."""
    rows = value_rows_of(series, citations)
    targets = targets_of(series, citations)
    return {
        "rows": rows,
        "targets": targets,
        "has_parts": any(row["part"] for row in rows),
        "has_samples": any(row["sample"] for row in rows),
        "has_fieldwork": any(row["asked"] for row in rows),
        "has_notes": any(row["note"] or row.get("dispute") for row in (*rows, *targets)),
    }


def targets_of(series: Series, citations: Citations) -> list[Piece]:
    """What is to be reached, as somebody set it."""
    return [
        {
            **_amount(target, series.indicator),
            "note": spoken(target.note),
            "marks": citations.marks(target),
        }
        for target in series.targets
    ]


def breaks_of(series: Series, citations: Citations) -> list[Piece]:
    """From when figures are not comparable with those before, and why."""
    return [
        {
            "period": broken.period,
            "reason": spoken(broken.reason),
            "marks": citations.marks(broken),
        }
        for broken in series.breaks
    ]


def disagreements_of(series: Series, citations: Citations) -> list[Piece]:
    """Values that disagree about one period, side by side."""
    groups: dict[str, list[Value]] = {}
    for value in series.values:
        if value.dispute:
            groups.setdefault(value.dispute, []).append(value)
    return [
        _disagreement(name, group, series.indicator, citations=citations)
        for name, group in groups.items()
    ]


def _disagreement(
    name: str, group: Sequence[Value], indicator: Indicator, *, citations: Citations
) -> Piece:
    claims = [
        {
            **_amount(value, indicator),
            "period": "",
            "date": value.period,
            "text": spoken(value.note),
            "source": citations.first_of(value),
        }
        for value in group
    ]
    question = f"{indicator.name}, {in_words(group[0].period)}"
    note = _("Both stand as they were published; this site corrects neither.")
    return {"id": f"dispute-{name}", "question": question, "claims": claims, "note": note}


def _amount(value: Value | Target, indicator: Indicator) -> dict[str, Any]:
    number, unit = amount_of(value.number, indicator.unit)
    return {
        "period": value.period,
        "about": str(Qualifier(value.qualifier).label) if value.qualifier else "",
        "value": number,
        "unit": unit,
    }


def _between(start: str, end: str) -> str:
    if start and end:
        return f"{in_words(start)} – {in_words(end)}"
    return in_words(start or end)


def relative_of(indicator: Indicator, *, is_comparable: bool) -> Piece:
    """The definition before or after, and whether its values may stand beside these."""
    return {
        "name": spoken(indicator.name),
        "url": address("indicator", indicator.code),
        "version": indicator.definition_version,
        "is_comparable": is_comparable,
    }
