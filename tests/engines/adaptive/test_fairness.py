"""Fairness: a planted difference is found, and nothing else."""

from importlib import import_module

import numpy as np
import pytest

from perron.engines.adaptive import fairness
from perron.engines.adaptive.blueprint import Mask
from perron.engines.adaptive.calibrating.responses import Small
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.fairness import differences
from perron.engines.adaptive.generating import a_bank

PLANTED = 0.64


def two_groups(seed: int, planted: list[int], *, empty: float = 0.0) -> tuple[Small, Mask]:
    """500 persons in each, 30 items; the second group is half a logit less able."""
    rng = np.random.default_rng(seed)
    bank = a_bank(30, rng)
    a, b = np.array([item.a for item in bank]), np.array([item.b for item in bank])
    group = np.repeat([False, True], 500)
    logits = a * ((rng.normal(size=1000) - 0.5 * group)[:, None] - b)
    logits[np.ix_(np.flatnonzero(group), np.array(planted, dtype=np.int64))] -= PLANTED
    scores = (rng.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(np.int8)
    return np.where(rng.random(logits.shape) < empty, np.int8(-1), scores), group


def easiest(seed: int) -> list[int]:
    """Three items of middling difficulty."""
    bank = a_bank(30, np.random.default_rng(seed))
    return [int(one) for one in np.argsort([abs(item.b) for item in bank])[:3]]


@pytest.mark.slow
def test_a_planted_difference_is_found_with_500_in_each_group() -> None:
    hits, shifts, false = 0, [], 0
    for seed in range(5):
        planted = easiest(seed)
        found = differences(*two_groups(seed, planted))
        hits += sum(found.differences[item].flagged for item in planted)
        shifts += [found.differences[item].apart for item in planted]
        false += sum(one.flagged for one in found.differences if one.item not in planted)
        assert found.mean == pytest.approx(-0.5, abs=0.2)

    assert hits >= 12  # of 15
    assert np.mean(shifts) == pytest.approx(PLANTED, abs=0.12)
    assert false <= 5  # of 135, at one in a hundred


@pytest.mark.slow
def test_adaptive_answers_with_most_cells_empty_are_compared_too() -> None:
    planted = easiest(7)
    found = differences(*two_groups(7, planted, empty=0.4), alpha=0.05)

    assert sum(found.differences[item].apart > 0.2 for item in planted) == 3
    assert sum(one.flagged for one in found.differences) <= 8


def test_flags_that_come_and_go_end(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = np.full(3, 0.5)
    rounds = iter([np.array([0.0, 0.5, 0.5]), flat, np.array([0.0, 0.5, 0.5])] * 9)
    monkeypatch.setattr(fairness, "compared", lambda *_: (flat, flat, next(rounds), 0.0, 1.0))

    scores = np.array([[0, 1, 0], [1, 0, 1]] * 2, dtype=np.int8)
    assert differences(scores, np.array([True, True, False, False])).rounds == 3


@pytest.mark.parametrize(
    ("scores", "alpha", "said"),
    [
        ([[1, 0], [0, 1], [1, 1], [1, 0]], 0.01, "Item 1 cannot be compared: in the group"),
        ([[1, 0], [1, 1], [1, 1], [0, 0]], 0.01, "Item 1 cannot be compared: in the others"),
        ([[1, 0], [0, 1], [1, 1], [0, 0]], 0.0, "between 0 and 1"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    scores: list[list[int]], alpha: float, said: str
) -> None:
    group = np.array([False, False, True, True])
    with pytest.raises(AdaptiveRefused, match=said):
        differences(np.array(scores, dtype=np.int8), group, alpha=alpha)


def test_answers_in_several_chunks_are_compared_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, group = two_groups(1, easiest(1))
    whole = fairness.compared(scores, group, set())
    monkeypatch.setattr(import_module("perron.engines.adaptive.calibrating.responses"), "ROWS", 300)
    parts = fairness.compared(scores, group, set())

    np.testing.assert_allclose(parts[0], whole[0], atol=1e-5)
    np.testing.assert_allclose(parts[1], whole[1], rtol=1e-5)
