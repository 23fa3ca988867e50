"""Flags in words: what was seen, by what figures, and what became of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.competences.enums import Fault, FlagKind
from perron.competences.models import Flag
from perron.competences.pieces.calibrating.runs import group_in_words
from perron.competences.rules.calibrating import Outcome, takes_out
from perron.competences.services.calibrating.reporting import (
    Band,
    bands_of,
    drift_of,
    flags_in_order,
)
from perron.core.formats import number_in_words, percent_in_words

Piece = dict[str, Any]
SHOWN = 100
DIGITS = 2


def flag_lines() -> Piece:
    """Flags that wait, and the last ones that were settled; one query."""
    lines = [_line(one) for one in flags_in_order()[:SHOWN]]
    return {
        "waiting": [line for line in lines if not line["flag"].settled_at],
        "settled": [line for line in lines if line["flag"].settled_at],
    }


def _line(flag: Flag) -> Piece:
    return {
        "flag": flag,
        "seen": seen_in_words(flag),
        "is_out": takes_out(flag.kind, flag.figures),
        "outcome": outcome_in_words(flag),
    }


def outcome_in_words(flag: Flag) -> str:
    """What was decided, empty while it waits."""
    told = flag.figures.get("outcome", "")
    return str(Outcome(told).label) if told in Outcome.values else ""


def seen_in_words(flag: Flag) -> str:
    """What was seen, in one sentence without Greek."""
    figures = flag.figures
    if flag.kind == FlagKind.REPORT:
        count = int(figures.get("reports", 0))
        told = ngettext("%(n)s person reported it", "%(n)s people reported it", count)
        return told % {"n": number_in_words(count)}
    if flag.kind == FlagKind.DRIFT:
        easier = figures.get("easier", 0) >= figures.get("harder", 0)
        return (
            _("It became easier than it was measured")
            if easier
            else _("It became harder than it was measured")
        )
    group = {"group": group_in_words(figures.get("group", ""))}
    if figures.get("apart", 0) > 0:
        return _("Harder for %(group)s than for others who know as much") % group
    return _("Easier for %(group)s than for others who know as much") % group


def evidence(flag: Flag) -> list[Piece]:
    """The figures of a flag, each with its name and what it means."""
    return {
        FlagKind.DIF: _apart,
        FlagKind.DRIFT: _drift,
        FlagKind.REPORT: _reports,
    }[FlagKind(flag.kind)](flag)


def _apart(flag: Flag) -> list[Piece]:
    figures = flag.figures
    return [
        {"name": _("Group compared"), "text": group_in_words(figures.get("group", ""))},
        {
            "name": _("Difference"),
            "text": _("%(apart)s logits") % {"apart": _rounded(figures.get("apart"))},
            "means": _("Above 0: harder for the group. From 0.43 on it is told; 0.64 is large."),
        },
        {"name": _("Standard error"), "text": _rounded(figures.get("se"))},
        {
            "name": "p",
            "text": _small(figures.get("p")),
            "means": _("How often a difference like this comes by chance alone."),
        },
    ]


def _drift(flag: Flag) -> list[Piece]:
    easier, harder = drift_of(flag.item_id)
    return [
        {
            "name": _("Sum towards easier"),
            "text": _rounded(flag.figures.get("easier")),
            "means": _("An alarm rings above 5; the sums begin at 0 again after it."),
        },
        {"name": _("Sum towards harder"), "text": _rounded(flag.figures.get("harder"))},
        {
            "name": _("Sums after the last night"),
            "text": f"{_rounded(easier)} / {_rounded(harder)}",
        },
    ]


def _reports(flag: Flag) -> list[Piece]:
    told = [
        {"name": str(fault.label), "text": number_in_words(flag.figures[fault.value])}
        for fault in Fault
        if flag.figures.get(fault.value)
    ]
    return [{"name": _("Reports"), "text": number_in_words(flag.figures.get("reports", 0))}, *told]


def curve_table(flag: Flag) -> Piece | None:
    """Answers beside what the curve foretells, by ability; nothing where too few answered."""
    group = str(flag.figures.get("group", "")) if flag.kind == FlagKind.DIF else ""
    bands = bands_of(flag.item, group)
    if not bands:
        return None
    titles = [_("Ability"), _("People"), _("Right answers"), _("Foretold")]
    if group:
        titles += [
            _("Right answers: %(group)s") % {"group": group_in_words(group)},
            _("Right answers: others"),
        ]
    return {
        "caption": _("Right answers by ability, beside what the curve foretells"),
        "columns": [{"title": title, "numeric": place > 0} for place, title in enumerate(titles)],
        "rows": [
            [
                {"text": text, "title": title, "numeric": place > 0}
                for place, (text, title) in enumerate(
                    zip(_band(band, compared=bool(group)), titles, strict=True)
                )
            ]
            for band in bands
        ],
        "note": _(
            "Groups of people of about the same size, from finished tests; the ability is what "
            "the whole test knew, this answer included. A dash stands for fewer than ten people."
        ),
    }


def _band(band: Band, *, compared: bool) -> list[str]:
    span = _("%(low)s to %(high)s") % {"low": _rounded(band.low), "high": _rounded(band.high)}
    cells = [span, number_in_words(band.people), _percent(band.right), _percent(band.foretold)]
    return [*cells, _percent(band.group), _percent(band.others)] if compared else cells


def _percent(share: float | None) -> str:
    return "–" if share is None else percent_in_words(round(100 * share))


def _rounded(value: float | None) -> str:
    return "–" if value is None else number_in_words(round(value, DIGITS))


def _small(p: float | None) -> str:
    """A chance, never as a power of ten."""
    least = 0.0001
    if p is None:
        return "–"
    return f"< {number_in_words(least)}" if p < least else number_in_words(round(p, 4))
