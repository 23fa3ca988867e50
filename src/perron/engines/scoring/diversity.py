"""Not always the same two jurors together: swaps that leave loads and matches as they are.

What is made small is the sum over pairs of jurors of n (n - 1) / 2, n being the applications that
they have together. A swap gives one application's juror to another and takes one of its own.
"""

from dataclasses import dataclass

import numpy as np

from perron.engines.scoring.flow import Flags, Flow, Numbers

PASSES = 4


def together(has: Flags) -> Numbers:
    """How many applications each two jurors have together; zero on the diagonal."""
    counts = np.zeros((has.shape[1], has.shape[1]), dtype=np.int64)
    for row in has:
        jurors = np.flatnonzero(row)
        counts[np.ix_(jurors, jurors)] += 1
    np.fill_diagonal(counts, 0)
    return counts


def diversify(flow: Flow, wrong: Flags, passes: int = PASSES) -> None:
    """Swap jurors between applications while it makes repeated pairs fewer; in place.

    ``wrong``: pairs that match less well than wished; no swap makes them more. Pairs are taken in
    their order and the best swap for each is made, so that the outcome is the same every time; it
    ends when a whole pass swaps nothing, or after so many ``passes``.
    """
    rows, who = np.nonzero(flow.has & ~flow.held)
    pairs = together(flow.has)
    along = np.array([pairs[row].sum(axis=0) for row in flow.has], dtype=np.int64)
    swaps = _Swaps(flow, wrong, rows, who, pairs, along.reshape(flow.has.shape))
    for _ in range(passes):
        if not sum([swaps.swap_best(at) for at in range(len(rows))]):
            break


@dataclass(slots=True)
class _Swaps:
    """The pairs that may move, and what the jurors of each application have with every other.

    ``rows`` and ``who``: application and juror of each; ``pairs``: as ``together`` gives them;
    ``along``: by application and juror, the sum of ``pairs`` over the application's jurors.
    """

    flow: Flow
    wrong: Flags
    rows: Numbers
    who: Numbers
    pairs: Numbers
    along: Numbers

    def swap_best(self, at: int) -> bool:
        """Make the swap of one pair that takes away most, if any does."""
        row, juror = int(self.rows[at]), int(self.who[at])
        others = np.count_nonzero(self.flow.has[row]) - 1
        now = int(self.along[row, juror]) - others
        may = self._may_swap(row, juror) if now > 0 else np.array([], dtype=np.intp)
        if not may.size:
            return False
        change = self._change(row, juror, may) - now
        best = int(change.argmin())
        if change[best] >= 0:
            return False
        self._swap(at, int(may[best]))
        return True

    def _change(self, row: int, juror: int, may: Numbers) -> Numbers:
        """What both would have with their new neighbours, less what the other has with its own.

        Where the two applications share a neighbour this counts too much, never too little.
        """
        rows, who = self.rows[may], self.who[may]
        with_new = self.along[row, who] + self.along[rows, juror] - 2 * self.pairs[juror, who]
        neighbours = np.count_nonzero(self.flow.has[rows], axis=1) - 1
        change: Numbers = with_new - (self.along[rows, who] - neighbours)
        return change

    def _may_swap(self, row: int, juror: int) -> Numbers:
        """Which of the pairs can change places with this one."""
        flow, wrong, rows, who = self.flow, self.wrong, self.rows, self.who
        may = flow.may[row, who] & ~flow.has[row, who]
        may &= flow.may[rows, juror] & ~flow.has[rows, juror]
        after = wrong[row, who].astype(np.int64) + wrong[rows, juror]
        may &= after <= wrong[rows, who].astype(np.int64) + wrong[row, juror]
        return np.flatnonzero(may)

    def _swap(self, at: int, other: int) -> None:
        for index, new in ((at, int(self.who[other])), (other, int(self.who[at]))):
            row, old = int(self.rows[index]), int(self.who[index])
            has = self.flow.has
            has[row, old] = False
            for neighbour in np.flatnonzero(has[row]):
                self._count(old, int(neighbour), -1)
                self._count(new, int(neighbour), 1)
            has[row, new] = True
            self.along[row] = self.pairs[has[row]].sum(axis=0)
            self.who[index] = new
        for index in (at, other):
            row = int(self.rows[index])
            self.along[row] = self.pairs[self.flow.has[row]].sum(axis=0)

    def _count(self, one: int, other: int, by: int) -> None:
        """Count a pair once more or less, and carry it into every application's sums."""
        for here, there in ((one, other), (other, one)):
            self.pairs[here, there] += by
            self.along[:, there] += by * self.flow.has[:, here]
