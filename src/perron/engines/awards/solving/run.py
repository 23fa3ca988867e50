"""From an instance to a result: bounds first, then a result near them, then what is proved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award, Proof
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.solving.ascent import SHORT_SCALE, Aim, Ascent, Prices
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import Model, build
from perron.engines.awards.solving.proving import unsettled, with_cutoffs, without_cutoffs
from perron.engines.awards.solving.searching import Search
from perron.engines.awards.solving.starting import first_state
from perron.engines.awards.solving.state import State


@dataclass
class Patience:
    """Somebody's patience in seconds, on a clock that the caller may replace; None has no end."""

    seconds: float | None
    clock: Callable[[], float] = monotonic
    over: bool = False
    started: float = field(init=False)

    def __post_init__(self) -> None:
        """It counts from now."""
        self.started = self.clock()

    def __call__(self) -> bool:
        """Whether it has run out; once it has, the result says so."""
        if self.seconds is not None and self.clock() - self.started > self.seconds:
            self.over = True
        return self.over


def solve(
    document: Mapping[str, Any],
    *,
    seconds: float | None = None,
    solver_seed: int = 0,
    threads: int = 1,
) -> dict[str, object]:
    """The result of an instance, in the contract's format.

    Without ``seconds`` it depends on the instance alone. No step is drawn and none runs beside
    another, so that ``solver_seed`` and ``threads`` change nothing; they can be given so that
    anyone can see that. Raises InstanceRefused for a document that is no instance.
    """
    del solver_seed, threads
    instance = read_instance(document)
    if instance.rules.method == "rank":
        return solve_by_rank(instance)
    return _optimise(instance, Patience(seconds))


def _optimise(instance: Instance, patience: Patience) -> dict[str, object]:
    model = build(instance)
    bounds = Bounds(model, patience)
    aim = Aim(quality=True, shortfall=bounds.shortfall.value, scale=model.scale)
    ascent = Ascent(model, bounds.cells, aim)
    mixed = ascent.run(hurry=patience)
    state, priced = first_state(model, Links(model), ascent, mixed)
    price = priced.prices.resources // model.scale
    search = Search(state, price, bounds.shortfall.value, patience)
    search.mend()
    search.improve()
    prices = mixed.prices
    if state.shortfall != aim.shortfall:
        aim = Aim(quality=True, shortfall=state.shortfall, scale=model.scale)
        prices = Ascent(model, bounds.cells, aim).run(hurry=patience).prices
    return report(instance, awards(state), bounds.proof(state, aim, prices, search.steps))


class Bounds:
    """What no result, with cut-offs or without, can pass."""

    def __init__(self, model: Model, patience: Patience) -> None:
        """The least shortfalls; both are quick."""
        self.model, self.patience = model, patience
        self.cells = Cells(model, model.excusable)
        self.free = Cells(model, [True] * len(model.applications))
        least = Aim(quality=False, shortfall=0, scale=SHORT_SCALE)
        prices = Ascent(model, self.cells, least).run(hurry=patience).prices
        self.shortfall = with_cutoffs(model, self.cells, least, prices)
        prices = Ascent(model, self.free, least).run(hurry=patience).prices
        self.free_shortfall = without_cutoffs(model, least, prices)

    def proof(self, state: State, aim: Aim, prices: Prices, nodes: int) -> Proof:
        """Everything that is proved about a result; ``prices`` are those of its quality."""
        free = Ascent(self.model, self.free, aim).run(hurry=self.patience).prices
        quality = with_cutoffs(self.model, self.cells, aim, prices)
        return Proof(
            ended=self._ended(state, quality.value),
            nodes=nodes,
            quality=quality,
            shortfall=self.shortfall,
            free_quality=without_cutoffs(self.model, aim, free),
            free_shortfall=(state.shortfall, self.free_shortfall),
            open=unsettled(self.model, self.cells, aim, prices, state.chosen),
        )

    def _ended(self, state: State, bound: int) -> str:
        if self.patience.over:
            return "clock"
        missing = bound - state.quality
        if missing == 0 and state.shortfall == self.shortfall.value:
            return "optimal"
        close = missing * 1_000_000 <= self.model.instance.rules.gap_ppm * bound
        return "gap" if close else "nodes"


def awards(state: State) -> list[Award]:
    """What a state awards, in the order."""
    model = state.model
    return [
        Award(row.id, model.moneys[int(model.money[option])], row.levels[int(model.step[option])])
        for row, option in zip(model.applications, state.chosen, strict=True)
        if option >= 0
    ]
