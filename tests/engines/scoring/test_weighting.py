"""After the jury: a score is weighted in steps that a person can follow."""

from fractions import Fraction

import pytest

from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.weighting import Band, Bands, Effect, Table, Weighting, weigh

RURALITY = Table("rurality", "zone", Effect.MULTIPLY, {"rural": 10_500, "urban": 10_000})
SIZE = Bands(
    "size", "population", Effect.ADD, (Band(None, 2000), Band(12_000, 1000), Band(50_000, 0))
)
INDEX = Bands("index", "index", Effect.MULTIPLY, (Band("-1.5", 10_100), Band("0.25", 9900)))
PLACE: dict[str, object] = {"zone": "rural", "population": 11_999, "index": "0.24"}


def test_a_score_goes_up_step_by_step_in_the_order_that_is_written() -> None:
    weighted = weigh(Weighting((RURALITY,)), 68_000, PLACE)
    (step,) = weighted.steps

    assert (weighted.before, weighted.after) == (68_000, 71_400)
    assert (step.fact, step.value, step.by) == ("zone", "rural", 10_500)
    assert step.before == 68_000
    assert step.after == 71_400
    assert not weighted.capped


def test_the_order_of_the_steps_counts() -> None:
    first = weigh(Weighting((RURALITY, SIZE)), 60_000, PLACE)
    last = weigh(Weighting((SIZE, RURALITY)), 60_000, PLACE)

    assert (first.after, last.after) == (65_000, 65_100)


@pytest.mark.parametrize(
    ("population", "by"), [(0, 2000), (11_999, 2000), (12_000, 1000), (50_000, 0), (90_000, 0)]
)
def test_a_band_holds_from_its_least_up_to_the_next(population: int, by: int) -> None:
    assert weigh(Weighting((SIZE,)), 50_000, {"population": population}).after == 50_000 + by


def test_nothing_is_rounded_between_the_steps() -> None:
    weighted = weigh(Weighting((INDEX, RURALITY)), 33_333, PLACE)

    assert weighted.steps[0].after == Fraction(33_333 * 101, 100)
    assert weighted.after == 35_350  # 35,349.6465, and not 33,666 times 1.05


def test_a_score_stays_within_its_scale_and_says_so() -> None:
    over = weigh(Weighting((RURALITY,), most=100_000), 99_000, PLACE)
    fine = Table("fine", "zone", Effect.ADD, {"rural": -5000})
    under = weigh(Weighting((fine,)), 4000, PLACE)

    assert (over.after, over.capped) == (100_000, True)
    assert (under.after, under.capped) == (0, True)
    assert over.steps[0].after == 103_950


def test_missing_facts_are_all_named_and_nothing_is_computed() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        weigh(Weighting((RURALITY, SIZE)), 60_000, {"zone": None})

    assert [problem.facts["fact"] for problem in refusal.value.problems] == ["zone", "population"]


@pytest.mark.parametrize(
    ("step", "value"),
    [(RURALITY, "polar"), (RURALITY, 3), (INDEX, "-1.6"), (INDEX, 0.3), (SIZE, "many")],
)
def test_a_value_that_no_band_or_table_foresees_is_refused(
    step: Bands | Table, value: object
) -> None:
    with pytest.raises(ScoringRefused) as refusal:
        weigh(Weighting((step,)), 60_000, {step.fact: value})

    assert refusal.value.problems[0].code == "value_not_foreseen"


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((SIZE, SIZE), "steps_twice"),
        ((Table("t", "zone", Effect.ADD, {}),), "no_values"),
        ((Bands("b", "size", Effect.ADD, ()),), "no_values"),
        ((Table("t", "zone", Effect.MULTIPLY, {"rural": 0}),), "factor_not_positive"),
        ((Bands("b", "n", Effect.ADD, (Band(3, 1), Band(3, 2))),), "bands_not_rising"),
        ((Bands("b", "n", Effect.ADD, (Band(3, 1), Band(None, 2))),), "bands_not_rising"),
    ],
)
def test_steps_that_mean_nothing_are_refused(steps: tuple[Bands | Table, ...], code: str) -> None:
    with pytest.raises(ScoringRefused) as refusal:
        Weighting(steps)

    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_highest_score_of_zero_is_refused() -> None:
    with pytest.raises(ScoringRefused, match="more than zero"):
        Weighting((), most=0)
