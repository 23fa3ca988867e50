"""Which things to learn lie nearest: those that somebody may soon do alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, pi, sqrt

LEAST, MOST = 0.40, 0.75  # the chance of doing it alone, in which learning pays most
BEST = 0.60
STEPS = 3
OF_AREA = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A family somebody may learn: where it lies, and the chance that they do it already."""

    family: str
    competence: str
    version: int
    chance: float
    was_missed: bool

    @property
    def area(self) -> str:
        """The area of its competence."""
        return self.competence.partition(".")[0]

    @property
    def is_near(self) -> bool:
        """Whether the chance is that of a next step: neither known already nor far away."""
        return LEAST <= self.chance <= MOST


def chance_of(mean: float, sd: float, *, a: float, b: float) -> float:
    """The chance to do a thing alone, without guessing, over what is unsure of the ability.

    The logistic curve over a normal law, by MacKay (1992): within 0.02 of the integral here.
    """
    return 1 / (1 + exp(-a * (mean - b) / sqrt(1 + pi * (a * sd) ** 2 / 8)))


def nearest(steps: Iterable[Step]) -> list[Step]:
    """Up to three, each of another competence, at most two of an area; what was missed first.

    Where none lies near, those that come closest to it.
    """
    found: list[Step] = []
    for one in sorted(steps, key=_order):
        if one.competence in {other.competence for other in found}:
            continue
        if sum(other.area == one.area for other in found) < OF_AREA:
            found.append(one)
        if len(found) == STEPS:
            break
    near = [one for one in found if one.is_near]
    return near or found


def _order(one: Step) -> tuple[float, bool, float, str]:
    away = max(LEAST - one.chance, one.chance - MOST, 0.0)
    return (away, not one.was_missed, abs(one.chance - BEST), one.family)
