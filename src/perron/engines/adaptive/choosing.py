"""The next item: the most telling one that may be asked and is not unkind."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Mask
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.tables import Tables

EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class Rules:
    """How an item is chosen.

    ``criterion``: information at the estimate, or averaged over the posterior. ``best_of``: one
    of so many best, drawn evenly. ``least_chance``: no item whose expected share of right
    answers is lower; after each miss in a row the chance of another is multiplied by ``ease``.
    ``last_chance``: the same bound for the last item. 0 asks for no kindness.
    """

    criterion: Literal["information", "weighted"] = "information"
    best_of: int = 1
    least_chance: float = 0.0
    ease: float = 0.7
    last_chance: float = 0.0


KIND = Rules(least_chance=0.70, last_chance=0.85)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a sitting stands: misses in a row just now, and whether one item is left."""

    misses: int = 0
    is_last: bool = False


def choose(
    tables: Tables,
    weights: Floats,
    open_items: Mask,
    *,
    rules: Rules,
    moment: Moment,
    rng: np.random.Generator,
) -> int:
    """The number of the next item; AdaptiveRefused where none is open."""
    if not open_items.any():
        raise AdaptiveRefused("No item can be asked that keeps the blueprint.")
    worth = worth_of(tables, weights, rules)
    bound = bound_of(rules, moment)
    kind = _kind(tables.share @ weights, open_items, bound) if bound > 0 else open_items
    if rules.best_of == 1:
        return int(np.where(kind, worth, -1.0).argmax())
    candidates = np.flatnonzero(kind)
    best = np.argsort(-worth[candidates], kind="stable")[: rules.best_of]
    return int(candidates[best[int(rng.integers(len(best)))]])


def worth_of(tables: Tables, weights: Floats, rules: Rules) -> Floats:
    """What each item is expected to tell, (J,): Fisher's information."""
    if rules.criterion == "weighted":
        average: Floats = tables.information @ weights
        return average
    place = float((tables.points @ weights - tables.points[0]) / tables.step)
    left = min(int(place), len(tables.points) - 2)
    part = place - left
    at: Floats = tables.information[:, left] * (1 - part) + tables.information[:, left + 1] * part
    return at


def bound_of(rules: Rules, moment: Moment) -> float:
    """The least chance of a right answer that the next item may have."""
    bound = rules.least_chance
    if bound > 0:
        bound = 1 - (1 - bound) * rules.ease**moment.misses
    return max(bound, rules.last_chance) if moment.is_last else bound


def _kind(chances: Floats, open_items: Mask, bound: float) -> Mask:
    """The open items that are easy enough; the easiest alone where none is."""
    told = np.where(open_items, chances, -1.0)
    easy = told >= bound
    found: Mask = easy if easy.any() else told >= told.max() - EVEN
    return found
