"""A small linear programme that grows by columns, solved by the simplex method on a dense tableau.

Sums are made one product after the other and pivots row by row, so that the same columns give the
same prices on every machine: a library's solver or a vectorised dot product need not.
"""

import numpy as np
from numpy.typing import NDArray

EPSILON = 1e-9
PIVOT = 1e-7
MOST_PIVOTS = 3_000

Reals = NDArray[np.float64]


class Programme:
    """Maximise worth · x subject to columns · x = right, x >= 0, from an identity basis.

    The first columns are the identity (one per row, with the worths given): the solution starts
    there, and their columns of the tableau are the inverse of the basis ever after.
    """

    def __init__(self, right: Reals, worths: Reals) -> None:
        """``right`` has no negative entry; ``worths`` are those of the identity's columns."""
        rows = len(right)
        self.rows = rows
        self.right = right.astype(np.float64)
        self.table = np.eye(rows)
        self.basis = np.arange(rows)
        self.worth = worths.astype(np.float64)
        self.gain = np.zeros(rows)  # worth of a column less what its rows cost
        self.value = _dot(worths, right)

    @property
    def prices(self) -> Reals:
        """What one more unit of each row's right-hand side is worth."""
        return self.worth[: self.rows] - self.gain[: self.rows]

    def add(self, columns: Reals, worths: Reals) -> None:
        """Add columns (rows x count) with their worths, at zero."""
        prices = self.prices
        table, gain = np.zeros(columns.shape), worths.astype(np.float64)
        for row in range(self.rows):
            table += self.table[:, [row]] * columns[[row]]
            gain = gain - prices[row] * columns[row]
        self.table = np.hstack([self.table, table])
        self.gain = np.concatenate([self.gain, gain])
        self.worth = np.concatenate([self.worth, worths])

    def solve(self) -> None:
        """Pivot until no column gains; ties go to the column and the row that came first."""
        for turn in range(MOST_PIVOTS):
            gaining = self.gain > EPSILON
            if not gaining.any():
                return
            # After many pivots the first column that gains, which cannot go round in circles.
            late = turn > MOST_PIVOTS // 2
            entering = int(gaining.argmax() if late else self.gain.argmax())
            row = self._leaving(entering)
            if row < 0:
                return
            self._pivot(row, entering)

    def _leaving(self, entering: int) -> int:
        column = self.table[:, entering]
        ratio = np.full(self.rows, np.inf)
        np.divide(self.right, column, out=ratio, where=column > PIVOT)
        least = ratio.min()
        if not np.isfinite(least):
            return -1
        near = np.nonzero(ratio <= least + EPSILON)[0]
        return int(near[self.basis[near].argmin()])

    def _pivot(self, row: int, entering: int) -> None:
        pivot = self.table[row, entering]
        self.table[row] = self.table[row] / pivot
        self.right[row] = max(0.0, self.right[row] / pivot)
        line, step = self.table[row].copy(), self.right[row]
        column = self.table[:, entering].copy()
        column[row] = 0.0
        self.table -= column[:, None] * line[None, :]
        self.right = np.maximum(self.right - column * step, 0.0)
        self.value += self.gain[entering] * step
        self.gain = self.gain - self.gain[entering] * line
        self.basis[row] = entering

    def solution(self) -> Reals:
        """The value of each column."""
        found = np.zeros(self.table.shape[1])
        found[self.basis] = self.right
        return found


def _dot(left: Reals, right: Reals) -> float:
    total = 0.0
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        total += one * other
    return total
