"""A result in the making: who is funded and how, what that uses, and whether it keeps the rules."""

from collections.abc import Iterable, Mapping

import numpy as np

from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import Integers, Model

Changes = Mapping[int, int]  # application -> option, or -1 for nothing


class State:
    """Sums are kept as the choice changes: cents by resource and floor, and the quality."""

    def __init__(self, model: Model, links: Links, chosen: Iterable[int]) -> None:
        """Start from an option, or -1, for each application."""
        self.model, self.links = model, links
        self.chosen = [int(option) for option in chosen]
        taken = [option for option in self.chosen if option >= 0]
        self.use: Integers = model.use[taken].sum(axis=0)
        self.granted: Integers = model.serve[taken].sum(axis=0)
        self.quality = sum(int(model.quality[option]) for option in taken)
        self.cells = cells_in_order(model)
        self.cell_of = [0] * len(model.applications)
        for number, cell in enumerate(self.cells):
            for application in cell:
                self.cell_of[application] = number

    @property
    def overrun(self) -> int:
        """Cents beyond the limits, summed."""
        return int(np.maximum(self.use - self.model.limit, 0).sum())

    @property
    def shortfall(self) -> int:
        """Cents missing below the floors, summed."""
        return int(np.maximum(self.model.floor - self.granted, 0).sum())

    def change(self, changes: Changes) -> Changes:
        """Apply changes; the answer undoes them."""
        undo = {}
        for application, option in changes.items():
            before = undo[application] = self.chosen[application]
            if before >= 0:
                self._count(before, -1)
            if option >= 0:
                self._count(option, 1)
            self.chosen[application] = option
        return undo

    def _count(self, option: int, sign: int) -> None:
        model = self.model
        self.use = self.use + sign * model.use[option]
        self.granted = self.granted + sign * model.serve[option]
        self.quality += sign * int(model.quality[option])

    def keeps(self, changed: Iterable[int]) -> bool:
        """Whether all but money keeps the rules around the applications just changed."""
        touched = set(changed)
        for application in list(touched):
            touched.update(self.links.linked[application])
        if any(self.chosen[one] >= 0 and self.links.forbidden(one, self.chosen) for one in touched):
            return False
        return all(self.fair(cell) for cell in sorted({self.cell_of[one] for one in touched}))

    def fair(self, cell: int) -> bool:
        """Whether nobody in a cell is passed over, and awards in part stand at cut-offs alone."""
        closed = 0
        for application in self.cells[cell]:
            option = self.chosen[application]
            if option >= 0 and closed >> int(self.model.money[option]) & 1:
                return False
            closed |= self.closes(application)
        return True

    def closes(self, application: int) -> int:
        """The moneys (as bits) from which nobody after it in its cell may be funded."""
        option = self.chosen[application]
        if option < 0:
            return self.links.envied(application, self.chosen)
        return self.links.eligible[application] if self.model.step[option] else 0


def cells_in_order(model: Model) -> tuple[tuple[int, ...], ...]:
    """The applications of each cell in the order; cells by name."""
    gathered: dict[str, list[int]] = {}
    for place, row in enumerate(model.applications):
        gathered.setdefault(row.cell, []).append(place)
    return tuple(tuple(gathered[name]) for name in sorted(gathered))


def settle(state: State) -> None:
    """Take awards back until every rule but the limits of money holds.

    First what boards, rivals and requirements forbid, the last in the order first; then whoever is
    funded from a money that somebody before it in its cell was refused: another of its moneys if
    one is still open there, else nothing.
    """
    changed = True
    while changed:
        changed = _drop_forbidden(state)
        for cell in state.cells:
            changed |= _make_fair(state, cell)


def _drop_forbidden(state: State) -> bool:
    dropped = False
    for application in reversed(range(len(state.chosen))):
        if state.chosen[application] >= 0 and state.links.forbidden(application, state.chosen):
            state.change({application: -1})
            dropped = True
    return dropped


def _make_fair(state: State, cell: tuple[int, ...]) -> bool:
    closed, changed = 0, False
    for application in cell:
        option = state.chosen[application]
        if option >= 0 and closed >> int(state.model.money[option]) & 1:
            open_moneys = [
                o for money, o in state.links.full[application].items() if not closed >> money & 1
            ]
            state.change({application: min(open_moneys, default=-1)})
            changed = True
        closed |= state.closes(application)
    return changed
