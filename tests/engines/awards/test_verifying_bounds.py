"""The verifier's bounds: true for every allowed result, and exact where nothing is relaxed."""

from typing import Any

import pytest

from perron.engines.awards.verifying.bounding import Bounds, solved
from perron.engines.awards.verifying.cases import Case, read_case
from perron.engines.awards.verifying.pricing import Prices, read_prices
from perron.engines.awards.verifying.trials import Trial
from tests.engines.awards import making, oracle
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tiny import a_knotty_edition, an_edition

RULELESS = ("exclusive", "boards")


def some_bounds(seed: int, instance: dict[str, Any], awards: oracle.Awards) -> Bounds:
    """The bounds of a result at multipliers drawn at random."""
    draw, case = Draw(4, seed), read_case(instance)
    prices = {
        name: making.some_prices(draw, case, scored="quality" in name) for name in making.BOUNDS
    }
    return Bounds(Trial(case, making.make_result(instance, awards, prices)))


@pytest.mark.parametrize("seed", range(24))
def test_no_allowed_result_passes_a_bound(seed: int) -> None:
    instance = a_knotty_edition(seed, 5) if seed % 2 else an_edition(seed, 5)
    edition = oracle.Edition(instance)
    results = list(oracle.allowed(edition))
    awards = Draw(5, seed).pick(results)
    bounds = some_bounds(seed, instance, awards)
    short = oracle.shortfall(edition, awards)
    no_worse = [other for other in results if oracle.shortfall(edition, other) <= short]

    assert max(oracle.quality(edition, other) for other in no_worse) <= bounds.quality()
    assert min(oracle.shortfall(edition, other) for other in results) >= bounds.shortfall()


@pytest.mark.parametrize("seed", range(24))
def test_without_cutoffs_the_bounds_are_wider(seed: int) -> None:
    bounds = some_bounds(seed, an_edition(seed, 5), {})

    assert bounds.quality() <= bounds.quality_free(bounds.for_quality)
    assert bounds.shortfall() >= bounds.shortfall_free(bounds.for_shortfall)


@pytest.mark.parametrize("seed", range(24))
def test_who_is_settled_has_the_same_fate_in_every_result_as_good(seed: int) -> None:
    instance = a_knotty_edition(seed, 5) if seed % 2 else an_edition(seed, 5)
    best = oracle.solve(instance)
    prices = making.good_prices(Draw(6, seed), instance, best.awards)
    still_open = making.make_result(instance, best.awards, prices)["open"]
    edition = oracle.Edition(instance)
    as_good = [
        awards
        for awards in oracle.allowed(edition)
        if oracle.shortfall(edition, awards) <= best.shortfall
        and oracle.quality(edition, awards) >= best.quality
    ]

    differing = {name for awards in as_good for name in awards.keys() ^ best.awards.keys()}
    assert differing <= set(still_open)


def without_limits(seed: int) -> dict[str, Any]:
    """An edition of one cell in which only cut-offs bind: no limits, and nobody is excused."""
    instance = an_edition(seed, 5)
    for name in RULELESS:
        instance.pop(name, None)
    for source in instance["sources"]:
        source |= {"limit": 10**9, "years": {}}
    for group in instance["groups"]:
        group.pop("ceiling", None)
    for application in instance["applications"]:
        application |= {"cell": "cell-a", "requires": []}
        application.pop("board", None)
    return instance


def worth_of(case: Case, prices: Prices, awards: oracle.Awards) -> int:
    """What awards are worth at some prices."""
    worth = prices.worth(case, scored=True)
    return sum(worth(case.known[name], *award) for name, award in awards.items())


@pytest.mark.parametrize("seed", range(24))
def test_the_best_of_a_cell_is_the_best_of_all_its_cutoffs(seed: int) -> None:
    instance = without_limits(seed)
    case = read_case(instance)
    prices = read_prices(making.some_prices(Draw(7, seed), case, scored=True))
    results = list(oracle.allowed(oracle.Edition(instance)))
    cells = solved(case, prices.worth(case, scored=True))

    assert sum(cell.best for cell in cells) == max(
        worth_of(case, prices, awards) for awards in results
    )
    for cell in cells:
        for name, best in cell.best_by_fate():
            for funded in (True, False):
                worths = [
                    worth_of(case, prices, awards)
                    for awards in results
                    if (name in awards) == funded
                ]
                assert max(worths) == best[funded]


def test_an_application_on_a_board_without_limits_is_never_excused() -> None:
    instance = an_edition(0)
    instance["boards"] = [{"id": "board-1"}, {"id": "board-2", "most_money": 10**9}]
    instance.pop("exclusive", None)
    for application in instance["applications"]:
        application |= {"board": "board-2", "requires": []}
    cells = solved(case := read_case(instance), lambda *_: 1)

    assert not any(options.may_rest for cell in cells for _, options in cell.options)
    assert (case.most_awards, case.most_money) == ({}, {"board-2": 10**9})
