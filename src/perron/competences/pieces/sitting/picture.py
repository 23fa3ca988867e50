"""What is known after some answers: words and chances by area and competence, with a table."""

from typing import Any

from django.utils.translation import gettext as _

from perron.competences.models import Sitting
from perron.competences.rules.levels import NAMES
from perron.competences.rules.sitting import terms_kept
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.sitting.looking import Known, Profile
from perron.core.text import Text

CERTAIN, LIKELY = 0.8, 0.55
WIDTH = 100


def picture_of(sitting: Sitting, profile: Profile) -> dict[str, Any]:
    """What the picture shows of a profile."""
    terms = terms_kept(sitting.design)
    return {
        "overall": said_of(profile.overall),
        "areas": [_area(code, one) for code, one in profile.areas.items()],
        "competences": [
            {"code": code, **said_of(one)}
            for code, one in profile.competences.items()
            if one.answers
        ],
        "answers": profile.answers,
        "calibrated": profile.calibrated,
        "is_first": profile.answers <= terms.first_picture,
        "levels": [str(level) for level in NAMES],
    }


def _area(code: str, known: Known) -> dict[str, Any]:
    area = framework().area(code)
    said = said_of(known)
    titles = [str(level) for level in NAMES]
    cells = list(zip(titles, said["chances"], strict=True))
    return {"code": code, "name": str(Text(area.title)) if area else code, "cells": cells, **said}


def said_of(known: Known) -> dict[str, Any]:
    """A score in words: the likeliest level, how sure that is, and the chances of all."""
    best = max(range(len(known.chances)), key=lambda level: known.chances[level])
    chance = known.chances[best]
    return {
        "level": str(NAMES[best]),
        "step": best,
        "sure": _sure(chance),
        "percent": percent(chance),
        "chances": [percent(one) for one in known.chances],
        "bars": _bars(known.chances),
        "answers": known.answers,
    }


def percent(chance: float) -> int:
    """A chance in whole percent, never 0 nor 100: nothing is that sure."""
    return min(99, max(1, round(100 * chance)))


def _sure(chance: float) -> str:
    if chance >= CERTAIN:
        return _("very likely")
    return _("likely") if chance >= LIKELY else _("perhaps")


def _bars(chances: tuple[float, ...]) -> list[dict[str, float]]:
    bars, at = [], 0.0
    for level, chance in enumerate(chances):
        bars.append({"level": level, "x": round(at * WIDTH, 2), "width": round(chance * WIDTH, 2)})
        at += chance
    return bars
