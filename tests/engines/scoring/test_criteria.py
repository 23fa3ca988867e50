"""What marks are worth on a grid, and what a grid must be before anyone is judged by it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.scoring.criteria import (
    Criterion,
    Grid,
    Level,
    Mark,
    admissible,
    score,
    score_points,
)
from perron.engines.scoring.refusals import ScoringRefused

STEPS = tuple(
    Level(code, points * 1000)
    for code, points in (("absent", 0), ("weak", 1), ("fair", 2), ("good", 3), ("strong", 4))
)
# The four criteria of a call for equipment in schools (2020).
SCHOOLS = Grid(
    (
        Criterion("objectives", 20, STEPS),
        Criterion("strategy", 20, STEPS),
        Criterion("pedagogy", 40, STEPS, least=2000, tie=1),
        Criterion("relevance", 20, STEPS, tie=2),
    ),
    threshold=60_000,
)
# Nine admissibility criteria and thirty-six others of a call to municipalities (2023).
GATE = tuple(f"gate-{number}" for number in range(1, 10))
MUNICIPALITIES = Grid(
    tuple(Criterion(f"c{number}", 3 if number <= 12 else 1, STEPS) for number in range(1, 37))
)


def codes(refusal: pytest.ExceptionInfo[ScoringRefused]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_total_is_the_weighted_share_of_the_points_on_the_scale() -> None:
    marks: dict[str, Mark] = {
        "objectives": "good",
        "strategy": 2000,
        "pedagogy": "strong",
        "relevance": "weak",
    }
    scored = score(SCHOOLS, marks)

    assert scored.total == 15_000 + 10_000 + 40_000 + 5_000
    assert [part.contribution for part in scored.by_criterion] == [15_000, 10_000, 40_000, 5_000]
    assert scored.points["objectives"] == 3000
    assert scored.passes
    assert SCHOOLS.tie_order == ("pedagogy", "relevance")


def test_a_criterion_under_its_least_fails_the_application_whatever_the_total() -> None:
    scored = score(
        SCHOOLS,
        dict.fromkeys(("objectives", "strategy", "relevance"), "strong") | {"pedagogy": "weak"},
    )

    assert (scored.total, scored.below) == (70_000, ("pedagogy",))
    assert scored.reaches_threshold
    assert not scored.passes


def test_a_total_under_the_threshold_does_not_pass() -> None:
    assert not score(SCHOOLS, dict.fromkeys([one.code for one in SCHOOLS.criteria], "fair")).passes


def test_a_large_grid_is_exact_and_its_parts_sum_to_its_total() -> None:
    marks: dict[str, Mark] = {one.code: "weak" for one in MUNICIPALITIES.criteria}
    marks["c1"] = "fair"
    scored = score(MUNICIPALITIES, marks)

    assert scored.total == 26_250  # (60 + 3) / 60 quarters of the scale
    assert sum(part.contribution for part in scored.by_criterion) == scored.total
    assert scored.reaches_threshold, "there is no threshold to miss"


def test_the_one_rounding_is_half_away_from_zero() -> None:
    grid = Grid((Criterion("a", 1, most=200_000),), scale=100_000)

    assert score(grid, {"a": 1}).total == 1  # half a thousandth
    assert score(grid, {"a": 200_000}).total == 100_000


def test_a_missing_mark_is_refused_by_name_and_is_no_zero() -> None:
    with pytest.raises(ScoringRefused, match="not a zero") as refusal:
        score(SCHOOLS, {"objectives": "good", "pedagogy": "good", "colour": "good"})

    assert codes(refusal) == ["missing_marks", "unknown_criteria"]
    assert refusal.value.problems[0].facts["codes"] == ("strategy", "relevance")


@pytest.mark.parametrize("mark", ["superb", 2500, -1000, True])
def test_a_mark_that_a_criterion_does_not_have_is_refused(mark: Mark) -> None:
    with pytest.raises(ScoringRefused, match=r"from 0\.0 to 4\.0 points, absent, weak"):
        score(SCHOOLS, {one.code: mark for one in SCHOOLS.criteria})


@pytest.mark.parametrize("mark", ["good", 10_001])
def test_without_levels_any_points_up_to_the_most_will_do_and_no_others(mark: Mark) -> None:
    grid = Grid((Criterion("a", 1, most=10_000),))

    assert score(grid, {"a": 3_333}).total == 33_330
    with pytest.raises(ScoringRefused, match=r"from 0\.0 to 10\.0 points\."):
        score(grid, {"a": mark})


def test_means_of_jurors_may_lie_between_levels_but_not_outside() -> None:
    points = {one.code: Fraction(5000, 3) for one in SCHOOLS.criteria}

    assert score_points(SCHOOLS, points).total == 41_667
    with pytest.raises(ScoringRefused, match="pedagogy"):
        score_points(SCHOOLS, points | {"pedagogy": Fraction(4001)})


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=40))
def test_a_better_mark_never_lowers_a_total(rows: list[tuple[int, int]]) -> None:
    grid = Grid(
        (
            *(Criterion(f"c{at}", w, STEPS) for at, (w, _) in enumerate(rows)),
            Criterion("last", 1, STEPS),
        )
    )
    marks: dict[str, Mark] = {f"c{at}": mark * 1000 for at, (_, mark) in enumerate(rows)}
    marks["last"] = 0
    better = marks | {"c0": 4000}

    assert 0 <= score(grid, marks).total <= score(grid, better).total <= grid.scale


@pytest.mark.parametrize(
    ("criterion", "code"),
    [
        (Criterion("one", -1, STEPS), "weight_negative"),
        (Criterion("one", 1, (Level("a", 0), Level("a", 1000))), "levels_twice"),
        (Criterion("one", 1, (Level("a", 1000), Level("b", 1000))), "levels_alike"),
        (Criterion("one", 1, (Level("a", -1), Level("b", 1000))), "points_negative"),
        (Criterion("one", 1), "no_points"),
        (Criterion("one", 1, STEPS, least=0), "least_outside"),
        (Criterion("one", 1, STEPS, least=4001), "least_outside"),
        (Criterion("other", 1, STEPS), "criteria_twice"),
        (Criterion("one", 1, STEPS, tie=3), "ties_twice"),
    ],
)
def test_a_criterion_that_cannot_be_judged_by_is_refused(criterion: Criterion, code: str) -> None:
    with pytest.raises(ScoringRefused) as refusal:
        Grid((criterion, Criterion("other", 5, STEPS, tie=3)))

    assert codes(refusal) == [code]


def test_a_grid_that_measures_nothing_is_refused_with_every_reason() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        Grid((), scale=0)
    assert codes(refusal) == ["no_criteria", "no_scale"]

    with pytest.raises(ScoringRefused, match="sum to zero") as refusal:
        Grid((Criterion("a", 0, STEPS),), threshold=100_001)
    assert codes(refusal) == ["no_weight", "threshold_outside"]


def test_every_compulsory_answer_that_is_no_is_named() -> None:
    answers: dict[str, object] = dict.fromkeys(GATE, True)

    assert admissible(GATE, answers) == ()
    assert admissible(GATE, answers | {"gate-4": False, "gate-2": False}) == ("gate-2", "gate-4")


def test_an_answer_that_is_missing_or_unclear_is_neither_yes_nor_no() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        admissible(("a", "b", "c"), {"a": None, "b": "yes", "c": True, "d": True})
    assert codes(refusal) == ["missing_answers", "unknown_criteria", "unclear_answers"]

    with pytest.raises(ScoringRefused) as refusal:
        admissible((), {})
    assert codes(refusal) == ["no_criteria"]

    with pytest.raises(ScoringRefused) as refusal:
        admissible(("a", "a"), {"a": True})
    assert codes(refusal) == ["criteria_twice"]
