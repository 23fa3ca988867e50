"""The prices of money, floors and ceilings that give the best bound, by generating columns.

Each turn asks every cell for its best choice of cut-offs at the prices of the moment; a small
linear programme mixes the answers of all turns and sets new prices (Dantzig and Wolfe 1960). The
bound is recomputed in integers from rounded prices, so that it holds whatever the arithmetic of the
programme; the prices are the same on every machine because its arithmetic is.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.solving.cells import Cells, Pass
from perron.engines.awards.solving.model import SAFE, Integers, Model
from perron.engines.awards.solving.simplex import Programme, Reals

MOST_TURNS = 80
CLOSE = 2e-6
STEEP = 8  # a floor's price is at most this many times the best score
SHORT_SCALE = 2**20


@dataclass(frozen=True)
class Aim:
    """What is bounded: the quality of results that are short of at most ``shortfall`` cents.

    With ``quality`` false it is how little short results can be.
    """

    quality: bool
    shortfall: int
    scale: int


@dataclass(frozen=True)
class Prices:
    """Integers, times the aim's scale: by resource, by floor and by tie."""

    resources: Integers
    floors: Integers
    ties: Integers


@dataclass
class Descent:
    """The best prices found, their scaled bound, and the columns mixed by the last programme."""

    prices: Prices
    total: int
    turns: int
    columns: list[tuple[int, NDArray[np.int64]]] = field(default_factory=list)
    parts: list[float] = field(default_factory=list)


def weights(model: Model, aim: Aim, prices: Prices) -> Integers:
    """What each option is worth at these prices; Python's integers if 64 bits might not do."""
    grant = float(model.grant.max(initial=0))
    dearest = float(max(prices.ties, default=0))
    largest = (
        float(model.quality.max(initial=0)) * aim.scale * aim.quality
        + grant * sum(float(one) for one in prices.floors)
        + grant * sum(float(one) for one in prices.resources)
        + dearest * (grant if model.ties.cents.any() else 1) * (len(model.ties.names) + 1)
    )
    count = len(model.applications)
    kind: type = np.int64 if largest * (count + 1) < SAFE else object
    awards, cents = model.ties.charges(count, prices.ties.astype(kind))
    worth: Integers = model.quality.astype(kind) * (aim.scale if aim.quality else 0)
    gained: Integers = model.serve.astype(kind) @ prices.floors.astype(kind)
    spent: Integers = model.use.astype(kind) @ prices.resources.astype(kind)
    tied = awards[model.owner] + cents[model.owner] * model.grant
    answer: Integers = worth + gained - spent - tied
    return answer


def constant(model: Model, aim: Aim, prices: Prices) -> int:
    """The part of the bound that no choice changes: what limits, ties and floors are worth."""
    steepest = max((int(price) for price in prices.floors), default=0)
    return (
        _product(model.limit, prices.resources)
        + _product(model.ties.limit, prices.ties)
        - _product(model.floor, prices.floors)
        + aim.shortfall * steepest
    )


def _product(amounts: Integers, prices: Integers) -> int:
    return sum(int(one) * int(price) for one, price in zip(amounts, prices, strict=True))


class Ascent:
    """One descent of the bound, over the cells of a model."""

    def __init__(self, model: Model, cells: Cells, aim: Aim) -> None:
        """Start with nobody funded in any cell."""
        self.model, self.cells, self.aim = model, cells, aim
        self.money = max(1.0, float(model.limit.max(initial=1)) / 1_000)
        self.point = max(1.0, float(model.score.max(initial=1))) / 100 if aim.quality else 1.0
        self.cell_of = np.zeros(len(model.applications), dtype=np.int64)
        for number, cell in enumerate(cells.cells):
            self.cell_of[list(cell.applications)] = number
        self.columns: list[tuple[int, NDArray[np.int64]]] = []
        # Rows: resources, floors, ties, one for the shortfall allowed (if any), one for each cell.
        ends = np.cumsum([len(model.limit), len(model.floor), len(model.ties.names)])
        self.of_floors = slice(int(ends[0]), int(ends[1]))
        self.of_ties = slice(int(ends[1]), int(ends[2]))
        self.units = np.ones(int(ends[2]))
        self.units[: int(ends[1])] = self.money
        self.units[self.of_ties][model.ties.cents] = self.money
        self.fixed = 0
        self.programme = self._programme()

    def _programme(self) -> Programme:
        model, aim, rows = self.model, self.aim, len(self.units)
        allowed = [aim.shortfall / self.money] if aim.quality and aim.shortfall else []
        limits = np.concatenate([model.limit, model.floor, model.ties.limit]) / self.units
        cells = len(self.cells.cells)
        worths = np.zeros(rows + len(allowed) + cells)
        worths[self.of_floors] = -100.0 * STEEP if aim.quality else -1.0
        programme = Programme(np.concatenate([limits, allowed, np.ones(cells)]), worths)
        floors = len(model.floor)
        over = np.zeros((programme.rows, floors))
        over[self.of_floors][range(floors), range(floors)] = -1.0
        programme.add(over, np.zeros(floors))
        if allowed:
            short = -over
            short[rows] = 1.0
            programme.add(short, np.zeros(floors))
        self.fixed = programme.table.shape[1]
        return programme

    def run(self, *, turns: int = MOST_TURNS) -> Descent:
        """Turn until the programme and the bound meet, or for so many turns."""
        best: Descent | None = None
        for turn in range(turns):
            self.programme.solve()
            prices = self._prices(best)
            climbed = self.cells.climb(weights(self.model, self.aim, prices))
            total = climbed.total + constant(self.model, self.aim, prices)
            if best is None or total < best.total:
                best = Descent(prices, total, turn)
            best.turns = turn + 1
            reached = self.programme.value * self.money * self.point * self.aim.scale
            close = CLOSE * abs(total) if self.aim.quality else self.aim.scale / 2
            if total - reached <= close:
                break
            self._add(climbed)
        if best is None:
            raise ValueError("a bound takes at least one turn")
        self.programme.solve()
        best.columns = self.columns
        best.parts = [float(part) for part in self.programme.solution()[self.fixed :]]
        return best

    def _prices(self, best: Descent | None) -> Prices:
        """The programme's prices, half-way back to the best so far (Wentges 1997)."""
        factor = self.point * self.aim.scale * self.money / self.units
        raw = self.programme.prices[: len(self.units)] * factor
        raw[self.of_floors] *= -1.0
        raw = np.maximum(raw, 0.0)
        if best is not None and self.aim.quality:
            parts = (best.prices.resources, best.prices.floors, best.prices.ties)
            raw = (raw + np.concatenate(parts)) / 2
        whole = np.rint(raw).astype(np.int64)
        return Prices(whole[: self.of_floors.start], whole[self.of_floors], whole[self.of_ties])

    def _add(self, climbed: Pass) -> None:
        """One column for each cell: what its best choice is worth, uses and serves."""
        model, chosen = self.model, self.cells.choices(climbed)
        cells = len(self.cells.cells)
        taken = chosen[chosen >= 0]
        lines = self.cell_of[model.owner[taken]]
        columns = np.zeros((self.programme.rows, cells))
        np.add.at(columns[: self.of_floors.start].T, lines, model.use[taken])
        np.add.at(columns[self.of_floors].T, lines, model.serve[taken])
        self._count_ties(columns[self.of_ties], chosen)
        columns[: len(self.units)] /= self.units[:, None]
        columns[self.programme.rows - cells + np.arange(cells), np.arange(cells)] = 1.0
        worths = np.zeros(cells)
        if self.aim.quality:
            np.add.at(worths, lines, model.quality[taken] / (self.money * self.point))
        self.programme.add(columns, worths)
        self.columns.extend((cell, chosen[self.cell_of == cell]) for cell in range(cells))

    def _count_ties(self, rows: Reals, chosen: NDArray[np.int64]) -> None:
        """How much of each tie the cells take with this choice."""
        ties = self.model.ties
        funded = chosen[ties.member] >= 0
        member, tie, sign = ties.member[funded], ties.tie[funded], ties.sign[funded]
        amount = np.where(ties.cents[tie], self.model.grant[chosen[member]], 1)
        np.add.at(rows, (tie, self.cell_of[member]), amount * sign)
