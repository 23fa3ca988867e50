"""Numbers are exact until the end, and a refusal can be read by a person."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.scoring.exact import exact, rounded, shared_out
from perron.engines.scoring.refusals import (
    Problem,
    ScoringRefused,
    refuse_any,
    repeated,
    told,
)


@pytest.mark.parametrize(
    ("value", "whole"), [("2.5", 3), ("-2.5", -3), ("2.4", 2), ("-2.4", -2), ("0", 0), ("1/3", 0)]
)
def test_a_half_goes_away_from_zero(value: str, whole: int) -> None:
    assert rounded(Fraction(value)) == whole


@pytest.mark.parametrize("value", [35, "0.35", Decimal("0.35"), Fraction(7, 20)])
def test_a_number_is_taken_as_it_was_written(value: object) -> None:
    assert exact(value) in (35, Fraction(7, 20))


@pytest.mark.parametrize(
    "value", [0.35, True, "much", None, Decimal("inf"), "1/0", "1e999999999", "9" * 31]
)
def test_what_is_no_exact_number_is_refused_with_the_value(value: object) -> None:
    with pytest.raises(ScoringRefused) as refusal:
        exact(value)

    assert repr(value) in str(refusal.value)
    assert refusal.value.problems[0].code == "not_exact"


@settings(max_examples=40)
@given(st.lists(st.fractions(min_value=0, max_value=100), min_size=1, max_size=12))
def test_whole_parts_sum_to_the_rounded_whole_and_stay_within_one_of_their_share(
    shares: list[Fraction],
) -> None:
    total = rounded(sum(shares, Fraction()))
    parts = shared_out(total, shares)

    assert sum(parts) == total
    assert all(abs(part - share) <= 1 for part, share in zip(parts, shares, strict=True))


def test_facts_are_written_for_people_and_kept_raw_for_machines() -> None:
    problem = Problem.of(
        "example",
        "{names:names} at {score:points}, {fall:points} and {whole:points}; "
        "{money:euros}; {n:03d}.",
        names=["a", "b"],
        score=68_450,
        fall=-400,
        whole=70_000,
        money=2_000_050,
        n=7,
    )

    assert str(problem) == "“a”, “b” at 68.45, -0.4 and 70.0; 20,000.50 EUR; 007."
    assert problem.facts["score"] == 68_450
    assert told("{score:points} Punkte", problem.facts) == "68.45 Punkte"


def test_all_problems_come_in_one_refusal() -> None:
    refuse_any([])
    with pytest.raises(ScoringRefused, match=r"One\. Two\.") as refusal:
        refuse_any(Problem.of(word, f"{word.title()}.") for word in ("one", "two"))

    assert [problem.code for problem in refusal.value.problems] == ["one", "two"]
    assert repeated(["b", "a", "b", "a", "c"]) == ("a", "b")
