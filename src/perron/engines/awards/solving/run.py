"""From an instance to a result: bounds first, then a result near them, then what is proved."""

from collections.abc import Mapping
from typing import Any

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.solving.ascent import Aim, Ascent
from perron.engines.awards.solving.bounds import Bounds
from perron.engines.awards.solving.exhausting import Exhaustion
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import build
from perron.engines.awards.solving.patience import Patience
from perron.engines.awards.solving.searching import Search
from perron.engines.awards.solving.starting import first_state
from perron.engines.awards.solving.state import State
from perron.engines.awards.solving.tables import tables


SMALL = 40  # applications that are gone through one by one


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
    exhausted = False
    if len(model.applications) <= SMALL:
        exhausted = _exhaust(bounds, state, patience)
    prices = mixed.prices
    if state.shortfall != aim.shortfall:
        aim = Aim(quality=True, shortfall=state.shortfall, scale=model.scale)
        prices = Ascent(model, bounds.cells, aim).run(hurry=patience).prices
    return report(instance, awards(state), bounds.proof(state, aim, prices, search.steps, exhausted))


def _exhaust(bounds: Bounds, state: State, patience: Patience) -> bool:
    """Go through everything that could be better; whether that came to its end."""
    model = bounds.model
    exhaustion = Exhaustion(
        model, state.links, bounds.cells, limit=model.instance.rules.node_limit, hurry=patience
    )
    short = tables(model, bounds.cells, bounds.least, bounds.short_prices)
    found = exhaustion.least_shortfall(short, state.chosen)
    state.change(dict(enumerate(found)))
    aim = Aim(quality=True, shortfall=state.shortfall, scale=model.scale)
    prices = Ascent(model, bounds.cells, aim).run(hurry=patience).prices
    worth = tables(model, bounds.cells, aim, prices)
    state.change(dict(enumerate(exhaustion.best(short, worth, state.chosen))))
    return not exhaustion.unfinished


def awards(state: State) -> list[Award]:
    """What a state awards, in the order."""
    model = state.model
    return [
        Award(row.id, model.moneys[int(model.money[option])], row.levels[int(model.step[option])])
        for row, option in zip(model.applications, state.chosen, strict=True)
        if option >= 0
    ]
