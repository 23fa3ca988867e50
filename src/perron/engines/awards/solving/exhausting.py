"""Finds the very best result of a small edition by going through the order, bounded as it goes.

Applications are taken in the order: each is refused, or funded in one of its ways. What stands
before decides every excuse but a requirement that stands later, which is then supposed and held to.
Branches that cannot be as good as the best so far are left; equals are compared by all four aims.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.preferring import Preference
from perron.engines.awards.solving.tables import Tables


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of an application: its option, or -1, and the moneys then closed in its cell.

    ``must`` and ``never`` are later ones that are thereby supposed to be funded, or not to be.
    """

    option: int
    closed: int
    must: tuple[int, ...] = ()
    never: tuple[int, ...] = ()


@dataclass
class Walk:
    """Where a walk through the order stands; ``place`` is the application in turn."""

    chosen: list[int]
    closed: list[int]  # cell -> moneys (bits) that may fund nobody any more
    use: list[int]
    granted: list[int]
    must: list[int]  # application -> how often it is supposed to be funded
    never: list[int]  # and how often not to be
    quality: int = 0
    place: int = 0
    before: list[int] = field(default_factory=list)


class Exhaustion:
    """A walk with its bounds. ``limit`` is the number of steps after which it stops unfinished."""

    def __init__(
        self, links: Links, cells: Cells, *, limit: int, hurry: Callable[[], bool]
    ) -> None:
        """Lay out the order; ``cells`` are those that the tables of the bounds come from."""
        self.model = model = links.model
        self.links, self.cells = links, cells
        self.limit, self.hurry = limit, hurry
        self.steps = 0
        self.bounds: list[Tables] = []
        self.preference = Preference(model)
        count = len(model.applications)
        self.cell_of, self.remaining = [0] * count, [0] * count
        self.bit = [0] * len(model.owner)
        self.eligible = [0] * count
        for number, cell in enumerate(cells.cells):
            for turn, application in enumerate(cell.applications):
                self.cell_of[application] = number
                self.remaining[application] = turn + 1
                for option in model.options(application):
                    self.bit[option] = cell.moneys.index(int(model.money[option]))
                    self.eligible[application] |= 1 << self.bit[option]
        self.use = [[int(cents) for cents in row] for row in model.use]
        self.serve = [[int(cents) for cents in row] for row in model.serve]
        self.quality = [int(one) for one in model.quality]
        self.floor = [int(cents) for cents in model.floor]
        self.room = [int(cents) for cents in model.limit]
        self.step = [int(step) for step in model.step]

    @property
    def unfinished(self) -> bool:
        """Whether it was stopped."""
        return self.steps > self.limit or self.hurry()

    def least_shortfall(self, short: Tables, best: list[int]) -> list[int]:
        """A result with the least shortfall, starting from the best one known."""
        answer, least = best, self._shortfall_of(best)

        def promising(left: list[int]) -> bool:
            return -(left[0] // short.scale) < least

        for walk in self._results([short], promising):
            missing = self._missing(walk.granted)
            if missing < least:
                answer, least = list(walk.chosen), missing
        return answer

    def best(self, short: Tables, worth: Tables, best: list[int]) -> list[int]:
        """The best result by all four aims among those no shorter than the best one known."""
        answer, least = best, self._shortfall_of(best)
        most = sum(self.quality[option] for option in best if option >= 0)
        key = self.preference.key(best)

        def promising(left: list[int]) -> bool:
            return -(left[0] // short.scale) <= least and left[1] // worth.scale >= most

        for walk in self._results([short, worth], promising):
            if self._missing(walk.granted) > least or walk.quality < most:
                continue
            found = self.preference.key(walk.chosen)
            if walk.quality > most or found > key:
                answer, most, key = list(walk.chosen), walk.quality, found
        return answer

    def _results(
        self, bounds: list[Tables], promising: Callable[[list[int]], bool]
    ) -> Iterator[Walk]:
        self.bounds = bounds
        count = len(self.model.applications)
        walk = Walk(
            [-1] * count,
            [0] * len(self.cells.cells),
            [0] * len(self.room),
            [0] * len(self.floor),
            [0] * count,
            [0] * count,
        )
        top = [one.fixed + sum(cell[-1][0] for cell in one.left) for one in bounds]
        for _ in self._go(walk, top, promising):
            yield walk

    def _missing(self, granted: list[int]) -> int:
        return sum(max(0, floor - got) for floor, got in zip(self.floor, granted, strict=True))

    def _shortfall_of(self, chosen: list[int]) -> int:
        granted = [0] * len(self.floor)
        for option in chosen:
            if option >= 0:
                granted = [
                    one + more for one, more in zip(granted, self.serve[option], strict=True)
                ]
        return self._missing(granted)

    def _go(
        self, walk: Walk, left: list[int], promising: Callable[[list[int]], bool]
    ) -> Iterator[None]:
        """Every result that stays promising, one after the other, as the walk then stands."""
        self.steps += 1
        if self.unfinished:
            return
        if walk.place == len(walk.chosen):
            yield None
            return
        ways = [(self._after(walk, way, left), way) for way in self._ways(walk)]
        for after, way in sorted(ways, key=lambda pair: -pair[0][-1]):
            if promising(after):
                self._turn(walk, way, 1)
                yield from self._go(walk, after, promising)
                self._turn(walk, way, -1)

    def _after(self, walk: Walk, way: Way, left: list[int]) -> list[int]:
        """The bounds once a way is taken."""
        place = walk.place
        cell, remaining = self.cell_of[place], self.remaining[place]
        closed = walk.closed[cell]
        return [
            one
            - bound.left[cell][remaining][closed]
            + bound.left[cell][remaining - 1][way.closed]
            + (bound.weight[way.option] if way.option >= 0 else 0)
            for one, bound in zip(left, self.bounds, strict=True)
        ]

    def _ways(self, walk: Walk) -> Iterator[Way]:
        """What may become of the application in turn."""
        place = walk.place
        requires, rivals = self.links.requires[place], self.links.rivals[place]
        chosen, closed = walk.chosen, walk.closed[self.cell_of[place]]
        refused = any(one < place and chosen[one] < 0 for one in requires)
        beaten = any(one < place and chosen[one] >= 0 for one in rivals)
        later = tuple(one for one in requires if one > place)
        if not refused and not beaten and not walk.never[place]:
            for option in self.model.options(place):
                if not closed >> self.bit[option] & 1 and self._fits(walk, option):
                    part = self.eligible[place] if self.step[option] else 0
                    yield Way(option, closed | part, must=later)
        if walk.must[place]:
            return
        if refused or beaten:
            yield Way(-1, closed)
            return
        yield Way(-1, closed | self._boarded(place, chosen))
        yield from (Way(-1, closed, never=(one,)) for one in later if not walk.must[one])

    def _fits(self, walk: Walk, option: int) -> bool:
        """Whether limits, its board and what was supposed of others leave room for an award."""
        place, board = walk.place, self.links.board[walk.place]
        if any(walk.never[one] for one in self.links.requires[place] if one > place):
            return False
        if board is not None:
            before = [walk.chosen[one] for one in board.members if walk.chosen[one] >= 0]
            cents = sum(self.links.grant[one] for one in before) + self.links.grant[option]
            if len(before) >= board.most_awards or cents > board.most_money:
                return False
        pairs = zip(walk.use, self.use[option], self.room, strict=True)
        return all(used + more <= room for used, more, room in pairs)

    def _boarded(self, place: int, chosen: list[int]) -> int:
        """The moneys, in the cell's own bits, that refusing an application closes."""
        open_to_it = self.links.boarded(place, chosen)
        return sum(
            1 << self.bit[option]
            for money, option in self.links.full[place].items()
            if open_to_it >> money & 1
        )

    def _turn(self, walk: Walk, way: Way, sign: int) -> None:
        """Take a way, or take it back."""
        place = walk.place if sign > 0 else walk.place - 1
        cell, option = self.cell_of[place], way.option
        if sign > 0:
            walk.before.append(walk.closed[cell])
            walk.closed[cell] = way.closed
        else:
            walk.closed[cell] = walk.before.pop()
        walk.chosen[place] = option if sign > 0 else -1
        if option >= 0:
            walk.use = [
                one + sign * more for one, more in zip(walk.use, self.use[option], strict=True)
            ]
            walk.granted = [
                one + sign * more
                for one, more in zip(walk.granted, self.serve[option], strict=True)
            ]
            walk.quality += sign * self.quality[option]
        for one in way.must:
            walk.must[one] += sign
        for one in way.never:
            walk.never[one] += sign
        walk.place += sign
