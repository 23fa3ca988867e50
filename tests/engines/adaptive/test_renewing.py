"""Items learnt anew from sittings over correlated competences."""

import json
from itertools import pairwise

import numpy as np
import pytest

from perron.engines.adaptive.joint import JointBank, correlated, joint_bank
from perron.engines.adaptive.renewing import (
    Person,
    apart_of,
    count,
    renew,
    told_read,
    untold,
)

AREAS = [0, 0, 1, 1]
COVARIANCE = correlated(AREAS, sd=1.5)
ITEMS = 24
COMPETENCE = np.arange(ITEMS) % len(AREAS)
RNG = np.random.default_rng(8)
A, B = np.exp(RNG.normal(0.18, 0.2, ITEMS)), RNG.normal(-0.5, 1.0, ITEMS)
GUESSED = B + RNG.normal(0, 0.6, ITEMS)
NOBODY = np.zeros(ITEMS, dtype=bool)
MEANS = np.zeros((2, len(AREAS)))


def a_bank(a: np.ndarray, b: np.ndarray) -> JointBank:
    items = [(float(x), float(y), 0.0, 1.0) for x, y in zip(a, b, strict=True)]
    return joint_bank(items, COMPETENCE.tolist(), COVARIANCE)


def people(number: int, *, seed: int, harder: float = 0.0, in_group: bool = False) -> list[Person]:
    """Each answers half of the items; item 0 is harder for the group."""
    rng = np.random.default_rng(seed)
    found = []
    for ability in rng.multivariate_normal(np.zeros(len(AREAS)), COVARIANCE, number):
        asked = rng.choice(ITEMS, ITEMS // 2, replace=False)
        shift = np.where(asked == 0, harder, 0.0)
        chance = 1 / (1 + np.exp(-A[asked] * (ability[COMPETENCE[asked]] - B[asked]) + shift))
        right = rng.random(len(asked)) < chance
        answers = tuple((int(i), int(x)) for i, x in zip(asked, right, strict=True))
        found.append(Person(answers, in_group))
    return found


def test_steps_lead_from_guesses_to_what_items_are() -> None:
    everybody = people(700, seed=2)
    a, b = np.full(ITEMS, 1.2), GUESSED
    author = (a, b)
    moves = []
    for _step in range(6):
        told = count(a_bank(a, b), MEANS, everybody, apart=NOBODY)
        new = renew(a_bank(a, b), told, author)
        a, b = new.a, new.b
        moves.append(new.moved)

    assert np.sqrt(((b - B) ** 2).mean()) < 0.25
    assert np.sqrt(((GUESSED - B) ** 2).mean()) > 0.4
    assert moves[-1] < 0.1
    assert np.abs((b - B) / new.se_b).max() < 4


def test_halves_counted_apart_say_the_same_as_the_whole() -> None:
    everybody, bank = people(60, seed=3), a_bank(A, B)
    whole = count(bank, MEANS, everybody, apart=NOBODY)
    first = count(bank, MEANS, everybody[:25], apart=NOBODY)
    written = json.loads(json.dumps(first.as_json()))
    both = told_read(written).plus(count(bank, MEANS, everybody[25:], apart=NOBODY))

    for name in ("answers", "score", "spread", "complete", "surplus", "variance", "persons"):
        assert getattr(both, name) == pytest.approx(getattr(whole, name))


def test_a_question_that_is_harder_for_a_group_stands_out() -> None:
    group = people(500, seed=4, harder=1.0, in_group=True)
    told = count(a_bank(A, B), MEANS, [*people(500, seed=5), *group], apart=NOBODY)
    shifts, ses, ps = apart_of(told)

    assert ps[0] == ps.min()
    assert shifts[0] == pytest.approx(1.0, abs=3 * ses[0])
    assert ps[0] < 0.01
    assert (ps[1:] < 0.01).sum() <= 1


def test_items_set_apart_move_no_profile_but_are_learnt_about() -> None:
    apart = NOBODY.copy()
    apart[0] = True
    one = Person(((0, 1), (5, 0)))
    other = Person(((0, 0), (5, 0)))
    bank = a_bank(A, B)
    with_right, with_wrong = (count(bank, MEANS, [who], apart=apart) for who in (one, other))

    assert with_right.means == pytest.approx(with_wrong.means)
    assert with_right.answers[0] == 1
    assert with_right.score[0, 1] > 0 > with_wrong.score[0, 1]


def test_what_nobody_answered_stays_as_its_author_has_it() -> None:
    bank = a_bank(A, B)
    new = renew(bank, untold(ITEMS, len(AREAS)), (A, B))
    shifts, ses, ps = apart_of(untold(ITEMS, len(AREAS)))

    assert new.b == pytest.approx(B)
    assert np.isinf(ses).all()
    assert (shifts == 0).all()
    assert (ps == 1).all()


def test_more_answers_make_an_item_surer() -> None:
    bank = a_bank(A, B)
    errors = [
        renew(bank, count(bank, MEANS, people(n, seed=6), apart=NOBODY), (A, B)).se_b.mean()
        for n in (50, 150, 450)
    ]
    assert all(more > fewer for more, fewer in pairwise(errors))
