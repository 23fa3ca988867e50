"""What is left at best of every cell from any application downwards, for moneys already closed."""

from dataclasses import dataclass

import numpy as np

from perron.engines.awards.solving.ascent import Aim, Prices, constant, weights
from perron.engines.awards.solving.cells import Cells


@dataclass(frozen=True)
class Tables:
    """Python's integers, scaled by the aim.

    ``left[cell][remaining][closed]`` is the best worth of the last ``remaining`` applications of a
    cell when the moneys in ``closed`` (bits, in the cell's own count) may fund nobody any more;
    ``weight`` is the worth of each option, and ``fixed`` what no choice changes.
    """

    left: list[list[list[int]]]
    weight: list[int]
    fixed: int
    scale: int


def tables(cells: Cells, aim: Aim, prices: Prices) -> Tables:
    """The tables of a bound at given prices."""
    model = cells.model
    weight = weights(model, aim, prices)
    climbed = cells.climb(weight)
    left: list[list[list[int]]] = []
    for number, cell in enumerate(cells.cells):
        left.append([])
        for turn in range(len(cell.applications) + 1):
            worth = climbed.worth[turn][number].copy()
            for m in range(cells.count):
                halves = worth.reshape(-1, 2, 1 << m)
                halves[:, 1] = np.maximum(halves[:, 1], halves[:, 0])
            # After this, worth[open] is the best over all subsets of the open moneys.
            left[-1].append([int(one) for one in worth[::-1]])
    return Tables(left, [int(one) for one in weight], constant(model, aim, prices), aim.scale)
