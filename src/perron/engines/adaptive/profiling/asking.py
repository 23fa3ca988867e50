"""The next question of a profile: easy first, areas in turn, then what tells most and is kind."""

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Mask
from perron.engines.adaptive.choosing import Moment, Rules, bound_of
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.joint import outlook
from perron.engines.adaptive.profiling.designing import ProfileDesign
from perron.engines.adaptive.profiling.looking import ProfileView, look
from perron.engines.adaptive.seeding import newest
from perron.engines.adaptive.sitting import Sitting

FIRST_CHANCE = 0.90
ALIKE = 0.02  # where none is easy enough: how much harder than the easiest is as good


def lot(seed: int, sitting: Sitting) -> np.random.Generator:
    """The generator for the next question of a sitting: resumed, it asks the same."""
    return np.random.default_rng([seed, len(sitting.answers)])


def next_item(
    design: ProfileDesign,
    sitting: Sitting,
    rng: np.random.Generator,
    *,
    view: ProfileView | None = None,
    last: bool = False,
) -> int | None:
    """The item to ask, None at the end. AdaptiveRefused where none is left.

    Where items that were dropped leave no way to the blueprint, any that is left may come.

    ``view``: what ``look`` told of the same sitting, where it is at hand. ``last``: the person
    wants to end, with a question that is likely to go well.
    """
    seen = look(design, sitting) if view is None else view
    if seen.ended:
        return None
    asked = [item for item, _ in seen.answers]
    gone = sorted({item for item, _ in sitting.answers}.difference(asked) | sitting.dropped)
    ends = last or len(asked) + 1 == design.plan.length
    bound = _bound(design, sitting, Moment(_misses(sitting), ends))
    if len(sitting.kept) in design.places and not ends:
        spare = design.plan.spare_items(asked, gone) & design.fresh
        if (easy := spare & (_chances(design, seen) >= bound)).any():
            return newest(design.answered, easy, rng)
    still = design.plan.open_items(asked, gone)
    if not still.any():  # what was dropped, or barred since, is missing: better short than cut off
        still = design.plan.unused_items(asked, gone)
    if len(asked) < design.conduct.opening:
        still = _in_turn(design, asked, still)
    return _most_telling(design, seen, still, bound=bound, rng=rng)


def _bound(design: ProfileDesign, sitting: Sitting, moment: Moment) -> float:
    """The least chance of a right answer that the next item may have.

    From the first question on it falls evenly, until the opening is over.
    """
    rules, number = design.conduct.rules, len(sitting.kept)
    if sitting.harder_from is not None and len(sitting.answers) >= sitting.harder_from:
        return bound_of(Rules(last_chance=rules.last_chance), moment)
    bound = bound_of(rules, moment)
    if rules.least_chance <= 0 or number >= design.conduct.opening:
        return bound
    part = number / design.conduct.opening
    return max(bound, FIRST_CHANCE * (1 - part) + rules.least_chance * part)


def _misses(sitting: Sitting) -> int:
    """How many of the last answers were wrong, one after the other."""
    misses = 0
    for _, score in reversed(sitting.kept):
        if score:
            break
        misses += 1
    return misses


def _in_turn(design: ProfileDesign, asked: list[int], still: Mask) -> Mask:
    """The open items of the areas that have been asked of least."""
    counts = np.bincount(design.bank.area[asked], minlength=len(design.bank.shares))
    by_item = counts[design.bank.area]
    return still & (by_item == by_item[still].min()) if still.any() else still


def _chances(design: ProfileDesign, view: ProfileView) -> Floats:
    """The expected chance of a right answer to each item, (J,)."""
    return outlook(design.joint, view.posterior, np.arange(len(design.bank.items)))[0]


def _most_telling(
    design: ProfileDesign,
    view: ProfileView,
    still: Mask,
    *,
    bound: float,
    rng: np.random.Generator,
) -> int:
    """One of the best of the items that are easy enough, or as good as the easiest."""
    items = np.flatnonzero(still)
    if not len(items):
        raise AdaptiveRefused("No item is left that this person can be asked.")
    chances, worth = outlook(design.joint, view.posterior, items)
    easiest = chances.max()
    worth[chances < (bound if easiest >= bound else easiest - ALIKE)] = -1.0
    best = min(design.conduct.rules.best_of, int((worth >= 0).sum()))
    for _ in range(int(rng.integers(best)) if best > 1 else 0):
        worth[worth.argmax()] = -1.0
    return int(items[worth.argmax()])
