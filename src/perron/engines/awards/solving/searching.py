"""Improves a result by moves at the margins of its cells until none of the stated kinds helps.

A first part brings a rough start within its limits and up to its floors; a second one exchanges
fundings and refusals for more quality and lets other payments mend what that takes from each source.
Moves are tried in a fixed order and all sums are integers: the same result on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.healing import carried
from perron.engines.awards.solving.model import Integers
from perron.engines.awards.solving.moves import Change, Margins, Table, joined
from perron.engines.awards.solving.pairs import pairs
from perron.engines.awards.solving.state import Changes, State, settle

ROUNDS = 5  # of other payments that may mend one exchange
TRIES = 30  # exchanges tried before the search gives up
WIDE = 300  # moves on one side of a pair
STEEPER = 12  # times that breaking a limit is made dearer


@dataclass
class Search:
    """A state being improved.

    ``price`` (thousandths of a point per cent) is by resource; ``allowed`` is a shortfall in cents
    below which less is no gain; ``steps`` counts what was tried.
    """

    state: State
    price: Integers
    allowed: int
    hurry: Callable[[], bool]
    steps: int = 0

    def __post_init__(self) -> None:
        """The margins follow the state."""
        self.margins = Margins(self.state)

    @property
    def short(self) -> int:
        """Cents missing beyond what is allowed."""
        return max(0, self.state.shortfall - self.allowed)

    # Within the limits

    def mend(self) -> None:
        """Bring a rough start within its limits, and to its floors as far as moves do."""
        dear = 1 + int(self.price.max(initial=1)) * 5 // 4
        for _ in range(STEEPER):
            while self._mending(dear) and not self.hurry():
                pass
            if self.state.overrun == 0 and self.short == 0:
                return
            dear *= 2
        self.give_up()

    def give_up(self) -> None:
        """Whatever cannot be mended: take back the last of the order until limits hold."""
        while self.state.overrun:
            self.state.change({max(a for a, o in enumerate(self.state.chosen) if o >= 0): -1})
            settle(self.state)

    def _mending(self, dear: int) -> bool:
        """One step: the single move, else the pair, that is worth most with breaches so dear."""
        table = joined([self.margins.payments(), self.margins.choices(), self._nothing()])
        nothing = self._nothing()
        return self._best(nothing, table, dear) or self._best(
            self._reliefs(table, dear), table, dear
        )

    def _reliefs(self, table: Table, dear: int) -> Table:
        """The moves that are worth most alone: one side of the pairs."""
        worth = self._worth(self._nothing(), table, dear)[0]
        return table.at(np.sort(np.argsort(-worth, kind="stable")[:WIDE]))

    def _worth(self, left: Table, right: Table, dear: int) -> Integers:
        outcome = pairs(self.state, left, right)
        short = np.maximum(outcome.shortfall - self.allowed, 0)
        answer: Integers = outcome.quality - dear * outcome.overrun - 2 * dear * short
        return answer

    def _best(self, left: Table, right: Table, dear: int) -> bool:
        """Take the best pair that keeps the rules, if it is worth more than standing still."""
        now = -dear * self.state.overrun - 2 * dear * self.short
        worth = self._worth(left, right, dear).ravel()
        better = np.nonzero(worth > now)[0]
        if len(better) > WIDE:
            better = better[np.argpartition(-worth[better], WIDE)[:WIDE]]
        order = better[np.lexsort((better, -worth[better]))]
        for place in order[:TRIES].tolist():
            first, second = divmod(place, len(right))
            if self._bettered({**dict(left.changes[first]), **dict(right.changes[second])}, dear):
                return True
        return False

    def _merit(self, dear: int) -> int:
        state = self.state
        return state.quality - dear * state.overrun - 2 * dear * self.short

    def _bettered(self, changes: Changes, dear: int) -> bool:
        """Make changes unless what they bring along makes them worse than standing still."""
        before = self._merit(dear)
        undo = self._try(changes)
        if undo is not None and self._merit(dear) <= before:
            self.state.change(undo)
            undo = None
        return undo is not None

    def _try(self, changes: Changes) -> Changes | None:
        """Make changes, and what the rules then demand; the answer undoes them."""
        self.steps += 1
        return carried(self.state, changes)

    def _nothing(self) -> Table:
        model = self.state.model
        return Table(
            [()],
            np.full(1, -1),
            np.zeros(1, dtype=np.int64),
            np.zeros((1, len(model.limit)), dtype=np.int64),
            np.zeros((1, len(model.floor)), dtype=np.int64),
        )

    # More quality

    def improve(self) -> None:
        """Exchange for more quality, or less shortfall, until nothing that is tried helps."""
        while not self.hurry() and self._exchange():
            pass

    def _exchange(self) -> bool:
        table = joined([self._nothing(), self.margins.choices(), self.margins.payments()])
        for change in self._candidates(table):
            if self._exchanged(change):
                return True
        return False

    def _candidates(self, table: Table) -> list[Changes]:
        """Pairs that gain and for which the money would do if all of it could pay for all."""
        choices = joined([self._nothing(), self.margins.choices()])
        state = self.state
        outcome = pairs(state, choices, choices)
        spent = choices.use @ self.price
        left = int((state.model.limit - state.use) @ self.price)
        fits = spent[:, None] + spent[None, :] <= left
        short = np.maximum(outcome.shortfall - self.allowed, 0)
        gains = (short < self.short) | ((short == self.short) & (outcome.quality > 0))
        apart = choices.cell[:, None] < choices.cell[None, :]
        places = np.nonzero((fits & gains & apart).ravel())[0]
        quality, missing = outcome.quality.ravel()[places], short.ravel()[places]
        order = places[np.lexsort((places, -quality, missing))]
        return [
            {
                **dict(choices.changes[place // len(choices)]),
                **dict(choices.changes[place % len(choices)]),
            }
            for place in order[:TRIES].tolist()
        ]

    def _exchanged(self, changes: Changes) -> bool:
        """Make an exchange and let other payments mend it; undone unless it ends better."""
        before = (self.short, -self.state.quality)
        chosen = list(self.state.chosen)
        if self._try(changes) is None:
            return False
        for _ in range(ROUNDS):
            if self.state.overrun == 0:
                break
            if not self._mend_payments():
                break
        if self.state.overrun == 0 and (self.short, -self.state.quality) < before:
            return True
        self.state.change({a: o for a, o in enumerate(chosen) if o != self.state.chosen[a]})
        return False

    def _mend_payments(self) -> bool:
        """The pair of other payments that leaves the least over the limits."""
        table = joined([self._nothing(), self.margins.payments()])
        over = np.maximum(self.state.use - self.state.model.limit, 0)
        worst = int(over.argmax())
        relief = np.nonzero(table.use[:, worst] < 0)[0]
        if not len(relief):
            return False
        left = table.at(relief[:WIDE])
        outcome = pairs(self.state, left, table)
        dear = 1 + int(self.price.max(initial=1))
        worth = (
            outcome.quality // 16
            - dear * outcome.overrun
            - 2 * dear * np.maximum(outcome.shortfall - max(self.allowed, self.state.shortfall), 0)
        ).ravel()
        now = -dear * self.state.overrun
        for place in np.argsort(-worth, kind="stable")[:3].tolist():
            if worth[place] <= now:
                return False
            first, second = divmod(place, len(table))
            if self._try({**dict(left.changes[first]), **dict(table.changes[second])}) is not None:
                return True
        return False
