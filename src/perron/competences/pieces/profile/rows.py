"""The profile in words, as a drawing and as a table: everything, areas, competences."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from perron.competences.enums import SittingState
from perron.competences.models import Sitting
from perron.competences.pieces.profile.chart import Scale, legend, scale_of, span_of
from perron.competences.rules.levels import BASIC, NAMES, reaching
from perron.competences.rules.sitting import terms_kept
from perron.competences.rules.telling import in_hundred, in_ten, told
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.sitting.looking import Known, Profile
from perron.core.text import Text

Piece = dict[str, Any]
WORTH = 0.3  # a smaller chance of the basic level is in the table, and no sentence for itself


def profile_piece(sitting: Sitting, profile: Profile) -> Piece:
    """All that the page of a profile shows."""
    terms = terms_kept(sitting.design)
    scale = scale_of(terms.cuts)
    areas = [_area(code, profile, scale) for code in profile.areas]
    basic = reaching(profile.overall.chances, BASIC)
    return {
        "overall": {"name": _("On the whole"), **_row(profile.overall, scale)},
        "basic": in_ten(basic) if basic >= WORTH else "",
        "areas": areas,
        "unknown": sum(len(area["unknown"]) for area in areas),
        "bands": scale.bands,
        "legend": legend(),
        "table": _table(profile),
        "answers": profile.answers,
        "calibrated": profile.calibrated,
        "is_sketch": sitting.state != SittingState.ENDED or profile.answers < terms.length,
        "length": terms.length,
        "dropped": sitting.profile.get("dropped", 0),
        "recomputed": parse_date(sitting.profile.get("recomputed", "")),
    }


def _area(code: str, profile: Profile, scale: Scale) -> Piece:
    inside = {
        name: known for name, known in profile.competences.items() if name.startswith(f"{code}.")
    }
    return {
        **_named(code, profile.areas[code], scale),
        "rows": [_named(name, known, scale) for name, known in inside.items() if known.answers],
        "unknown": [name_of(name) for name, known in inside.items() if not known.answers],
    }


def _named(code: str, known: Known, scale: Scale) -> Piece:
    return {"code": code, "name": name_of(code), **_row(known, scale)}


def _row(known: Known, scale: Scale) -> Piece:
    return {
        "told": told(known.chances),
        "answers": known.answers,
        "span": span_of(scale, known),
    }


def name_of(code: str) -> str:
    """The title of an area or a competence in the reader's language."""
    found = framework().competence(code) or framework().area(code)
    return str(Text(found.title)) if found else code


def _table(profile: Profile) -> Piece:
    titles = [_("Area or competence"), *(upper(str(name)) for name in NAMES), _("Answers")]
    rows = [(_("On the whole"), profile.overall)]
    for code, known in profile.areas.items():
        rows.append((name_of(code), known))
        rows += [
            (f"{name} {name_of(name)}", one)
            for name, one in profile.competences.items()
            if name.startswith(f"{code}.")
        ]
    return {
        "caption": _("How likely each level is, in 100"),
        "columns": [{"title": one, "numeric": place > 0} for place, one in enumerate(titles)],
        "rows": [_cells(name, known, titles) for name, known in rows],
        "note": _(
            "Where no answer was given, the numbers are foretold from all others, and say little."
        ),
    }


def _cells(name: str, known: Known, titles: list[str]) -> list[Piece]:
    words = [name, *(str(in_hundred(chance)) for chance in known.chances), str(known.answers)]
    return [
        {"text": text, "title": title, "numeric": place > 0}
        for place, (text, title) in enumerate(zip(words, titles, strict=True))
    ]


def upper(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]
