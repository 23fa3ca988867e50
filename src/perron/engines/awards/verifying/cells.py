"""The best that one cell can do at given prices, over all its cut-offs: exactly, in integers.

Source: weak duality, with the cell's own problem solved by dynamic programming. Going up the order
from the last application, the state is the set of moneys already open (those with a cut-off further
down), as bits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from perron.engines.awards.verifying.cases import Candidate, Case
from perron.engines.awards.verifying.pricing import Worth

NEVER = -(10**80)  # below any sum of figures that the formats allow


# Open moneys before and after, worth, and whether the application is funded.
Move = tuple[int, int, int, bool]


class Options(NamedTuple):
    """What an application can be worth by its moneys' bits: in full, at any level; unfunded too."""

    full: dict[int, int]
    most: dict[int, int]
    may_rest: bool


def could_be_excused(case: Case) -> Collection[str]:
    """Ids of applications that some result may pass over with an excuse."""
    awards: dict[str, int] = defaultdict(int)
    cents: dict[str, int] = defaultdict(int)
    lists: set[str | None] = set()
    found = set()
    for candidate in case.order:
        if not candidate.eligible:
            continue
        if candidate.requires or (candidate.list is not None and candidate.list in lists):
            found.add(candidate.id)
        lists.add(candidate.list)
        if candidate.board is None:
            continue
        name = candidate.board
        awards[name] += 1
        cents[name] += most_granted(case, candidate)
        too_many = awards[name] > case.most_awards.get(name, awards[name])
        too_much = cents[name] > case.most_money.get(name, cents[name])
        if too_many or too_much:
            found.add(candidate.id)
    return found


def most_granted(case: Case, candidate: Candidate) -> int:
    """The largest grant that an application can get, in cents."""
    return max(case.grant(candidate, money, candidate.full).amount for money in candidate.eligible)


class Cell:
    """One cell at given prices. ``best`` is what it can be worth at most."""

    def __init__(
        self, members: list[Candidate], excusable: Collection[str], worth: Worth, /
    ) -> None:
        """Walk up the order; members are in the order and eligible for something."""
        moneys = sorted({money for candidate in members for money in candidate.eligible})
        self.bits = {money: 1 << place for place, money in enumerate(moneys)}
        self.options = [
            (candidate, self.options_of(candidate, worth, may_rest=candidate.id in excusable))
            for candidate in members
        ]
        self.below: dict[str, list[int]] = {}
        states = 1 << len(moneys)
        value = [0] + [NEVER] * (states - 1)
        for candidate, options in reversed(self.options):
            below = self.below[candidate.id] = value
            value = [NEVER] * states
            for before, after, more, _ in moves(options, states):
                value[after] = max(value[after], below[before] + more)
        self.best = max(value)

    def options_of(self, candidate: Candidate, worth: Worth, *, may_rest: bool) -> Options:
        """What one application can be worth."""
        own = [(self.bits[money], money) for money in candidate.eligible]
        return Options(
            full={bit: worth(candidate, money, candidate.full) for bit, money in own},
            most={
                bit: max(worth(candidate, money, level) for level in candidate.levels)
                for bit, money in own
            },
            may_rest=may_rest,
        )

    def best_by_fate(self) -> Iterator[tuple[str, dict[bool, int]]]:
        """For each member, what the cell can be worth with it funded, and without."""
        above = [0] * (1 << len(self.bits))
        for candidate, options in self.options:
            below = self.below[candidate.id]
            best = {True: NEVER, False: NEVER}
            higher = [NEVER] * len(above)
            for before, after, more, funded in moves(options, len(above)):
                onward = more + above[after]
                best[funded] = max(best[funded], below[before] + onward)
                higher[before] = max(higher[before], onward)
            yield candidate.id, best
            above = higher


def moves(options: Options, states: int) -> Iterator[Move]:
    """All that may happen at one application, whichever moneys are open."""
    full, most, may_rest = options
    for state in range(states):
        worths = [worth for bit, worth in full.items() if state & bit]
        if may_rest or not worths:
            yield state, state, 0, False
        if worths:
            yield state, state, max(worths), True
        for bit, worth in (full if worths else most).items():
            if not state & bit:
                yield state, state | bit, worth, True


def best_without_cutoffs(case: Case, worth: Worth) -> int:
    """What the applications can be worth if nobody minds being passed over."""
    return sum(
        max(
            0, *(worth(candidate, money, level) for money in candidate.eligible for level in levels)
        )
        for candidate in case.order
        if candidate.eligible
        for levels in [candidate.levels]
    )
