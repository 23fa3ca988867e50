"""Bounds as a result carries them: values in whole units, with the multipliers behind them."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from perron.engines.awards.outcomes import Bound, Multipliers
from perron.engines.awards.solving.ascent import Aim, Prices, constant, weights
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.fates import turned
from perron.engines.awards.solving.model import Integers, Model

Name = TypeVar("Name")


def bound(model: Model, aim: Aim, prices: Prices, *, worth: int) -> Bound:
    """No more quality than this, or no less shortfall, given the best worth of all cells."""
    total = worth + constant(model, aim, prices)
    value = total // aim.scale if aim.quality else max(0, -(total // aim.scale))
    return Bound(value, multipliers(model, aim, prices))


def with_cutoffs(cells: Cells, aim: Aim, prices: Prices) -> Bound:
    """The bound over all results of the contract."""
    climbed = cells.climb(weights(cells.model, aim, prices))
    return bound(cells.model, aim, prices, worth=climbed.total)


def without_cutoffs(model: Model, aim: Aim, prices: Prices) -> Bound:
    """The bound when every application may have its best award, or nothing, by itself."""
    weight = weights(model, aim, prices)
    worth = sum(
        max(0, *(int(weight[option]) for option in model.options(application)))
        for application in range(len(model.applications))
    )
    return bound(model, aim, prices, worth=worth)


def unsettled(cells: Cells, aim: Aim, prices: Prices, *, chosen: Sequence[int]) -> tuple[str, ...]:
    """Ids of those whose other fate the bound does not exclude, in the order."""
    model = cells.model
    climbed = cells.climb(weights(model, aim, prices))
    fixed = constant(model, aim, prices)
    reached = sum(int(model.quality[option]) for option in chosen if option >= 0)
    funded = np.array([option >= 0 for option in chosen], dtype=bool)
    others = turned(cells, climbed, funded)
    return tuple(
        row.id
        for row, worth in zip(model.applications, others, strict=True)
        if (worth + fixed) // aim.scale >= reached
    )


def multipliers(model: Model, aim: Aim, prices: Prices) -> Multipliers:
    """Prices by the names of what they are for; zeros are left out."""
    sources, years, ceilings = dict[str, int](), dict[str, dict[str, int]](), dict[str, int]()
    for (source, other), price in _named(model.resources, prices.resources):
        if not source:
            ceilings[other] = price
        elif other:
            years.setdefault(source, {})[other] = price
        else:
            sources[source] = price
    boards, exclusive = dict[str, dict[str, int]](), dict[str, int]()
    requires = dict[str, dict[str, int]]()
    for (kind, name, other), price in _named(model.ties.names, prices.ties):
        if kind == "exclusive":
            exclusive[name] = price
        elif kind == "requires":
            requires.setdefault(name, {})[other] = price
        else:
            boards.setdefault(name, {})[kind] = price
    floors = dict(_named(model.floors, prices.floors))
    return Multipliers(aim.scale, sources, years, ceilings, floors, boards, exclusive, requires)


def _named(names: Sequence[Name], prices: Integers) -> list[tuple[Name, int]]:
    return [(name, int(price)) for name, price in zip(names, prices, strict=True) if price]
