"""Correlated competences: close to brute force, and what one answer tells of the others."""

import numpy as np
import pytest

from perron.engines.adaptive import joint
from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.joint import (
    JointBank,
    correlated,
    joint_bank,
    joint_next,
    joint_posterior,
)

AREAS = [0] * 3 + [1] * 6 + [2] * 4 + [3] * 4 + [4] * 4


def a_joint_bank(competences: int, items: int) -> JointBank:
    made = a_bank(items, np.random.default_rng(2))
    return joint_bank(
        [(item.a, item.b, item.c, item.d) for item in made],
        [number % competences for number in range(items)],
        correlated(AREAS[:competences]),
    )


def test_two_competences_are_close_to_brute_force() -> None:
    bank = a_joint_bank(2, 10)
    answers = [(0, 1), (1, 0), (2, 1), (4, 1), (6, 0), (3, 1)]
    axis = np.linspace(-5, 5, 201)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1)
    logs = -0.5 * np.einsum("...i,ij,...j", grid, bank.precision, grid)
    for item, score in answers:
        chance = 1 / (1 + np.exp(-bank.a[item] * (grid[..., bank.competence[item]] - bank.b[item])))
        logs += np.log(chance if score else 1 - chance)
    weights = np.exp(logs) / np.exp(logs).sum()
    means = (weights[..., None] * grid).sum(axis=(0, 1))
    sds = np.sqrt((weights[..., None] * (grid - means) ** 2).sum(axis=(0, 1)))

    view = joint_posterior(bank, answers)

    np.testing.assert_allclose(view.means, means, atol=0.01)
    np.testing.assert_allclose(view.sds, sds, rtol=0.03)


def test_an_answer_about_one_competence_tells_of_all_most_of_its_area() -> None:
    bank = a_joint_bank(21, 63)
    view = joint_posterior(bank, [(0, 1)])

    assert view.means[0] > view.means[1] > view.means[5] > 0
    assert (view.sds < 1).all()
    mean, sd = view.score(np.full(21, 1 / 21))
    assert mean > 0
    assert sd < np.sqrt(np.full(21, 1 / 21) @ bank.covariance @ np.full(21, 1 / 21))


def test_order_and_start_change_nothing_that_matters() -> None:
    bank = a_joint_bank(21, 63)
    answers = [(item, item % 2) for item in range(0, 60, 3)]
    whole = joint_posterior(bank, answers)

    assert (joint_posterior(bank, answers[::-1]).means == whole.means).all()
    again = joint_posterior(bank, answers, whole.mode)
    np.testing.assert_allclose(again.means, whole.means, atol=1e-4)


def test_one_turn_already_comes_near(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = a_joint_bank(2, 10)
    whole = joint_posterior(bank, [(0, 1), (1, 0)])
    monkeypatch.setattr(joint, "TURNS", 1)

    np.testing.assert_allclose(
        joint_posterior(bank, [(0, 1), (1, 0)]).means, whole.means, atol=0.05
    )


def test_answers_that_surprise_are_found_too() -> None:
    bank = a_joint_bank(21, 630)
    view = joint_posterior(bank, [(item, 1) for item in range(500)])

    assert np.isfinite(view.means).all()
    assert (view.means > 2).all()


def test_42_joint_items_beat_as_many_apart() -> None:
    rng, bank = np.random.default_rng(5), a_joint_bank(21, 210)
    root, errors = np.linalg.cholesky(bank.covariance), []
    for _ in range(25):
        true = root @ rng.normal(size=21)
        answers, view, still = [], joint_posterior(bank, []), np.ones(210, dtype=bool)
        for _ in range(42):
            item = joint_next(bank, view, still)
            still[item] = False
            apart = bank.a[item] * (true[bank.competence[item]] - bank.b[item])
            answers.append((item, int(rng.random() < 1 / (1 + np.exp(-apart)))))
            view = joint_posterior(bank, answers, view.mode)
        errors.append(view.means - true)

    assert np.sqrt(np.mean(np.square(errors))) < 0.60  # 0.68 apart


@pytest.mark.parametrize(
    ("numbers", "covariance", "said"),
    [
        ([0, 2], np.eye(2), "measure one of the competences"),
        ([0], np.eye(2), "measure one of the competences"),
        ([0, 1], np.array([[1.0, 2.0], [2.0, 1.0]]), "contradict"),
        ([0, 1], np.array([[1.0, 0.5], [0.2, 1.0]]), "contradict"),
    ],
)
def test_a_bank_that_cannot_be_is_refused(
    numbers: list[int], covariance: Floats, said: str
) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        joint_bank([(1, 0, 0, 1)] * 2, numbers, covariance)


def test_an_item_twice_and_none_left_are_refused() -> None:
    bank = a_joint_bank(2, 4)
    with pytest.raises(AdaptiveRefused, match="answered twice"):
        joint_posterior(bank, [(0, 1), (0, 0)])
    with pytest.raises(AdaptiveRefused, match="No item"):
        joint_next(bank, joint_posterior(bank, []), np.zeros(4, dtype=bool))
