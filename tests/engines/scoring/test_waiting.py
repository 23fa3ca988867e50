"""A queue that is fair, and when its money will have gone."""

from datetime import date, timedelta

import numpy as np
import pytest

from perron.engines.scoring.ranking import lot
from perron.engines.scoring.refusals import Problem, ScoringRefused
from perron.engines.scoring.waiting import (
    Forecast,
    QueueRule,
    Spent,
    Waiting,
    forecast,
    queue_order,
)

TODAY = date(2026, 3, 1)
RULE = QueueRule(wait=100, seed="queue")


def waiting(name: str, need: int, days: int, *, asked: int = 100) -> Waiting:
    return Waiting(name, need, TODAY - timedelta(days), asked)


def order(*entries: Waiting, left: int = 10**9) -> list[str]:
    return [turn.id for turn in queue_order(entries, RULE, on=TODAY, left=left)]


def test_the_least_connected_go_first() -> None:
    assert order(waiting("well", 10_000, 0), waiting("badly", 90_000, 0)) == ["badly", "well"]


def test_nobody_waits_for_ever() -> None:
    assert order(waiting("new", 90_000, 0), waiting("old", 10_000, 801)) == ["old", "new"]
    turn = queue_order([waiting("old", 10_000, 801)], RULE, on=TODAY, left=0)[0]
    assert (turn.priority, turn.need, turn.days, turn.fits) == (90_100, 10_000, 801, False)


def test_equal_priorities_go_by_waiting_then_by_lot() -> None:
    assert order(waiting("short", 5100, 0), waiting("long", 5000, 1)) == ["long", "short"]
    assert order(waiting("x", 5000, 1), waiting("y", 5000, 1)) == sorted(
        "xy", key=lambda name: lot("queue", name)
    )


def test_from_the_first_who_does_not_fit_nobody_is_let_past() -> None:
    entries = [
        waiting(name, need, 0, asked=asked)
        for name, need, asked in (("a", 9, 60), ("b", 8, 50), ("c", 7, 10))
    ]
    turns = queue_order(entries, RULE, on=TODAY, left=100)

    assert [turn.fits for turn in turns] == [True, False, False]
    assert [turn.position for turn in turns] == [1, 2, 3]


def test_a_queue_that_cannot_be_is_refused_with_every_reason() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        order(waiting("a", 1, 0), waiting("a", 1, -1), waiting("b", 1, 0, asked=0))
    assert [problem.code for problem in refusal.value.problems] == [
        "entries_twice",
        "date_to_come",
        "no_amount",
    ]
    with pytest.raises(ScoringRefused) as refusal:
        QueueRule(wait=-1, seed="")
    assert len(refusal.value.problems) == 2


def flow(amounts: list[int], days: int = 100) -> list[Spent]:
    step = days // len(amounts)
    return [Spent(TODAY - timedelta(at * step), one) for at, one in enumerate(amounts)]


def foreseen(spent: list[Spent], left: int, level: int = 80) -> Forecast | Problem:
    since = TODAY - timedelta(100)
    return forecast(spent, since=since, on=TODAY, left=left, level=level)


def test_the_expected_day_is_what_is_left_at_the_present_rate() -> None:
    answer = foreseen(flow([500] * 50), left=50_000)

    assert isinstance(answer, Forecast)
    assert answer.per_day == 250
    assert answer.empty_on == TODAY + timedelta(200)
    assert answer.latest is not None
    assert answer.earliest < answer.empty_on < answer.latest


def test_the_bounds_solve_the_equation_that_they_are_said_to() -> None:
    answer = foreseen(flow([500] * 50), left=50_000, level=95)
    assert isinstance(answer, Forecast)
    assert answer.latest is not None

    for day in (answer.earliest, answer.latest):
        t = (day - TODAY).days
        sigma = (125_000 * (t + t * t / 100)) ** 0.5
        assert abs(abs(50_000 - 250 * t) / sigma - 1.96) < 0.02


def test_too_few_grants_make_no_date() -> None:
    answer = foreseen(flow([500, 500]), left=1000)

    assert isinstance(answer, Problem)
    assert answer.code == "too_few_grants"


def test_an_empty_envelope_is_said_to_be_empty() -> None:
    answer = foreseen(flow([500] * 50), left=0)

    assert isinstance(answer, Problem)
    assert answer.code == "empty_already"


def test_a_rate_too_uncertain_has_no_latest_day() -> None:
    answer = foreseen(flow([1, 1, 100_000]), left=1_000_000, level=95)

    assert isinstance(answer, Forecast)
    assert answer.latest is None


def test_a_day_past_the_calendar_is_its_last() -> None:
    answer = foreseen(flow([1] * 50), left=10**12)

    assert isinstance(answer, Forecast)
    assert (answer.empty_on, answer.latest) == (date.max, None)


def test_grants_outside_the_period_and_an_empty_period_are_refused() -> None:
    with pytest.raises(ScoringRefused, match="of the period"):
        foreseen([Spent(TODAY + timedelta(1), 5)], left=5)
    with pytest.raises(ScoringRefused, match="of the period"):
        foreseen([Spent(TODAY, 0)], left=5)
    with pytest.raises(ScoringRefused, match="no day"):
        forecast([], since=TODAY, on=TODAY, left=5)


def test_the_interval_holds_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        days = np.flatnonzero(rng.random(400) < 0.3)
        amounts = rng.integers(5_000, 20_000, size=days.size)
        seen = days < 100
        spent = [
            Spent(TODAY - timedelta(int(day)), int(one))
            for day, one in zip(days[seen], amounts[seen], strict=True)
        ]
        answer = foreseen(spent, left=400_000)
        assert isinstance(answer, Forecast)
        gone = np.cumsum(amounts[~seen]) >= 400_000
        empty = TODAY + timedelta(int(days[~seen][gone.argmax()]) - 100)
        held += answer.earliest <= empty <= (answer.latest or date.max)

    assert 0.75 <= held / 300 <= 0.9
