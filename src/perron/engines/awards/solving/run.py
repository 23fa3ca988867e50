"""From an instance to a result: bounds first, then a result near them, then what is proved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.solving.ascent import Ascent, weights
from perron.engines.awards.solving.bounds import Bounds
from perron.engines.awards.solving.exhausting import Exhaustion
from perron.engines.awards.solving.forcing import Forcing
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import build
from perron.engines.awards.solving.patience import Patience
from perron.engines.awards.solving.preferring import prefer
from perron.engines.awards.solving.searching import Search
from perron.engines.awards.solving.starting import first_state, mixture
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

    ``seconds`` is how long improving it may take; the bounds and a first sound result are always
    finished. Without it the result depends on the instance alone: no step is drawn and none runs
    beside another, so that ``solver_seed`` and ``threads`` change nothing; they can be given so
    that anyone can see that. Raises InstanceRefused for a document that is no instance.
    """
    del solver_seed, threads
    instance = read_instance(document)
    if instance.rules.method == "rank":
        return solve_by_rank(instance)
    return _optimise(instance, Patience(seconds))


def _optimise(instance: Instance, patience: Patience) -> dict[str, object]:
    model = build(instance)
    bounds = Bounds(model, patience)
    aim = bounds.aim(bounds.shortfall.value)
    ascent = Ascent(model, bounds.cells, aim)
    mixed = ascent.run()
    parts = mixture(model, ascent, mixed)
    state, price = first_state(Links(model), aim, parts)
    search = Search(state, price, aim.shortfall, patience, instance.rules.node_limit)
    search.mend()
    search.improve()
    exhausted = len(model.applications) <= SMALL and _exhaust(bounds, search)
    if not exhausted:
        weight = weights(model, aim, mixed.prices)
        Forcing(search, weight, parts).run(mixed.total // aim.scale)
    prefer(state)
    prices = mixed.prices
    if state.shortfall != aim.shortfall:
        aim = bounds.aim(state.shortfall)
        prices = Ascent(model, bounds.cells, aim).run().prices
    proof = bounds.proof(state, aim, prices)
    if exhausted:
        proof = replace(proof, ended="optimal")
    return report(instance, awards(state), replace(proof, nodes=search.steps))


def _exhaust(bounds: Bounds, search: Search) -> bool:
    """Go through everything that could be better; whether that came to its end."""
    model, state = bounds.model, search.state
    limit = model.instance.rules.node_limit
    exhaustion = Exhaustion(state.links, bounds.cells, limit=limit, hurry=search.hurry)
    short = tables(bounds.cells, bounds.least, bounds.short_prices)
    search.restore(exhaustion.least_shortfall(short, state.chosen))
    aim = bounds.aim(state.shortfall)
    prices = Ascent(model, bounds.cells, aim).run().prices
    worth = tables(bounds.cells, aim, prices)
    search.restore(exhaustion.best(short, worth, state.chosen))
    search.steps += exhaustion.steps
    return not exhaustion.unfinished


def awards(state: State) -> list[Award]:
    """What a state awards, in the order."""
    model = state.model
    return [
        Award(row.id, model.moneys[int(model.money[option])], row.levels[int(model.step[option])])
        for row, option in zip(model.applications, state.chosen, strict=True)
        if option >= 0
    ]
