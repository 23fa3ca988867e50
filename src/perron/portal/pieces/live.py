"""The figures that this site computes from its own records, each opening onto them."""

from datetime import datetime
from typing import Any

from perron.core.formats import number_in_words
from perron.core.templatetags.perron import spoken
from perron.core.words import words
from perron.indicators.services import computed
from perron.portal.pieces.facts import Piece


def live_figures(at: datetime, user: Any) -> list[Piece]:
    """Every live figure, as the figure piece shows it."""
    units = words()
    return [
        {
            "code": one.figure.code,
            "label": one.figure.name,
            "value": number_in_words(one.number),
            "unit": _unit(units.get(("unit", one.figure.unit))),
            "url": one.figure.opens(user),
        }
        for one in computed(at)
    ]


def _unit(known: Any) -> Any:
    return spoken(known.name) if known else ""
