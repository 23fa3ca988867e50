"""Calibration: equal to the published values, and to brute force on little."""

from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating import (
    Chunk,
    Options,
    Work,
    calibrate,
    expecting,
    fitting,
    responses,
    spread_out,
)
from perron.engines.adaptive.calibrating.expecting import Parameters, expect
from perron.engines.adaptive.calibrating.observing import observed_errors
from perron.engines.adaptive.calibrating.responses import Small, gathered
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.tables import points_of_ability
from tests.engines.adaptive import lsat6

LSAT6 = responses(lsat6.SCORES, lsat6.TIMES)


def invented(persons: int, items: int, *, empty: float = 0.0, floor: float = 0.0) -> Small:
    rng = np.random.default_rng(8)
    bank = a_bank(items, rng)
    apart = rng.normal(size=persons)[:, None] - np.array([item.b for item in bank])
    chance = floor + (1 - floor) / (1 + np.exp(-np.array([item.a for item in bank]) * apart))
    scores = (rng.random(chance.shape) < chance).astype(np.int8)
    return np.where(rng.random(chance.shape) < empty, np.int8(-1), scores)


def test_two_parameters_are_the_published_ones() -> None:
    found = calibrate(LSAT6)

    assert found.settled
    assert found.loglik == pytest.approx(lsat6.LOGLIK_2PL, abs=1e-3)
    np.testing.assert_allclose(found.parameters.a, lsat6.A_2PL, atol=1e-3)
    np.testing.assert_allclose(found.parameters.d, lsat6.D_2PL, atol=1e-3)
    np.testing.assert_allclose(found.se_a, lsat6.SE_A_2PL, atol=1e-3)
    np.testing.assert_allclose(found.se_d, lsat6.SE_D_2PL, atol=1e-3)


def test_one_parameter_is_the_published_one() -> None:
    found = calibrate(LSAT6, Options(model="1pl"))

    assert found.loglik == pytest.approx(lsat6.LOGLIK_1PL, abs=1e-3)
    np.testing.assert_allclose(found.parameters.a, lsat6.A_1PL, atol=1e-3)
    np.testing.assert_allclose(found.b, lsat6.B_1PL, atol=1e-3)
    assert len(set(found.se_a)) == 1


@pytest.mark.parametrize("floor", [0.0, 0.2])
@pytest.mark.parametrize("empty", [0.0, 0.2])
def test_errors_are_those_of_the_numerical_second_derivative(floor: float, empty: float) -> None:
    answers = responses(invented(800, 6, empty=empty, floor=floor))
    found = calibrate(answers, Options(floors=np.full(6, floor))).parameters
    points = points_of_ability(61)
    flat = np.concatenate([found.a, found.d])

    def loglik(at: Floats) -> float:
        return expect(answers, replace(found, a=at[:6], d=at[6:]), points).loglik

    step = 1e-3 * np.eye(12)
    held = (
        np.array(
            [
                [
                    loglik(flat + one - other)
                    + loglik(flat - one + other)
                    - loglik(flat + one + other)
                    - loglik(flat - one - other)
                    for other in step
                ]
                for one in step
            ]
        )
        / 4e-6
    )
    expected = np.sqrt(np.diag(np.linalg.inv(held)))
    _, (se_a, se_d, _) = observed_errors(answers, found, points, equal=False)

    np.testing.assert_allclose(np.concatenate([se_a, se_d]), expected, rtol=1e-2)


def test_many_answers_in_chunks_give_what_all_at_once_give(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = invented(600, 8, empty=0.3)

    def chunks() -> Iterator[Chunk]:
        for start in range(0, 600, 100):
            part = scores[start : start + 100]
            yield Chunk(part, np.ones(len(part)), np.zeros(len(part), np.int64))

    whole, parts = calibrate(responses(scores)), calibrate(gathered(chunks))
    np.testing.assert_allclose(parts.parameters.a, whole.parameters.a, atol=1e-6)
    np.testing.assert_allclose(parts.se_b, whole.se_b, rtol=1e-6)
    monkeypatch.setattr(expecting, "LARGE", 10)
    single = calibrate(responses(scores))
    np.testing.assert_allclose(single.parameters.d, whole.parameters.d, atol=2e-3)


def test_two_halves_counted_on_other_machines_give_the_same_fit() -> None:
    scores = invented(600, 8, empty=0.3)
    group = np.arange(600) % 2
    halves = [
        Chunk(scores[start : start + 300], np.ones(300), group[start : start + 300])
        for start in (0, 300)
    ]
    with get_context("spawn").Pool(1) as pool:

        def spread(work: Work) -> Iterator[Any]:
            return pool.imap_unordered(work, reversed(halves))  # in whatever order they come back

        apart = calibrate(spread_out(spread, 2))
    here = calibrate(responses(scores, groups=group))

    np.testing.assert_allclose(apart.parameters.a, here.parameters.a, atol=1e-6)
    np.testing.assert_allclose(apart.parameters.means, here.parameters.means, atol=1e-6)
    np.testing.assert_allclose(apart.se_b, here.se_b, rtol=1e-6)
    assert apart.loglik == pytest.approx(here.loglik)


def test_noise_in_the_likelihood_does_not_keep_it_from_settling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "NOISES", (-1e-3, -1e-3))  # every step seems a loss
    found = calibrate(LSAT6)

    assert found.settled
    np.testing.assert_allclose(found.parameters.a, calibrate(LSAT6).parameters.a, atol=1e-4)


def test_empty_cells_weights_and_repeated_rows_agree() -> None:
    twice = np.repeat(lsat6.SCORES, 2, axis=0)
    found = calibrate(responses(twice, np.repeat(lsat6.TIMES / 2, 2)))

    np.testing.assert_allclose(found.parameters.a, calibrate(LSAT6).parameters.a, atol=1e-5)


def test_a_long_test_is_calibrated_without_bias() -> None:
    scores = invented(2000, 80)
    bank = a_bank(80, np.random.default_rng(8))
    found = calibrate(responses(scores))

    assert abs(float(np.mean(found.parameters.a) - np.mean([item.a for item in bank]))) < 0.03
    pulls = (found.b - np.array([item.b for item in bank])) / found.se_b
    assert 0.7 < float(np.std(pulls)) < 1.3


def test_a_step_that_loses_likelihood_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, calls = fitting.ahead, []

    def wild(trail: fitting.Trail) -> Floats:
        calls.append(1)
        found = ahead(trail)
        return found + 3 if len(calls) == 3 else found

    monkeypatch.setattr(fitting, "ahead", wild)

    np.testing.assert_allclose(calibrate(LSAT6).parameters.a, lsat6.A_2PL, atol=1e-3)


def test_too_few_steps_are_told() -> None:
    assert not calibrate(LSAT6, Options(steps=2)).settled


def test_what_no_answer_tells_has_no_bounded_error() -> None:
    parameters = Parameters(np.ones(2), np.zeros(2), np.zeros(2), np.zeros(1), np.ones(1))
    empty = responses(np.full((3, 2), -1, dtype=np.int8))

    _, (se_a, _, _) = observed_errors(empty, parameters, points_of_ability(61), equal=False)

    assert np.isinf(se_a).all()


@pytest.mark.parametrize(
    ("scores", "options", "said"),
    [
        ([[1, 0], [1, 1]], Options(), "Item 1 cannot be calibrated"),
        ([[1], [0]], Options(), "One item alone"),
        ([[1, 0], [0, 1]], Options(floors=np.array([0.0, 1.0])), "floors"),
        ([[1, 2], [0, 1]], Options(), "neither 0, 1 nor empty"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(
    scores: list[list[int]], options: Options, said: str
) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        calibrate(responses(np.array(scores, dtype=np.int8)), options)


def test_a_group_of_nobody_is_refused() -> None:
    groups = np.array([0, 2] * 2)
    with pytest.raises(AdaptiveRefused, match="holds nobody"):
        calibrate(responses(np.array([[1, 0], [0, 1]] * 2, dtype=np.int8), groups=groups))
