"""Rates with floor and ceiling, fixed sums, envelopes by cost, and the need of places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.scoring.granting import (
    Bound,
    Envelope,
    FixedRule,
    Grant,
    Need,
    RateRule,
    UnderFloor,
    grant_for,
    need_score,
)
from perron.engines.scoring.refusals import Problem, ScoringRefused

# The call to municipalities of 2019: half the cost, 20,000 to 250,000, from 25,000; two envelopes.
HALF = RateRule(
    rate=5000,
    floor=2_000_000,
    ceiling=25_000_000,
    least_cost=2_500_000,
    envelopes=(Envelope("small", 6_000_000), Envelope("large")),
)


@pytest.mark.parametrize(
    ("cost", "amount", "by", "envelope"),
    [
        (2_500_000, 2_000_000, Bound.FLOOR, "small"),
        (4_000_000, 2_000_000, Bound.RATE, "small"),
        (5_999_999, 2_999_999, Bound.RATE, "small"),
        (6_000_000, 3_000_000, Bound.RATE, "large"),
        (50_000_000, 25_000_000, Bound.RATE, "large"),
        (90_000_000, 25_000_000, Bound.CEILING, "large"),
    ],
)
def test_half_the_cost_between_floor_and_ceiling(
    *, cost: int, amount: int, by: Bound, envelope: str
) -> None:
    assert grant_for(HALF, cost) == Grant(amount, by, envelope, cost - amount)


def test_a_project_that_costs_too_little_is_told_what_it_must_cost() -> None:
    answer = grant_for(HALF, 2_499_999)

    assert isinstance(answer, Problem)
    assert str(answer) == ("The project costs 24,999.99 EUR; it must cost at least 25,000.00 EUR.")


def test_under_the_floor_a_rule_may_refuse_instead_of_lifting() -> None:
    answer = grant_for(RateRule(5000, floor=2_000_000, under_floor=UnderFloor.REFUSE), 3_000_000)

    assert isinstance(answer, Problem)
    assert answer.code == "under_floor"


def test_nobody_is_lifted_above_the_cost() -> None:
    assert grant_for(RateRule(5000, floor=2_000_000), 1_500_000) == Grant(
        1_500_000, Bound.COST, "", 0
    )


def test_a_project_too_large_for_every_envelope_is_told_so() -> None:
    answer = grant_for(RateRule(5000, envelopes=(Envelope("small", 100),)), 100)

    assert isinstance(answer, Problem)
    assert answer.code == "no_envelope"


@settings(max_examples=50)
@given(st.integers(1, 10**10))
def test_a_grant_and_the_applicants_share_make_the_cost(cost: int) -> None:
    answer = grant_for(HALF, cost)

    if isinstance(answer, Grant):
        assert answer.amount + answer.own_share == cost
        assert 0 < answer.amount <= cost
    else:
        assert cost < HALF.least_cost


def test_a_fixed_sum_is_the_same_for_all_and_never_more_than_the_cost() -> None:
    rule = FixedRule(3_000_000)

    assert grant_for(rule, 4_500_000) == Grant(3_000_000, Bound.FIXED, "", 1_500_000)
    assert grant_for(rule, 2_000_000) == Grant(2_000_000, Bound.COST, "", 0)
    with pytest.raises(ScoringRefused):
        FixedRule(0)
    with pytest.raises(ScoringRefused, match="cost must be more"):
        grant_for(rule, 0)


def test_a_rule_that_contradicts_itself_is_refused_with_every_reason() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        RateRule(10_001, floor=-1, ceiling=0, envelopes=(Envelope("a"), Envelope("a", 5)))

    assert [problem.code for problem in refusal.value.problems] == [
        "rate_outside",
        "floor_negative",
        "ceiling_under_floor",
        "envelopes_twice",
        "envelopes_not_rising",
    ]
    with pytest.raises(ScoringRefused, match="rise"):
        RateRule(5000, envelopes=(Envelope("a", 9), Envelope("b", 5)))


NEEDS = (Need("places", none=3, full=0, weight=3), Need("seniors", none="10", full="30", weight=1))


@pytest.mark.parametrize(
    ("places", "seniors", "total"),
    [(0, 30, 100_000), (3, 10, 0), (9, 5, 0), (0, 10, 75_000), (1, "12.5", 53_125)],
)
def test_the_need_of_a_place_is_the_weighted_way_from_none_to_full(
    places: int, seniors: object, total: int
) -> None:
    scored = need_score(NEEDS, {"places": places, "seniors": seniors})

    assert scored.total == total
    assert sum(part.points for part in scored.parts) == total


def test_a_missing_fact_and_a_need_that_says_nothing_are_refused() -> None:
    with pytest.raises(ScoringRefused, match="“seniors”: missing"):
        need_score(NEEDS, {"places": 1})
    with pytest.raises(ScoringRefused, match="same number"):
        need_score([Need("places", 1, "1.0", 1)], {"places": 1})
    with pytest.raises(ScoringRefused, match="weigh more than zero"):
        need_score([], {})
    with pytest.raises(ScoringRefused, match="weigh more than zero"):
        need_score([Need("places", 1, 0, 0)], {"places": 1})
