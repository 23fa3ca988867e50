"""What the page of figures shows: who took the test, what panels say, what is declared."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from perron.competences.models import Picture
from perron.competences.rules.levels import NAMES
from perron.competences.rules.picturing import shown_row, shown_table
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.bank.live import live_bank
from perron.core.formats import date_in_words, number_in_words, percent_in_words
from perron.core.text import Text
from perron.indicators.models import Value

OVERALL, HIDDEN = "overall", "–"
Piece = dict[str, Any]


def row_names() -> dict[str, str]:
    """The name of each row in the reader's language, in order."""
    known = framework()
    areas = {area.code: str(Text(area.title)) for area in known.areas}
    own = {one.code: f"{one.code} {Text(one.title)}" for one in known.competences}
    return {OVERALL: _("All 21 competences together"), **areas, **own}


def takers(picture: Picture) -> Piece:
    """Those who took the test: one row for everything, for each area, for each competence."""
    names, held = row_names(), picture.table["rows"]
    rows = [_row(row, names[row], held[row]) for row in names if row in held]
    told = [row for row in rows if row["told"]]
    return {
        "people": number_in_words(picture.people),
        "day": picture.day,
        "rows": rows,
        "overall": rows[0],
        "chart": _chart(told) if told else None,
        "table": _table(rows),
        "waits": len(told) < len(rows),
        "declared": _declared(picture.table["declared"]),
    }


def _row(row: str, name: str, held: Piece) -> Piece:
    shown = shown_row(held)
    if shown is None:
        return {"code": row, "name": name, "told": False, "cells": [], "people": "", "day": None}
    whole = shown[-1] or 0
    return {
        "code": row,
        "name": name,
        "told": True,
        "counts": shown[:-1],
        "cells": [_cell(count, whole) for count in shown[:-1]],
        "basic": _basic(shown, whole),
        "people": number_in_words(whole),
        "day": parse_date(held["day"]),
    }


def _basic(shown: list[int | None], whole: int) -> int | None:
    """Per cent at basic level or above, where the level below it is not hidden."""
    return None if shown[0] is None or not whole else round(100 * (whole - shown[0]) / whole)


def _cell(count: int | None, whole: int) -> str:
    if count is None:
        return HIDDEN
    return f"{number_in_words(count)} ({percent_in_words(round(100 * count / whole))})"


def _chart(rows: list[Piece]) -> Piece:
    areas = [row for row in rows if "." not in row["code"] and row["basic"] is not None]
    title = _("How many of those who took the test are at basic level or above")
    if areas and areas[0]["code"] == OVERALL:
        share_said = percent_in_words(areas[0]["basic"])
        title = _("%(share)s of those who took the test are at basic level or above") % {
            "share": share_said
        }
    return {
        "title": title,
        "subtitle": _("Per cent of the people who took it; not of the population"),
        "bars": [
            {
                "label": row["name"],
                "value": percent_in_words(row["basic"]),
                "percent": row["basic"],
                "tone": "now" if row["code"] == OVERALL else "",
            }
            for row in areas
        ],
    }


def _table(rows: Iterable[Piece]) -> Piece:
    titles = [_("Area or competence"), *map(_upper, NAMES), _("People"), _("As of")]
    lines = []
    for row in rows:
        cells = row["cells"] or [_("not yet")] * len(NAMES)
        day = date_in_words(row["day"]) if row["day"] else ""
        lines.append(_cells([row["name"], *cells, row["people"], day], titles))
    return {
        "caption": _("People who took the test, by level"),
        "columns": [
            {"title": title, "numeric": 0 < place < len(titles) - 1}
            for place, title in enumerate(titles)
        ],
        "rows": lines,
        "note": _(
            "A dash hides a number below ten, or one by which such a number could be found. Each "
            "person is counted once in each line, at a level drawn by the chances of their levels."
        ),
    }


def _cells(words: list[str], titles: list[str], *, texts_last: int = 1) -> list[Piece]:
    last = len(words) - texts_last
    return [
        {"text": text, "title": title, "numeric": 0 < place < last}
        for place, (text, title) in enumerate(zip(words, titles, strict=True))
    ]


def _upper(words: object) -> str:
    plain = str(words)
    return plain[:1].upper() + plain[1:]


def _declared(held: Piece) -> Piece | None:
    """What people said of themselves beside what they showed."""
    shown = shown_table(held)
    if shown is None:
        return None
    titles = [_("They said"), _("Showed: not yet basic"), _("Showed: basic or above"), _("People")]
    said = [_("Below basic"), _("Basic"), _("Above basic"), _("Together")]
    lines = [
        _cells(
            [name, *(HIDDEN if n is None else number_in_words(n) for n in line)],
            titles,
            texts_last=0,
        )
        for name, line in zip(said, shown, strict=True)
    ]
    return {
        "caption": _("What people said of themselves, by what they showed"),
        "columns": [{"title": title, "numeric": place > 0} for place, title in enumerate(titles)],
        "rows": lines,
        "note": _("As of %(day)s.") % {"day": date_in_words(parse_date(held["day"]))},
    }


def panel_pieces() -> list[Piece]:
    """Each published panel that is no demonstration, with what it says of the population."""
    rows = Picture.objects.exclude(panel=None).filter(panel__is_demonstration=False)
    return [panel_piece(one) for one in rows.select_related("panel")]


def panel_piece(picture: Picture) -> Piece:
    """What one panel says: shares with intervals, how many answered, when."""
    panel, table = picture.panel, picture.table
    if panel is None:
        raise ValueError(picture.pk)
    names = row_names()
    return {
        "panel": panel,
        "basic": share(table["rows"][OVERALL]["basic"]),
        "answered": number_in_words(table["answered"]),
        "drawn": number_in_words(table["drawn"]),
        "declared": share(table["declared"]) if table["declared"] else None,
        "table": panel_table(table, names),
        "day": picture.day,
        "csv": reverse("competences:panel_csv", args=[panel.code]),
    }


def share(told: Piece) -> Piece:
    """A share in words, its interval, and what its design cost."""
    low, high = (percent_in_words(round(100 * told[end], 1)) for end in ("low", "high"))
    return {
        "value": percent_in_words(round(100 * told["value"], 1)),
        "low": low,
        "high": high,
        "interval": _("%(low)s and %(high)s") % {"low": low, "high": high},
        "effect": number_in_words(round(told["effect"], 2)) if told["effect"] else "",
        "people": number_in_words(told["people"]),
    }


def panel_table(table: Piece, names: dict[str, str]) -> Piece:
    """All rows of a panel: the share at basic level or above, its interval, the design effect."""
    titles = [_("Area or competence"), _("Basic level or above"), _("Interval (95 %)")]
    titles.append(_("Design effect"))
    lines = []
    for row, name in names.items():
        if row in table["rows"]:
            one = share(table["rows"][row]["basic"])
            cells = [name, one["value"], f"{one['low']} – {one['high']}", one["effect"]]
            lines.append(
                [{"text": text, "title": title} for text, title in zip(cells, titles, strict=True)]
            )
    return {
        "caption": _("Share of the population at basic level or above"),
        "columns": [{"title": title} for title in titles],
        "rows": lines,
    }


def declared_figure() -> Piece | None:
    """The published indicator of declared basic skills, where the region names one."""
    code = live_bank().settings.get("declared_indicator", "")
    rows = Value.objects.filter(indicator__code=code, part="").select_related("indicator")
    last = rows.prefetch_related("sources").order_by("period", "place").last()
    if last is None:
        return None
    return {
        "label": last.indicator.name,
        "value": percent_in_words(last.number),
        "period": str(last.period),
        "population": last.indicator.population,
        "definition": last.indicator.definition,
        "url": reverse("portal:indicator", args=[code]),
        "sources": [source.title for source in last.sources.all()],
    }


def levels_in_words() -> list[Piece]:
    """What each of the four levels means."""
    meanings = (
        _("knows some first steps, or does them with somebody's help"),
        _("does simple, everyday things alone"),
        _("does well-defined things alone, and solves plain problems"),
        _("helps others, and finds their way in what is new"),
    )
    return [
        {"name": _upper(name), "means": means} for name, means in zip(NAMES, meanings, strict=True)
    ]


def region_name() -> str:
    """The region's own name in the reader's language."""
    return str(Text(settings.REGION.name))
