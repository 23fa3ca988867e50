"""The best choice of cut-offs in every cell for given prices: an exact recursion up the order.

From the last application of a cell to the first, with the set of moneys already open as the state:
who is eligible for an open money is funded from an open one (or opens another), unless some result
could excuse it; a money opens by funding somebody. All cells go up together, one application of
each at a time; numbers are integers throughout, so that the answer is the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.model import Integers, Model

NEVER = -(2**60)
NEVER_LARGE = -(2**200)

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Pass:
    """One way up: the worth of every state after every turn (turns + 1), and what went in."""

    worth: list[Integers]
    keep: Integers
    skip: Integers
    stay: Integers
    opening: list[Integers]
    weight: Integers

    @property
    def total(self) -> int:
        """The best worth of all cells together."""
        return sum(int(one) for one in self.worth[-1].max(axis=1))


class Cells:
    """The cells of a model, laid out by turns: turn t takes the (t+1)-th last of each cell.

    ``excusable`` tells which applications may be skipped while a money is open, and ``barred``
    which are left aside altogether (a search does that with those it passes over).
    """

    def __init__(
        self, model: Model, excusable: Sequence[bool], *, barred: frozenset[int] = frozenset()
    ) -> None:
        """Lay out the cells; a cell holds the numbers of its applications, last first."""
        self.model = model
        self.cells = _cells(model, barred)
        self.turns = _turns(self.cells)
        self.count = max((len(cell.moneys) for cell in self.cells), default=0)
        self.states = 1 << self.count
        self.rows = np.array([one for turn in self.turns for one in turn], dtype=np.int64)
        self.starts = np.cumsum([0, *(len(turn) for turn in self.turns)])
        self._lay_options()
        self._lay_skips(excusable)

    def _lay_options(self) -> None:
        """Row and local money to the option at the highest level, and to those below it."""
        model, missing = self.model, len(self.model.owner)
        lower = max((int(step) for step in model.step), default=0)
        self.top = np.full((len(self.rows), self.count), missing, dtype=np.int64)
        self.part = np.full((len(self.rows), self.count, lower), missing, dtype=np.int64)
        local = {
            application: {money: place for place, money in enumerate(cell.moneys)}
            for cell in self.cells
            for application in cell.applications
        }
        for row, application in enumerate(self.rows):
            for option in model.options(int(application)):
                money = local[int(application)][int(model.money[option])]
                step = int(model.step[option])
                if step:
                    self.part[row, money, step - 1] = option
                else:
                    self.top[row, money] = option

    def _lay_skips(self, excusable: Sequence[bool]) -> None:
        """Where an open money takes in an application, and where it may be skipped all the same."""
        states = np.arange(self.states)
        eligible = (self.top < len(self.model.owner)) @ (1 << np.arange(self.count))
        self.taken = (states[None, :] & eligible[:, None]) != 0
        free = np.array([excusable[int(row)] for row in self.rows], dtype=bool)
        self.forced = self.taken & ~free[:, None]

    def climb(self, weight: Integers) -> Pass:
        """Go up all cells once; ``weight`` is the worth of each option."""
        never = NEVER_LARGE if weight.dtype == object else NEVER
        padded = np.append(weight, np.array([never], dtype=weight.dtype))
        top = padded[self.top]
        part = padded[self.part].max(axis=2, initial=never)
        skip = np.zeros(self.forced.shape, dtype=weight.dtype)
        skip[self.forced] = never
        keep = self._keep(top, never)
        stay = np.maximum(keep, skip)
        opening = [
            np.where(self.taken, top[:, [m]], np.maximum(top[:, [m]], part[:, [m]]))
            for m in range(self.count)
        ]
        worth = np.full((len(self.cells), self.states), never, dtype=weight.dtype)
        worth[:, 0] = 0
        history = [worth]
        for turn in range(len(self.turns)):
            rows = slice(self.starts[turn], self.starts[turn + 1])
            worth = self._advance(worth, stay[rows], [one[rows] for one in opening])
            np.maximum(worth, never, out=worth)
            history.append(worth)
        return Pass(history, keep, skip, stay, opening, padded)

    def _keep(self, top: Integers, never: int) -> Integers:
        """For each state, the best of the open moneys at the highest level."""
        keep = np.full((len(self.rows), self.states), never, dtype=top.dtype)
        for m in range(self.count):
            bit = 1 << m
            keep[:, bit : 2 * bit] = np.maximum(keep[:, :bit], top[:, [m]])
        return keep

    def _advance(self, worth: Integers, stay: Integers, opening: list[Integers]) -> Integers:
        """One turn; cells that have no more applications stay as they are."""
        active = len(stay)
        after = worth.copy()
        before, now = worth[:active], after[:active]
        np.add(before, stay, out=now)
        for m, gain in enumerate(opening):
            shape = (active, self.states >> (m + 1), 2, 1 << m)
            target = now.reshape(shape)[:, :, 1]
            opened = before.reshape(shape)[:, :, 0] + gain.reshape(shape)[:, :, 0]
            np.maximum(target, opened, out=target)
        return after

    def choices(self, climbed: Pass) -> Numbers:
        """The option that the best way up takes for each application of the model, or -1."""
        state = climbed.worth[-1].argmax(axis=1)
        before = np.zeros(len(self.rows), dtype=np.int64)
        opened = np.full(len(self.rows), -1, dtype=np.int64)
        for turn in reversed(range(len(self.turns))):
            rows = slice(int(self.starts[turn]), int(self.starts[turn + 1]))
            lines = np.arange(rows.stop - rows.start)
            here = state[lines]
            worth, goal = climbed.worth[turn][lines], climbed.worth[turn + 1][lines, here]
            pending = worth[lines, here] + climbed.stay[rows][lines, here] != goal
            for m in range(self.count):
                without = here & ~(1 << m)
                gained = worth[lines, without] + climbed.opening[m][rows][lines, without]
                found = pending & (here != without) & (gained == goal)
                opened[rows][found] = m
                here = np.where(found, without, here)
                pending &= ~found
            state[lines] = before[rows] = here
        return self._chosen(climbed, before, opened)

    def _chosen(self, climbed: Pass, before: Numbers, opened: Numbers) -> Numbers:
        """From each row's state below it, and the money that it opens, to its option."""
        lines = np.arange(len(self.rows))
        best = np.zeros(len(self.rows), dtype=climbed.weight.dtype)
        best[self.forced[lines, before]] = climbed.weight[-1]
        option = np.full(len(self.rows), -1, dtype=np.int64)
        for m in range(self.count):
            weight = climbed.weight[self.top[:, m]]
            better = (before >> m & 1 == 1) & (weight > best) & (opened < 0)
            best = np.where(better, weight, best)
            option = np.where(better, self.top[:, m], option)
            option = np.where(opened == m, self._opener(climbed, before, m), option)
        chosen = np.full(len(self.model.applications), -1, dtype=np.int64)
        chosen[self.rows] = option
        return chosen

    def _opener(self, climbed: Pass, before: Numbers, m: int) -> Numbers:
        """The best option with which each row opens a money: in part only at no other cut-off."""
        lines = np.arange(len(self.rows))
        option, best = self.top[:, m], climbed.weight[self.top[:, m]]
        for step in range(self.part.shape[2]):
            part = self.part[:, m, step]
            better = ~self.taken[lines, before] & (climbed.weight[part] > best)
            option, best = (
                np.where(better, part, option),
                np.where(better, climbed.weight[part], best),
            )
        return option


@dataclass(frozen=True, slots=True)
class _Cell:
    """Applications last first, and the moneys that any of them is eligible for."""

    applications: tuple[int, ...]
    moneys: tuple[int, ...]


def _cells(model: Model, barred: frozenset[int]) -> tuple[_Cell, ...]:
    """Longest first, so that the cells still going up are always the first ones."""
    gathered: dict[str, list[int]] = {}
    for place in reversed(range(len(model.applications))):
        if place not in barred:
            gathered.setdefault(model.applications[place].cell, []).append(place)
    names = sorted(gathered, key=lambda name: (-len(gathered[name]), name))
    return tuple(
        _Cell(
            tuple(gathered[name]),
            tuple(
                sorted({int(model.money[o]) for one in gathered[name] for o in model.options(one)})
            ),
        )
        for name in names
    )


def _turns(cells: tuple[_Cell, ...]) -> list[list[int]]:
    longest = len(cells[0].applications) if cells else 0
    return [
        [cell.applications[turn] for cell in cells if turn < len(cell.applications)]
        for turn in range(longest)
    ]
