"""Whether a test can still be completed after one more item: sums by competence and by area.

Plain integers: of a few dozen numbers each, arrays would cost more than they save, and a question
is chosen while somebody waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NONE = -1


@dataclass(frozen=True, slots=True)
class Bounds:
    """The area of each competence (L,), least and most of each, then those of the areas (A,)."""

    area_of: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    area_least: tuple[int, ...]
    area_most: tuple[int, ...]

    def met(self, counts: Sequence[int]) -> bool:
        """Whether every least is reached by what was asked of each competence, (L,)."""
        if any(one < least for one, least in zip(counts, self.least, strict=True)):
            return False
        sums = [0] * len(self.area_least)
        for area, one in zip(self.area_of, counts, strict=True):
            sums[area] += one
        return all(one >= least for one, least in zip(sums, self.area_least, strict=True))


class Completion:
    """A state of a sitting: what was asked and what is left of each competence, (L,) each."""

    __slots__ = ("bounds", "counts", "faults", "left", "ranges", "room", "spans", "sums", "total")

    def __init__(self, bounds: Bounds, counts: Sequence[int], left: Sequence[int]) -> None:
        self.bounds, self.counts, self.left = bounds, counts, left
        self.spans = list(map(_span, bounds.least, bounds.most, counts, left))
        self.sums = [(0, 0, 0)] * len(bounds.area_least)
        for area, (low, high), count in zip(bounds.area_of, self.spans, counts, strict=True):
            before = self.sums[area]
            self.sums[area] = (before[0] + low, before[1] + high, before[2] + count)
        self.ranges = [self._range(area, sums) for area, sums in enumerate(self.sums)]
        self.faults = sum(low > high for low, high in (*self.spans, *self.ranges))
        self.total = sum(low for low, _ in self.ranges)
        self.room = sum(high for _, high in self.ranges)

    def holds(self, more: int) -> bool:
        """Whether so many items complete it."""
        return not self.faults and self.total <= more <= self.room

    def holds_after(self, leaf: int, home: int, more: int) -> bool:
        """The same once an item of ``leaf`` was asked that was counted as left in ``home``.

        NONE for ``leaf``: an item that does not count; NONE for ``home``: one not counted as left.
        """
        if leaf == home != NONE:
            return self._holds_with(leaf, more)
        counts, left = list(self.counts), list(self.left)
        if leaf != NONE:
            counts[leaf] += 1
        if home != NONE:
            left[home] -= 1
        return Completion(self.bounds, counts, left).holds(more)

    def _holds_with(self, leaf: int, more: int) -> bool:
        """The usual case: one more is asked of a competence, and one less is left there.

        Then no most changes but by one, and a least falls with it unless it is reached already.
        """
        low, high = self.spans[leaf]
        if not self.holds(more + 1) or high < 1:
            return False
        area = self.bounds.area_of[leaf]
        lows, _, count = self.sums[area]
        if low > 0 or lows < self.bounds.area_least[area] - count:
            return True
        area_low, area_high = self.ranges[area]
        return area_low < area_high and self.total <= more

    def _range(self, area: int, sums: tuple[int, int, int]) -> tuple[int, int]:
        """How many more of an area: from what its competences need, can take and have had."""
        low, high, count = sums
        least, most = self.bounds.area_least[area] - count, self.bounds.area_most[area] - count
        return (max(least, low)), (min(most, high))


def _span(*of: int) -> tuple[int, int]:
    """How many more of a competence have to be asked and can be: least, most, count, left."""
    least, most, count, left = of
    low, high = least - count, most - count
    return (max(0, low)), (min(left, high))
