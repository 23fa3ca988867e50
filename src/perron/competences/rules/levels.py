"""The four levels in which figures speak, and how sure somebody's level is, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES: tuple[Promise, ...] = (
    pgettext_lazy("a level of skills", "on the way to basic"),
    pgettext_lazy("a level of skills", "basic"),
    pgettext_lazy("a level of skills", "intermediate"),
    pgettext_lazy("a level of skills", "advanced"),
)
BASIC = 1
ROUGH = 1e-3
SURE = (
    (0.95, _("almost certainly")),
    (0.8, _("very probably")),
    (0.65, _("probably")),
    (0.35, _("perhaps, perhaps not")),
    (0.2, _("probably not")),
    (0.0, _("hardly")),
)


def chances_of(profile: Mapping[str, Any], row: str) -> tuple[float, ...] | None:
    """The chances of the four levels of a row, which is “overall”, an area or a competence.

    None where the profile does not hold them, or they are no distribution.
    """
    if row == "overall":
        held = profile.get("overall")
    else:
        held = profile.get("competences" if "." in row else "areas", {}).get(row)
    found = (held or {}).get("chances", [])
    if not isinstance(found, list) or len(found) != len(NAMES):
        return None
    if any(chance < 0 for chance in found) or abs(sum(found) - 1) > ROUGH:
        return None
    return tuple(float(chance) / sum(found) for chance in found)


def most_probable(chances: Sequence[float]) -> int:
    """The place of the most probable level; of two alike, the lower one."""
    return max(range(len(chances)), key=lambda place: (chances[place], -place))


def reaching(chances: Sequence[float], level: int = BASIC) -> float:
    """The chance of a level or more."""
    return sum(chances[level:])


def sure_words(chance: float) -> Promise:
    """How sure this is, in words."""
    return next(words for least, words in SURE if chance >= least)
