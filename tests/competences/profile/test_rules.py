"""What is told of a level, which steps lie near, and what is more than chance."""

from math import exp

import numpy as np
import pytest
from django.utils.translation import override

from perron.competences.rules.nearing import Step, chance_of, nearest
from perron.competences.rules.progressing import PART, WHOLE, Verdict, change
from perron.competences.rules.telling import in_hundred, in_ten, told


def step(family: str, chance: float, competence: str = "1.1", *, missed: bool = False) -> Step:
    return Step(family, competence, 1, chance, missed)


@pytest.mark.parametrize(
    ("chances", "words", "chance"),
    [
        ((0.05, 0.83, 0.1, 0.02), "very probably basic", "8 chances in 10"),
        ((0.0, 0.3, 0.7, 0.0), "probably intermediate", "7 chances in 10"),
        ((0.0, 0.0, 0.0, 1.0), "almost certainly advanced", "more than 9 chances in 10"),
        ((0.45, 0.4, 0.1, 0.05), "on the way to basic or basic", "8 chances in 10"),
        ((0.1, 0.4, 0.35, 0.15), "basic or intermediate", "8 chances in 10"),
        ((0.1, 0.1, 0.3, 0.5), "intermediate or advanced", "8 chances in 10"),
        ((0.25, 0.25, 0.25, 0.25), "on the way to basic or basic", "5 chances in 10"),
    ],
)
def test_a_level_is_told_with_its_chance_and_two_where_one_is_little(
    chances: tuple[float, ...], words: str, chance: str
) -> None:
    with override("en"):
        found = told(chances)

    assert (found.words, found.chance) == (words, chance)


def test_nothing_is_told_as_certain() -> None:
    with override("en"):
        assert in_ten(1.0) == "more than 9 chances in 10"
        assert in_ten(0.0) == "less than 1 chance in 10"
        assert in_ten(0.1) == "1 chance in 10"
    assert (in_hundred(0.0), in_hundred(1.0)) == (1, 99)


def test_the_chance_is_that_of_the_curve_over_the_unsure_ability() -> None:
    points = np.random.default_rng(1).standard_normal(200_000)
    for mean, sd, b in ((-0.8, 0.5, -1.0), (0.4, 1.2, -1.0), (-2.0, 0.9, 0.5)):
        drawn = 1 / (1 + np.exp(-1.2 * (mean + sd * points - b)))

        assert chance_of(mean, sd, a=1.2, b=b) == pytest.approx(drawn.mean(), abs=0.02)
    assert chance_of(0.3, 0.0, a=1.0, b=0.0) == pytest.approx(1 / (1 + exp(-0.3)))


def test_next_come_things_that_are_nearly_there_and_first_what_was_missed() -> None:
    found = nearest(
        [
            step("known", 0.95, "1.1"),
            step("far", 0.05, "1.2"),
            step("near", 0.6, "2.1"),
            step("missed", 0.5, "3.1", missed=True),
            step("nearly", 0.74, "4.1"),
        ]
    )

    assert [one.family for one in found] == ["missed", "near", "nearly"]


def test_of_a_competence_there_is_one_step_and_of_an_area_two() -> None:
    found = nearest(
        [
            step("a", 0.6, "1.1"),
            step("b", 0.61, "1.1"),
            step("c", 0.62, "1.2"),
            step("d", 0.6, "1.3"),
        ]
    )

    assert [one.family for one in found] == ["a", "d"]


@pytest.mark.parametrize("chances", [(0.1, 0.2, 0.3), (0.8, 0.9, 0.99)])
def test_where_nothing_is_near_there_is_what_comes_closest(chances: tuple[float, ...]) -> None:
    found = nearest(step(f"f{n}", one, f"{n}.1") for n, one in enumerate(chances, 1))

    assert len(found) == 3
    assert not any(one.is_near for one in found)
    assert min(abs(one.chance - 0.575) for one in found) == abs(found[0].chance - 0.575)


def test_a_change_is_told_where_it_is_greater_than_chance() -> None:
    assert change((-1.0, 0.3), (0.2, 0.3), limit=WHOLE).verdict is Verdict.UP
    assert change((0.2, 0.3), (-1.0, 0.3), limit=WHOLE).verdict is Verdict.DOWN
    assert change((-1.0, 0.3), (-0.3, 0.3), limit=WHOLE).verdict is Verdict.OPEN
    assert change((-1.0, 0.3), (0.0, 0.3), limit=PART).verdict is Verdict.OPEN
    assert change((0.0, 0.3), (0.0, 0.3), limit=WHOLE).chance == pytest.approx(0.5)


def test_two_tests_of_an_unchanged_person_differ_by_more_than_chance_once_in_twenty() -> None:
    rng = np.random.default_rng(7)
    pairs = rng.normal(0, 0.4, (4000, 2))
    limits = ((WHOLE, 0.05), (PART, 0.01))

    for limit, rate in limits:
        told_ = [
            change((one, 0.4), (other, 0.4), limit=limit).verdict is not Verdict.OPEN
            for one, other in pairs
        ]
        assert np.mean(told_) == pytest.approx(rate, abs=0.012)
