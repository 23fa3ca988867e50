"""Ability: equal to brute force, honest, and never punished for a right answer."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perron.engines.adaptive.ability import (
    Prior,
    below,
    estimate,
    levels,
    posterior,
    prior_weights,
    quantile,
)
from perron.engines.adaptive.bank import Floats, Item
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.tables import tabulate
from perron.engines.adaptive.uncertainty import widened

BANK = (*a_bank(12, np.random.default_rng(2), guessed=True), Item(1, 0.3, steps=(-0.5, 0.5)))
TABLES = tabulate(BANK)
BEFORE = prior_weights(TABLES.points, Prior())
ANSWERS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 1)), unique_by=lambda one: one[0])


def mean(answers: list[tuple[int, int]]) -> float:
    return float(TABLES.points @ posterior(TABLES, BEFORE, answers))


def brute(answers: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    """A hundred times as many points, and plain products."""
    at = np.linspace(-9, 9, 20_001)
    weights = np.exp(-(at**2) / 4.5)
    fine = tabulate(BANK, at)
    for item, score in answers:
        weights *= fine.chances[item, score]
    return at, weights / weights.sum()


def test_mean_sd_and_interval_equal_brute_force() -> None:
    answers = [(0, 1), (3, 0), (5, 1), (7, 1), (12, 1), (9, 0)]
    at, weights = brute(answers)
    found = estimate(TABLES.points, posterior(TABLES, BEFORE, answers))

    assert found.mean == pytest.approx(float(at @ weights), abs=1e-4)
    assert found.sd**2 == pytest.approx(float((at - at @ weights) ** 2 @ weights), abs=5e-4)
    sums = np.cumsum(weights)
    assert found.low == pytest.approx(float(at[np.searchsorted(sums, 0.025)]), abs=3e-3)
    assert found.high == pytest.approx(float(at[np.searchsorted(sums, 0.975)]), abs=3e-3)


def test_the_distribution_function_is_right_between_points_too() -> None:
    weights = prior_weights(TABLES.points, Prior(0.037, 0.25))

    assert quantile(TABLES.points, weights, 0.975) == pytest.approx(
        0.037 + 0.25 * 1.959964, abs=1e-3
    )
    at = np.array([-9.0, 0.037, 9.0])
    told = below(TABLES.points, np.broadcast_to(weights, (3, len(weights))), at)
    np.testing.assert_allclose(told, [0, 0.5, 1], atol=1e-3)


@given(ANSWERS)
def test_one_more_right_answer_never_lowers_the_estimate(answers: list[tuple[int, int]]) -> None:
    for place, (item, score) in enumerate(answers):
        others = answers[:place] + answers[place + 1 :]
        better = [*others, (item, 1)]
        assert mean(better) >= mean(others) - 1e-12
        assert mean(better) >= mean([*others, (item, score)]) - 1e-12


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_changes_nothing(
    answers: list[tuple[int, int]], chance: Random
) -> None:
    mixed = list(answers)

    chance.shuffle(mixed)

    assert (posterior(TABLES, BEFORE, mixed) == posterior(TABLES, BEFORE, answers)).all()


def test_answers_that_contradict_the_prior_beyond_floating_point_still_count() -> None:
    tables = tabulate([Item(40, 5), Item(50, 4)])
    before = prior_weights(tables.points, Prior(-5, 0.1))

    weights = posterior(tables, np.where(tables.points < -4, before, 0), [(0, 1), (1, 1)])

    assert weights.sum() == pytest.approx(1)


def test_the_chances_of_levels_add_up_to_one() -> None:
    told = levels(TABLES.points, BEFORE, (-1.0, 0.0, 1.0))

    assert told.sum() == pytest.approx(1)
    assert told[:2].sum() == pytest.approx(0.5, abs=1e-4)
    with pytest.raises(AdaptiveRefused, match="have to rise"):
        levels(TABLES.points, BEFORE, (1.0, 0.0))


@pytest.mark.parametrize(
    ("answers", "said"),
    [([(0, 1), (0, 0)], "answered twice"), ([(99, 1)], "no item 99"), ([(0, 2)], "no score 2")],
)
def test_an_answer_that_cannot_be_is_refused(answers: list[tuple[int, int]], said: str) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        posterior(TABLES, BEFORE, answers)


@pytest.mark.parametrize("prior", [Prior(0, 0.0), Prior(0, float("nan")), Prior(1e9, 1.0)])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_prior_off_the_scale_is_refused(prior: Prior) -> None:
    with pytest.raises(AdaptiveRefused, match="no weight on the scale"):
        prior_weights(TABLES.points, prior)


@pytest.mark.parametrize("name", ["a", "b"])
@pytest.mark.parametrize(
    ("item", "score"),
    [(Item(1.2, 0.4, 0.1), 1), (Item(1.2, 0.4), 0), (Item(1.1, 0.2, steps=(-0.5, 0.5)), 1)],
)
def test_an_uncertain_item_widens_the_error_by_what_it_moves(
    name: str, item: Item, score: int
) -> None:
    moved = {
        sign: Item(**{**fields(item), name: getattr(item, name) + sign * 1e-4}) for sign in (1, -1)
    }
    means = []
    for sign in (1, -1):
        tables = tabulate([moved[sign]])
        means.append(float(tables.points @ posterior(tables, BEFORE, [(0, score)])))
    slope = (means[0] - means[1]) / 2e-4
    tables = tabulate([Item(**{**fields(item), f"se_{name}": 0.3})])
    weights = posterior(tables, BEFORE, [(0, score)])
    sd = estimate(tables.points, weights).sd

    assert widened(tables, weights, [(0, score)]) ** 2 == pytest.approx(
        sd**2 + (0.3 * slope) ** 2, rel=1e-5
    )


def fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("a", "b", "c", "d", "steps")}
