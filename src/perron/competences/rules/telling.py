"""A level and its chance in the words that somebody is told: “very probably basic”."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.competences.rules.levels import NAMES, most_probable, sure_words

ALONE = 0.65  # a level that is less probable is told together with its neighbour
NEARLY = 0.95
TEN = 10


@dataclass(frozen=True, slots=True)
class Told:
    """``words``: the level, and how sure it is; ``chance``: how many chances in ten that has.

    ``level`` is the place of the most probable level, ``is_wide`` says that two levels are told.
    """

    level: int
    words: str
    chance: str
    is_wide: bool


def told(chances: Sequence[float]) -> Told:
    """The most probable level; where that is little, the two neighbours that are most probable."""
    level = most_probable(chances)
    if chances[level] >= ALONE:
        names = {"sure": sure_words(chances[level]), "level": NAMES[level]}
        return Told(level, _("%(sure)s %(level)s") % names, in_ten(chances[level]), is_wide=False)
    low = max(
        (place for place in (level - 1, level) if 0 <= place < len(chances) - 1),
        key=lambda place: chances[place] + chances[place + 1],
    )
    words = _("%(low)s or %(high)s") % {"low": NAMES[low], "high": NAMES[low + 1]}
    return Told(level, words, in_ten(chances[low] + chances[low + 1]), is_wide=True)


def in_ten(chance: float) -> str:
    """A chance as so many in ten; never none and never all: nothing is that sure."""
    if chance > NEARLY:
        return _("more than 9 chances in 10")
    if chance < 1 - NEARLY:
        return _("less than 1 chance in 10")
    count = round(TEN * chance)
    return ngettext("%(n)d chance in 10", "%(n)d chances in 10", count) % {"n": count}


def in_hundred(chance: float) -> int:
    """A chance in whole per cent, from 1 to 99."""
    return min(99, max(1, round(100 * chance)))
