"""Improves a result by moves at the margins of its cells until none of the stated kinds helps.

A first part brings a rough start within its limits and up to its floors; a second one exchanges
fundings and refusals for more quality and lets other payments mend what that takes from a source.
Moves are tried in a fixed order and all sums are integers: the same result on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perron.engines.awards.solving.healing import carried
from perron.engines.awards.solving.model import Integers
from perron.engines.awards.solving.moves import Change, Margins, Table, joined
from perron.engines.awards.solving.pairs import best_first, pairs
from perron.engines.awards.solving.state import Changes, State, settle

ROUNDS = 5  # of other payments that may mend one exchange
TRIES = 30  # exchanges tried before the search gives up
WIDE = 300  # moves on one side of a pair
STEEPER = 12  # times that breaking a limit is made dearer


@dataclass
class Search:
    """A state being improved.

    ``price`` (thousandths of a point per cent) is by resource; ``allowed`` is a shortfall in cents
    below which less is no gain; ``steps`` counts what was tried, at most about ``limit`` once the
    limits hold.
    """

    state: State
    price: Integers
    allowed: int
    hurry: Callable[[], bool]
    limit: int
    steps: int = 0

    def __post_init__(self) -> None:
        """The margins follow the state."""
        self.margins = Margins(self.state)
        self.dear = 1 + int(self.price.max(initial=1)) * 5 // 4

    @property
    def short(self) -> int:
        """Cents missing beyond what is allowed."""
        return max(0, self.state.shortfall - self.allowed)

    @property
    def ended(self) -> bool:
        """Whether patience or the stated number of steps has run out."""
        return self.steps >= self.limit or self.hurry()

    @property
    def standing(self) -> tuple[int, int]:
        """What is made smaller: the shortfall beyond what is allowed, then the quality missed."""
        return self.short, -self.state.quality

    # Within the limits

    def mend(self) -> None:
        """Bring a rough start within its limits, and to its floors as far as moves do.

        Nobody's patience cuts this short: what it ends with is the first sound result.
        """
        dear = self.dear
        for _ in range(STEEPER):
            while self._mending(dear):
                pass
            if self.state.overrun == 0 and self.short == 0:
                return
            dear *= 2
        self._give_up()

    def _give_up(self) -> None:
        """What cannot be mended: take back the last who use too much, until the limits hold."""
        state, model = self.state, self.state.model
        while state.overrun:
            over = state.use > model.limit
            users = (a for a, o in enumerate(state.chosen) if o >= 0 and model.use[o][over].any())
            state.change({max(users): -1})
            settle(state)

    def _mending(self, dear: int) -> bool:
        """One step: the single move, else the pair, that is worth most with breaches so dear."""
        nothing = self.margins.nothing()
        table = joined([self.margins.payments(), self.margins.choices(), nothing])
        if self._best(nothing, table, dear):
            return True
        alone = self._worth(nothing, table, dear)[0]
        return self._best(table.at(np.sort(best_first(alone, WIDE))), table, dear)

    def _worth(self, left: Table, right: Table, dear: int) -> Integers:
        outcome = pairs(self.state, left, right)
        short = np.maximum(outcome.shortfall - self.allowed, 0)
        answer: Integers = outcome.quality - dear * outcome.overrun - 2 * dear * short
        return answer

    def _best(self, left: Table, right: Table, dear: int) -> bool:
        """Take the best pair that keeps the rules, if it is worth more than standing still."""
        now = -dear * self.state.overrun - 2 * dear * self.short
        worth = self._worth(left, right, dear).ravel()
        good = (place for place in best_first(worth, TRIES).tolist() if worth[place] > now)
        return any(
            self._bettered(
                _both(left.changes[place // len(right)], right.changes[place % len(right)]), dear
            )
            for place in good
        )

    def _merit(self, dear: int) -> int:
        return self.state.quality - dear * self.state.overrun - 2 * dear * self.short

    def _bettered(self, changes: Changes, dear: int) -> bool:
        """Make changes unless what they bring along leaves no more than standing still."""
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

    # More quality

    def improve(self) -> None:
        """Exchange for more quality, or less shortfall, until nothing that is tried helps."""
        while not self.ended and any(self._exchanged(pair) for pair in self._exchanges()):
            pass

    def _exchanges(self) -> list[Changes]:
        """Pairs that gain and for which the money would do if all of it could pay for all."""
        state = self.state
        table = joined([self.margins.nothing(), self.margins.choices()])
        outcome = pairs(state, table, table)
        spent = table.use @ self.price
        left = int((state.model.limit - state.use) @ self.price)
        short = np.maximum(outcome.shortfall - self.allowed, 0)
        gains = (short < self.short) | ((short == self.short) & (outcome.quality > 0))
        gains &= spent[:, None] + spent[None, :] <= left
        gains &= table.cell[:, None] < table.cell[None, :]
        places = np.nonzero(gains.ravel())[0]
        worth = (outcome.quality - 4 * self.dear * short).ravel()[places]
        return [
            _both(*(table.changes[line] for line in divmod(place, len(table))))
            for place in places[best_first(worth, TRIES)].tolist()
        ]

    def _exchanged(self, changes: Changes) -> bool:
        """Make an exchange and let other payments mend it; undone unless it ends better."""
        before, chosen = self.standing, list(self.state.chosen)
        if self._try(changes) is None:
            return False
        for _ in range(ROUNDS):
            if self.state.overrun == 0 or not self._repay():
                break
        if self.state.overrun == 0 and self.standing < before:
            return True
        self.restore(chosen)
        return False

    def restore(self, chosen: list[int]) -> None:
        """Go back to a choice."""
        now = self.state.chosen
        self.state.change({a: o for a, o in enumerate(chosen) if o != now[a]})

    def _repay(self) -> bool:
        """Take the pair of other payments that leaves the least over the limits."""
        state = self.state
        table = joined([self.margins.nothing(), self.margins.payments()])
        over = np.maximum(state.use - state.model.limit, 0)
        relief = np.nonzero(table.use[:, int(over.argmax())] < 0)[0]
        left = table.at(relief[:WIDE])
        outcome = pairs(state, left, table)
        missed = np.maximum(outcome.shortfall - max(self.allowed, state.shortfall), 0)
        worth = outcome.quality // 16 - self.dear * (outcome.overrun + 2 * missed)
        worth = worth.ravel()
        good = (p for p in best_first(worth, 3).tolist() if worth[p] > -self.dear * state.overrun)
        return any(
            self._try(_both(left.changes[place // len(table)], table.changes[place % len(table)]))
            is not None
            for place in good
        )


def _both(first: Change, second: Change) -> Changes:
    return {**dict(first), **dict(second)}
