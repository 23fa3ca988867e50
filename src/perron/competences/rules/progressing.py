"""Whether somebody changed between two tests by more than chance explains."""

from dataclasses import dataclass
from enum import StrEnum
from math import erf, sqrt

# Two-sided 5 % for the whole; 1 % for each of the five areas, which are 5 % together.
WHOLE, PART = 1.96, 2.58


class Verdict(StrEnum):
    """What can be said of a change."""

    UP = "up"
    DOWN = "down"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Change:
    """``shift``: by how much, on the scale; ``sd``: of that difference; ``chance``: of a rise."""

    shift: float
    sd: float
    verdict: Verdict

    @property
    def chance(self) -> float:
        """The chance that the ability rose at all."""
        return (1 + erf(self.shift / self.sd / sqrt(2))) / 2


def change(before: tuple[float, float], after: tuple[float, float], *, limit: float) -> Change:
    """The change between two (mean, SD) of separate tests; beyond ``limit`` SD it is told.

    The errors of the two add up as squares. Both are pulled towards the same expectation, so that a
    true change is told a little too small rather than too large.
    """
    shift = after[0] - before[0]
    sd = sqrt(before[1] ** 2 + after[1] ** 2)
    if abs(shift) <= limit * sd:
        return Change(shift, sd, Verdict.OPEN)
    return Change(shift, sd, Verdict.UP if shift > 0 else Verdict.DOWN)
