"""The cheapest assignment of jurors: successive shortest paths, a flow of least cost.

Each review that an application still wants is one unit of flow: application, juror, load. A path
may hand reviews on from juror to juror, so that the whole stays of least cost after every unit
(Busacker and Gowen 1961). As jurors are few, paths are sought between jurors only: the price of
handing one on from j to k is the least over the applications that j has and k may take.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = np.int64(2**61)  # so that two of them still fit


@dataclass(slots=True)
class Flow:
    """An assignment in the making: rows are applications, columns jurors.

    ``costs``: of a pair; ``may``: pairs that are allowed; ``has``: pairs that are made; ``held``:
    pairs that are not to be handed on; ``load`` and ``limit``: reviews by juror. A juror's next
    review costs ``weight`` times (2 load + 1), so that squares of loads are made small.
    """

    costs: Numbers
    may: Flags
    has: Flags
    held: Flags
    load: Numbers
    limit: Numbers
    weight: int
    price: Numbers = field(init=False)
    through: Numbers = field(init=False)

    def __post_init__(self) -> None:
        jurors = len(self.load)
        self.price = np.full((jurors, jurors), NEVER)
        self.through = np.zeros((jurors, jurors), dtype=np.int64)
        for juror in range(jurors):
            self._reprice(juror)

    def give(self, application: int) -> bool:
        """Give an application one more juror, the whole at least cost; False if nobody is left."""
        costs, before = self._shortest(application)
        last = np.where(self.load < self.limit, costs + self.weight * (2 * self.load + 1), NEVER)
        end = int(np.argmin(last))
        if last[end] >= NEVER:
            return False
        self.load[end] += 1
        self._hand_on(application, end, before)
        return True

    def _shortest(self, application: int) -> tuple[Numbers, Numbers]:
        """Least cost to bring a review to each juror, and whom it comes through (-1: nobody)."""
        open_to = self.may[application] & ~self.has[application]
        costs = np.where(open_to, self.costs[application], NEVER)
        before = np.full(len(costs), -1)
        better, rounds = open_to, 0
        while better.any() and rounds <= len(costs):
            reached = np.flatnonzero(costs < NEVER)
            onward = costs[reached][:, None] + self.price[reached]
            nearest = onward.argmin(axis=0)
            least = onward[nearest, np.arange(len(costs))]
            better = least < np.minimum(costs, NEVER // 2)
            costs = np.where(better, least, costs)
            before = np.where(better, reached[nearest], before)
            rounds += 1
        return costs, before

    def _hand_on(self, application: int, end: int, before: Numbers) -> None:
        """Make the pairs of a path, from its end to the application."""
        touched = {application}
        juror = end
        while (giver := int(before[juror])) >= 0:
            moved = int(self.through[giver, juror])
            self.has[moved, giver] = False
            self.has[moved, juror] = True
            touched.add(moved)
            juror = giver
        self.has[application, juror] = True
        path = {end}
        while (giver := int(before[end])) >= 0:
            path.add(giver)
            end = giver
        path.update(int(one) for row in touched for one in np.flatnonzero(self.has[row]))
        for one in path:
            self._reprice(one)

    def _reprice(self, juror: int) -> None:
        """What it costs to hand on one of a juror's reviews to each other juror, and which."""
        rows = np.flatnonzero(self.has[:, juror] & ~self.held[:, juror])
        if not rows.size:
            self.price[juror] = NEVER
            return
        gains = self.costs[rows] - self.costs[rows, juror][:, None]
        gains = np.where(self.may[rows] & ~self.has[rows], gains, NEVER)
        least = gains.argmin(axis=0)
        self.price[juror] = gains[least, np.arange(len(self.load))]
        self.through[juror] = rows[least]
