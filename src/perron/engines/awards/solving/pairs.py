"""What every pair of moves would leave over limits and below floors, computed side by side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.model import Integers
from perron.engines.awards.solving.moves import Table
from perron.engines.awards.solving.state import State


@dataclass(frozen=True)
class Pairs:
    """Left moves by right moves: cents over limits, cents below floors, change of quality."""

    overrun: Integers
    shortfall: Integers
    quality: Integers


def pairs(state: State, left: Table, right: Table) -> Pairs:
    """Every move of the left table together with every one of the right."""
    model = state.model
    over = state.use - model.limit
    short = model.floor - state.granted
    return Pairs(
        _beyond(over, left.use, right.use),
        _beyond(short, -left.granted, -right.granted),
        left.quality[:, None] + right.quality[None, :],
    )


def _beyond(now: Integers, left: Integers, right: Integers) -> Integers:
    """Summed over the columns: how far above zero each pair brings what stands at ``now``."""
    total = np.zeros((len(left), len(right)), dtype=np.int64)
    for column in range(len(now)):
        one, other = left[:, column], right[:, column] + now[column]
        if one.size and other.size and int(one.max()) + int(other.max()) > 0:
            total += np.maximum(one[:, None] + other[None, :], 0)
    return total


def best_first(worth: Integers, count: int) -> NDArray[np.int64]:
    """The places of so many of the largest, largest first, the earlier place first among equals."""
    if len(worth) <= count:
        near = np.arange(len(worth))
    else:
        # The value at the border is the same on every machine, which places share it is not.
        border = np.partition(worth, len(worth) - count)[len(worth) - count]
        near = np.nonzero(worth >= border)[0]
    return near[np.argsort(-worth[near], kind="stable")][:count]
