"""What may be asked so that a blueprint can still be met: the same as all at once by arrays."""

import numpy as np
import pytest

from perron.engines.adaptive.blueprint import Blueprint, Facts, Mask, Plan, Quota, Whole, plan
from perron.engines.adaptive.completing import NONE, Bounds, Completion
from perron.engines.adaptive.errors import AdaptiveRefused

RNG = np.random.default_rng


def by_arrays(bounds: Bounds, state: tuple[Whole, Whole], more: int) -> bool:
    """Say whether ``more`` items complete a state, from the definition."""
    counts, left = state
    within = np.array(bounds.area_of)[:, None] == np.arange(len(bounds.area_least))
    low = np.maximum(np.array(bounds.least) - counts, 0)
    high = np.minimum(np.array(bounds.most) - counts, left)
    of_area = counts @ within
    area_low = np.maximum(low @ within, np.array(bounds.area_least) - of_area)
    area_high = np.minimum(high @ within, np.array(bounds.area_most) - of_area)
    fits = (low <= high).all() and (area_low <= area_high).all()
    return bool(fits and area_low.sum() <= more <= area_high.sum())


def an_invented_plan(rng: np.random.Generator) -> Plan:
    competences, areas = int(rng.integers(1, 7)), int(rng.integers(1, 4))
    area_of = rng.integers(0, areas, competences)
    facts = [
        Facts(
            f"A{area_of[one]}",
            f"C{one}",
            family=f"{rng.integers(12)}" if rng.random() < 0.6 else "",
            enemies=f"{rng.integers(4)}" if rng.random() < 0.1 else "",
        )
        for one in rng.integers(0, competences, 30)
    ]
    quotas = {
        one.competence: Quota(int(rng.integers(0, 2)), int(rng.integers(2, 6))) for one in facts
    }
    of_areas = {one.area: Quota(int(rng.integers(0, 3)), int(rng.integers(4, 9))) for one in facts}
    blueprint = Blueprint(int(rng.integers(2, 10)), areas=of_areas, competences=quotas)
    return plan(facts, blueprint, rng.random(30) < 0.9)


@pytest.mark.parametrize("seed", range(60))
def test_open_and_spare_items_are_those_of_the_definition(seed: int) -> None:
    rng = RNG(seed)
    try:
        made = an_invented_plan(rng)
    except AdaptiveRefused:
        return
    asked: list[int] = []
    barred = rng.choice(30, int(rng.integers(0, 2)), replace=False).tolist()
    while len(asked) < made.length:
        opened = made.open_items(asked, barred)
        assert (opened == opened_by_arrays(made, (asked, barred), counting=True)).all()
        spare = made.spare_items(asked, barred)
        assert (spare == opened_by_arrays(made, (asked, barred), counting=False)).all()
        if not opened.any():
            assert barred
            return
        asked.append(int(rng.choice(np.flatnonzero(opened))))
    assert made.is_met(asked)


def opened_by_arrays(made: Plan, gone: tuple[list[int], list[int]], *, counting: bool) -> Mask:
    asked, barred = gone
    size = len(made.bounds.area_of)
    used = set(made.unit[[*asked, *barred]].tolist())
    left = np.zeros(size, dtype=np.int64)
    for unit, home in enumerate(made.home):
        if unit not in used and home != NONE:
            left[home] += 1
    counts = np.bincount(made.leaf[asked], minlength=size)
    found = np.zeros(len(made.leaf), dtype=bool)
    for item in range(len(found)):
        home = made.home[made.unit[item]]
        if made.unit[item] in used or (counting and not made.usable[item]):
            continue
        one = np.arange(size)
        more = made.length - len(asked) - counting
        state = counts + (counting & (one == made.leaf[item])), left - (one == home)
        found[item] = by_arrays(made.bounds, state, more)
    return found


def test_what_is_asked_of_each_area_counts_too() -> None:
    bounds = Bounds((0, 0, 1), (1, 0, 0), (3, 3, 3), (3, 1), (4, 4))

    assert not bounds.met([0, 3, 1])
    assert not bounds.met([1, 1, 1])
    assert bounds.met([1, 2, 1])
    assert Completion(bounds, [0, 0, 0], [2, 2, 2]).holds(4)
    assert not Completion(bounds, [0, 0, 0], [2, 2, 2]).holds(3)
    assert not Completion(bounds, [0, 0, 0], [0, 4, 2]).holds(4)
