"""The best that is left when one application's fate is turned: which ones the bound settles."""

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.cells import Cells, Pass
from perron.engines.awards.solving.model import Integers


def turned(cells: Cells, climbed: Pass, funded: NDArray[np.bool_]) -> list[int]:
    """For each application, the best scaled worth of all cells with its fate turned.

    ``funded`` says who is; the answer for it is what remains at best if it is not, and the reverse.
    """
    best = climbed.worth[-1].max(axis=1)
    total = sum(int(one) for one in best)
    answers = [total] * len(cells.model.applications)
    above = np.zeros((len(cells.cells), cells.states), dtype=climbed.weight.dtype)
    for turn in reversed(range(len(cells.turns))):
        rows = slice(int(cells.starts[turn]), int(cells.starts[turn + 1]))
        active = rows.stop - rows.start
        worth = climbed.worth[turn][:active]
        opened = _opened(cells, climbed, above[:active], rows=rows)
        won = (worth + np.maximum(climbed.keep[rows] + above[:active], opened)).max(axis=1)
        lost = (worth + climbed.skip[rows] + above[:active]).max(axis=1)
        for line, application in enumerate(cells.turns[turn]):
            other = lost[line] if funded[application] else won[line]
            answers[application] = total - int(best[line]) + int(other)
        above[:active] = np.maximum(climbed.stay[rows] + above[:active], opened)
    return answers


def _opened(cells: Cells, climbed: Pass, above: Integers, *, rows: slice) -> Integers:
    """From each state, the best worth above when an application of these rows opens a money."""
    never = climbed.weight[-1]
    best = np.full(above.shape, never, dtype=above.dtype)
    states = np.arange(cells.states)
    for m in range(cells.count):
        without = states[states >> m & 1 == 0]
        gained = climbed.opening[m][rows][:, without] + above[:, without | 1 << m]
        best[:, without] = np.maximum(best[:, without], gained)
    answer: Integers = np.maximum(best, never)
    return answer
