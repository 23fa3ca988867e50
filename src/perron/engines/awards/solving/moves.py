"""What a search may do to a result: fund, refuse, pay otherwise, at the margins of a cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.model import Integers
from perron.engines.awards.solving.state import State

Change = tuple[tuple[int, int], ...]  # (application, option or -1), by application


@dataclass(frozen=True)
class Table:
    """Moves side by side: what each adds to quality, to what is used and to what is granted."""

    changes: list[Change]
    cell: NDArray[np.int64]
    quality: Integers
    use: Integers
    granted: Integers

    def __len__(self) -> int:
        return len(self.changes)

    def at(self, lines: NDArray[np.int64]) -> "Table":
        """Only some of the moves."""
        return Table(
            [self.changes[line] for line in lines.tolist()],
            self.cell[lines],
            self.quality[lines],
            self.use[lines],
            self.granted[lines],
        )


class Margins:
    """Which moves each cell offers, kept until something in the cell changes."""

    def __init__(self, state: State) -> None:
        """Nothing is known yet."""
        self.state = state
        self.money = [int(money) for money in state.model.money]
        self.seen: dict[tuple[str, int], tuple[tuple[int, ...], Table]] = {}

    def payments(self) -> Table:
        """Every funded application paid from another money that is open to it."""
        return self._table("payments", self._other_payments)

    def choices(self) -> Table:
        """Up to two fundings and refusals in a row within one cell, and other levels in part."""
        return self._table("choices", self._two_in_a_row)

    def nothing(self) -> Table:
        """The one move that changes nothing."""
        return self._weigh([()], -1)

    def _table(self, kind: str, offers: Callable[[tuple[int, ...]], Iterator[Change]]) -> Table:
        tables = []
        for number, cell in enumerate(self.state.cells):
            now = tuple(self.state.chosen[one] for one in cell)
            kept = self.seen.get((kind, number))
            if kept is None or kept[0] != now:
                kept = self.seen[kind, number] = now, self._weigh(list(offers(cell)), number)
            tables.append(kept[1])
        return joined(tables or [self._weigh([], -1)])

    def _weigh(self, changes: list[Change], cell: int) -> Table:
        """Sum up what each move adds."""
        model = self.state.model
        rows = [
            (line, one, sign)
            for line, change in enumerate(changes)
            for application, option in change
            for one, sign in ((self.state.chosen[application], -1), (option, 1))
            if one >= 0
        ]
        lines, options, sign = np.array(rows, dtype=np.int64).reshape(len(rows), 3).T
        quality = np.zeros(len(changes), dtype=np.int64)
        use = np.zeros((len(changes), len(model.limit)), dtype=np.int64)
        granted = np.zeros((len(changes), len(model.floor)), dtype=np.int64)
        np.add.at(quality, lines, model.quality[options] * sign)
        np.add.at(use, lines, model.use[options] * sign[:, None])
        np.add.at(granted, lines, model.serve[options] * sign[:, None])
        return Table(changes, np.full(len(changes), cell), quality, use, granted)

    def _other_payments(self, cell: tuple[int, ...]) -> Iterator[Change]:
        state, closed = self.state, 0
        for application in cell:
            option = state.chosen[application]
            if option >= 0 and not state.model.step[option]:
                for money, other in state.links.full[application].items():
                    if other != option and not closed >> money & 1:
                        yield ((application, other),)
            closed |= state.closes(application)

    def _two_in_a_row(self, cell: tuple[int, ...]) -> Iterator[Change]:
        state = self.state
        found: dict[Change, None] = {}
        for first in self._one(cell):
            found[first] = None
            undo = state.change(dict(first))
            for second in self._one(cell):
                merged = tuple(sorted({**dict(first), **dict(second)}.items()))
                found.setdefault(merged)
            state.change(undo)
        same = (change for change in found if any(state.chosen[one] != o for one, o in change))
        yield from same

    def _one(self, cell: tuple[int, ...]) -> list[Change]:
        """Single fundings, refusals and changes of level at the margins of a cell."""
        state, links, steps = self.state, self.state.links, self.state.model.step
        found: list[Change] = []
        closed = 0
        for application, used in zip(cell, self._used_after(cell), strict=True):
            option = state.chosen[application]
            last = not used & links.eligible[application]
            if option >= 0 and last:
                found.append(((application, -1),))
            if option < 0 or last:
                found.extend(
                    ((application, other),)
                    for other in state.model.options(application)
                    if not closed >> self.money[other] & 1
                    and (last or not steps[other])
                    and (option < 0 or steps[other] != steps[option])
                    and self._allowed(application, other)
                )
            closed |= state.closes(application)
        return found

    def _used_after(self, cell: tuple[int, ...]) -> list[int]:
        """For each application of a cell, the moneys (as bits) that fund somebody after it."""
        used, answers = 0, []
        for application in reversed(cell):
            answers.append(used)
            option = self.state.chosen[application]
            if option >= 0:
                used |= 1 << self.money[option]
        return answers[::-1]

    def _allowed(self, application: int, option: int) -> bool:
        """Whether board, rivals and requirements would let it be funded so."""
        chosen = self.state.chosen
        before, chosen[application] = chosen[application], option
        forbidden = self.state.links.forbidden(application, chosen)
        chosen[application] = before
        return not forbidden


def joined(tables: list[Table]) -> Table:
    """Tables one below the other."""
    return Table(
        [change for table in tables for change in table.changes],
        np.concatenate([table.cell for table in tables]),
        np.concatenate([table.quality for table in tables]),
        np.concatenate([table.use for table in tables]),
        np.concatenate([table.granted for table in tables]),
    )
