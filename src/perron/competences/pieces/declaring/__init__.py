"""What somebody said, and what they showed, side by side."""

from typing import Any

from django.utils.translation import gettext as _

from perron.competences.models import Declaration, Sitting
from perron.competences.rules.declaring import AREA_LEVELS, AREAS, LEVELS, NOT_ASSESSED
from perron.competences.rules.levels import (
    NAMES,
    chances_of,
    most_probable,
    reaching,
    sure_words,
)

MOST = 99  # in a hundred: a test never knows for certain


def side_by_side(sitting: Sitting, said: Declaration) -> list[dict[str, Any]]:
    """One line for everything together, then one for each area."""
    first = _line(_("All five areas"), LEVELS[said.overall], chances_of(sitting.profile, "overall"))
    if said.overall == NOT_ASSESSED:
        return [first]
    return [
        first,
        *(
            _line(
                area.name,
                AREA_LEVELS[said.areas[area.code]],
                chances_of(sitting.profile, area.code),
            )
            for area in AREAS
        ),
    ]


def _line(name: Any, said: Any, chances: tuple[float, ...] | None) -> dict[str, Any]:
    line: dict[str, Any] = {"name": name, "said": said, "shown": None}
    if chances:
        basic = reaching(chances)
        line["shown"] = NAMES[most_probable(chances)]
        line["sure"] = sure_words(basic)
        line["hundred"] = min(MOST, max(100 - MOST, round(100 * basic)))
    return line
