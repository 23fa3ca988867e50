"""Two jurors, sometimes three, sometimes all of them: what their reviews come to."""

import pytest

from perron.engines.scoring.combining import (
    Cause,
    CombiningRule,
    Consensus,
    ManyRule,
    Review,
    State,
    combine,
    needs_third,
)
from perron.engines.scoring.consensus import Agreed, agree
from perron.engines.scoring.criteria import Criterion, Grid, Level, Mark
from perron.engines.scoring.refusals import ScoringRefused

RULE = CombiningRule(gap=15_000, threshold=60_000)
GRID = Grid(
    (
        Criterion("plan", 1, (Level("no", 0), Level("half", 5000), Level("yes", 10_000))),
        Criterion("team", 1, most=10_000),
    )
)


def reviews(*totals: int) -> list[Review]:
    return [Review(f"juror-{at}", total * 1000) for at, total in enumerate(totals, 1)]


@pytest.mark.parametrize(
    ("first", "second", "causes"),
    [
        (70, 85, ()),
        (70, 86, (Cause.GAP,)),
        (59, 60, (Cause.THRESHOLD,)),
        (80, 50, (Cause.GAP, Cause.THRESHOLD)),
        (20, 35, ()),
    ],
)
def test_a_third_is_wanted_when_two_differ_or_only_one_reaches_the_threshold(
    first: int, second: int, causes: tuple[Cause, ...]
) -> None:
    assert needs_third(first * 1000, second * 1000, RULE) == causes
    assert needs_third(second * 1000, first * 1000, RULE) == causes


def test_without_a_threshold_only_the_gap_counts() -> None:
    assert needs_third(59_000, 61_000, CombiningRule(gap=15_000)) == ()


@pytest.mark.parametrize("totals", [(), (70,)])
def test_fewer_than_two_reviews_are_waited_for(totals: tuple[int, ...]) -> None:
    found = combine(reviews(*totals), RULE)

    assert (found.state, found.score, found.by_reviews) == (State.WAITING, None, None)


def test_two_that_agree_make_their_mean_rounded_once() -> None:
    found = combine([Review("a", 70_000), Review("b", 70_001)], RULE)

    assert (found.state, found.score, found.counted) == (State.READY, 70_001, ("a", "b"))


def test_two_that_differ_wait_for_a_third_and_say_why() -> None:
    found = combine(reviews(80, 50), RULE)

    assert (found.state, found.score, found.by_reviews) == (State.NEEDS_THIRD, None, 65_000)
    assert found.causes == (Cause.GAP, Cause.THRESHOLD)


@pytest.mark.parametrize(
    ("many", "score", "counted"),
    [
        (ManyRule.CLOSEST, 52_000, ("juror-2", "juror-3")),
        (ManyRule.MEDIAN, 54_000, ("juror-1", "juror-2", "juror-3")),
        (ManyRule.MEAN, 61_333, ("juror-1", "juror-2", "juror-3")),
    ],
)
def test_three_are_combined_by_the_rule_of_the_edition(
    many: ManyRule, score: int, counted: tuple[str, ...]
) -> None:
    found = combine(reviews(80, 50, 54), CombiningRule(gap=15_000, many=many))

    assert (found.state, found.score, found.counted) == (State.READY, score, counted)
    assert found.causes == (Cause.GAP,), "why the third was wanted is kept"


def test_where_two_pairs_are_equally_close_all_of_them_count() -> None:
    found = combine(reviews(50, 60, 70), RULE)

    assert (found.score, len(found.counted)) == (60_000, 3)


def test_an_application_that_all_jurors_judged_is_combined_likewise() -> None:
    found = combine(reviews(50, 60, 64, 70, 71), RULE)

    assert (found.score, found.counted) == (70_500, ("juror-4", "juror-5"))


def test_a_consensus_with_its_note_is_the_score_and_how_far_it_moved_is_kept() -> None:
    found = combine(reviews(80, 50), RULE, Consensus(72_000, " The annex was overlooked. "))

    assert (found.state, found.score, found.by_reviews) == (State.READY, 72_000, 65_000)
    assert (found.moved, found.note) == (7000, "The annex was overlooked.")


def test_a_consensus_that_moves_nothing_needs_no_note() -> None:
    assert combine(reviews(70, 80), RULE, Consensus(75_000)).moved == 0


def test_a_consensus_that_moves_the_score_without_a_note_is_refused() -> None:
    with pytest.raises(ScoringRefused, match=r"from 75\.0 to 74\.0\. Say why"):
        combine(reviews(70, 80), RULE, Consensus(74_000, "  "))


def test_an_edition_may_want_the_third_in_spite_of_a_consensus() -> None:
    rule = CombiningRule(gap=15_000, consensus_settles=False)
    found = combine(reviews(80, 50), rule, Consensus(72_000, "The annex."))

    assert (found.state, found.score) == (State.NEEDS_THIRD, None)
    assert combine(reviews(80, 50, 52), rule, Consensus(51_000)).score == 51_000


def test_a_consensus_of_one_and_a_juror_who_comes_twice_are_refused() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        combine(reviews(70), RULE, Consensus(70_000))
    assert refusal.value.problems[0].code == "too_few_reviews"

    with pytest.raises(ScoringRefused, match="juror-1"):
        combine([*reviews(70), *reviews(80)], RULE)


def test_a_gap_under_zero_is_refused() -> None:
    with pytest.raises(ScoringRefused, match="less than zero"):
        CombiningRule(gap=-1)


MARKS: list[dict[str, Mark]] = [{"plan": "half", "team": 8000}, {"plan": "yes", "team": 7000}]


def test_what_is_agreed_on_a_criterion_replaces_the_mean_and_the_rest_stays() -> None:
    found = agree(GRID, MARKS, {"plan": Agreed("yes", "The second file holds the plan.")})

    assert (found.before.total, found.after.total) == (75_000, 87_500)
    (move,) = found.moves
    assert move.code == "plan"
    assert move.before == 7500
    assert move.after == 10_000


def test_what_is_agreed_at_the_mean_moves_nothing() -> None:
    found = agree(GRID, MARKS, {"team": Agreed(7500)})

    assert found.moves == ()
    assert found.before == found.after


def test_criteria_moved_without_a_note_are_all_named() -> None:
    with pytest.raises(ScoringRefused, match="“plan”, “team”"):
        agree(GRID, MARKS, {"team": Agreed(1), "plan": Agreed("no", " ")})


def test_an_agreement_that_cannot_be_is_refused_with_every_reason() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        agree(GRID, MARKS[:1], {"colour": Agreed(1), "plan": Agreed("superb")})

    assert [problem.code for problem in refusal.value.problems] == [
        "too_few_reviews",
        "unknown_criteria",
        "no_such_mark",
    ]
