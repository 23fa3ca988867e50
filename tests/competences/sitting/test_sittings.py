"""Sittings: begun, answered in order and once, dropped exactly, the same after a break."""

from datetime import timedelta

import pytest

from perron.competences.enums import EndReason, Fault, ItemState, SittingState
from perron.competences.errors.bank import AnswerMisshapen, AnswerTooLong
from perron.competences.errors.sitting import (
    NoSuchQuestion,
    NothingToAsk,
    QuestionGone,
    SittingOver,
)
from perron.competences.models import Flag, Item, Response, Sitting
from perron.competences.services.sitting.answering import answer, skip
from perron.competences.services.sitting.designing import state_of, view_of
from perron.competences.services.sitting.exposing import count_exposure
from perron.competences.services.sitting.leaving import (
    ask_harder,
    erase_sitting,
    forget_left_alone,
    forget_old,
    stop,
)
from perron.competences.services.sitting.looking import profile_of
from perron.competences.services.sitting.opening import Beginning, open_sitting
from perron.competences.services.sitting.reporting import report_item
from perron.competences.services.sitting.turning import read_turn
from tests.competences.sitting.made import (
    MINUTE,
    SETTINGS,
    a_bank,
    a_sitting,
    answered,
    changed,
    given_for,
    turn,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db
RIGHT_AND_WRONG = (1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _bank(db: None) -> None:
    del db
    a_bank()


def test_a_whole_test_has_its_length_each_area_and_an_end() -> None:
    sitting = a_sitting()

    answered(sitting, *RIGHT_AND_WRONG)

    sitting.refresh_from_db()
    assert (sitting.state, sitting.ended_by, sitting.answered) == ("ended", EndReason.LENGTH, 12)
    areas = {one.item.family.competence[0] for one in sitting.responses.all()}
    assert areas == {"1", "2", "3", "4", "5"}
    overall = sitting.profile["overall"]
    assert set(overall) == {"mean", "sd", "chances", "answers"}
    assert sum(overall["chances"]) == pytest.approx(1, abs=1e-3)


def test_the_same_lot_and_answers_ask_the_same_whatever_came_between() -> None:
    one, other = a_sitting(seed=7), a_sitting(seed=7)

    first = answered(one, *RIGHT_AND_WRONG)
    second = answered(other, *RIGHT_AND_WRONG[:5])
    changed()  # every process reads the bank anew
    second += answered(other, *RIGHT_AND_WRONG[5:], at=NOON + 40 * DAY)

    assert first == second
    assert answered(a_sitting(seed=8), *RIGHT_AND_WRONG) != first


def test_an_answer_sent_twice_counts_once_and_the_first_one_stands() -> None:
    sitting = a_sitting()
    right = given_for(turn(sitting), right=True)
    wrong = given_for(turn(sitting), right=False)

    first = answer(sitting, 1, lambda _shown: right, at=NOON)
    again = answer(sitting, 1, lambda _shown: wrong, at=NOON + MINUTE)

    assert (first.again, again.again) == (False, True)
    assert Response.objects.filter(sitting=sitting).count() == 2
    assert Response.objects.get(sitting=sitting, place=1).score == 1


def test_a_question_that_was_not_asked_takes_no_answer() -> None:
    sitting = a_sitting()

    with pytest.raises(NoSuchQuestion):
        skip(sitting, 5, at=NOON)

    assert Response.objects.filter(sitting=sitting, answered_at=None).count() == 1


def test_after_the_end_nothing_more_counts_and_the_result_stays() -> None:
    sitting = a_sitting()
    answered(sitting, *RIGHT_AND_WRONG)
    before = Sitting.objects.values().get(pk=sitting.pk)

    with pytest.raises(SittingOver):
        skip(sitting, 13, at=NOON)
    assert skip(sitting, 12, at=NOON).again

    assert Sitting.objects.values().get(pk=sitting.pk) == before


@pytest.mark.parametrize("given", ["x" * 2000, ["1"] * 500, {"1": "2"}, ["9"], 3, {"a": ["b"]}])
def test_what_is_no_answer_is_refused_and_the_question_waits(given: object) -> None:
    sitting = a_sitting()
    asked = turn(sitting).waiting
    assert asked is not None

    with pytest.raises((AnswerMisshapen, AnswerTooLong)):
        answer(sitting, 1, lambda _shown: given, at=NOON)

    waiting = turn(sitting).waiting
    assert waiting is not None
    assert (waiting.place, waiting.item_id) == (1, asked.item_id)


def test_a_clock_that_goes_back_breaks_nothing() -> None:
    sitting = a_sitting()

    skip(sitting, 1, at=NOON - 3 * DAY)
    skip(sitting, 2, at=NOON - 9 * DAY)

    rows = list(Response.objects.filter(sitting=sitting).exclude(answered_at=None))
    assert all(one.answered_at and one.answered_at >= one.asked_at for one in rows)
    sitting.refresh_from_db()
    assert (sitting.last_at, sitting.answered) == (NOON, 2)


def test_i_dont_know_is_worth_as_much_as_a_miss() -> None:
    one, other = a_sitting(seed=3), a_sitting(seed=3)

    skip(one, 1, at=NOON)
    answered(other, 0)

    assert view_of(turn(one)).overall == view_of(turn(other)).overall


def test_a_reported_question_is_as_if_it_had_never_been_asked() -> None:
    sitting = a_sitting(seed=4)
    answered(sitting, 1, 0, 1)
    before = view_of(turn(sitting)).overall
    fourth = turn(sitting).waiting
    assert fourth is not None

    answered(sitting, 0)
    assert view_of(turn(sitting)).overall != before
    assert report_item(sitting, fourth.place, Fault.UNCLEAR, at=NOON)

    now = turn(sitting)
    assert view_of(now).overall.mean == pytest.approx(before.mean, abs=1e-9)
    assert now.sitting.answered == 3
    assert Flag.objects.get(item_id=fourth.item_id).figures == {"reports": 1, "unclear": 1}
    assert skip(sitting, fourth.place, at=NOON).again


def test_a_question_taken_out_takes_no_answer_any_more() -> None:
    sitting = a_sitting()
    report_item(sitting, 1, Fault.WRONG, at=NOON)

    with pytest.raises(QuestionGone):
        skip(sitting, 1, at=NOON)


def test_at_most_three_questions_are_taken_out_of_one_sitting() -> None:
    sitting = a_sitting()

    dropped = [
        report_item(sitting, (turn(sitting).waiting or Response()).place, "wrong", at=NOON)
        for _time in range(4)
    ]

    assert dropped == [True, True, True, False]


def test_a_question_that_leaves_the_bank_while_it_waits_is_replaced() -> None:
    sitting = a_sitting()
    gone = turn(sitting).waiting
    assert gone is not None
    Item.objects.filter(pk=gone.item_id).update(state=ItemState.FLAGGED)
    changed()

    now, replaced = read_turn(sitting, NOON)

    assert replaced
    assert now.waiting is not None
    assert now.waiting.item_id != gone.item_id


def test_an_answered_question_that_is_flagged_later_counts_for_nothing() -> None:
    sitting = a_sitting()
    asked = answered(sitting, 1, 1)
    Item.objects.filter(pk=asked[0]).update(state=ItemState.FLAGGED)
    changed()

    now = turn(sitting)

    assert [now.bank.items[item].pk for item, _score in state_of(now).kept] == asked[1:]


def test_one_more_right_answer_never_lowers_the_whole() -> None:
    sitting = a_sitting(seed=11)
    means = []
    for _number in range(8):
        means.append(view_of(turn(sitting)).overall.mean)
        answered(sitting, 1)

    assert means == sorted(means)


def test_harder_and_easier_again_replace_the_question_that_waits() -> None:
    sitting = a_sitting(seed=5)
    answered(sitting, 1, 1, 1, 1)
    kind = turn(sitting).waiting

    ask_harder(sitting, harder=True, at=NOON)
    hard = turn(sitting).waiting
    ask_harder(sitting, harder=False, at=NOON)

    again = turn(sitting).waiting
    assert kind is not None
    assert hard is not None
    assert again is not None
    assert again.item_id == kind.item_id
    assert hard.item.b > kind.item.b


def test_stopping_takes_the_waiting_question_back_or_asks_an_easy_last_one() -> None:
    at_once, well = a_sitting(seed=6), a_sitting(seed=6)
    for sitting in (at_once, well):
        answered(sitting, 1, 0)

    stop(at_once, at=NOON)
    stop(well, at=NOON, one_more=True)
    answered(well, 1)

    assert turn(at_once).sitting.ended_by == turn(well).sitting.ended_by == EndReason.STOPPED
    assert [len(turn(one).responses) for one in (at_once, well)] == [2, 3]


def test_where_the_bank_holds_nothing_for_somebody_nothing_is_begun() -> None:
    with pytest.raises(NothingToAsk):
        open_sitting(Beginning(language="nl"), by=None, at=NOON)

    assert not Sitting.objects.exists()


def test_what_was_fixed_at_the_start_holds_when_the_bank_changes() -> None:
    sitting = a_sitting()
    answered(sitting, 1, 1)
    changed(settings={**SETTINGS, "length": 20, "prior": {"mean": 2.0, "sd": 1.0}})

    answered(sitting, *RIGHT_AND_WRONG[2:])

    assert turn(sitting).sitting.state == SittingState.ENDED


def test_the_self_placement_moves_where_it_starts_and_nothing_else() -> None:
    alone = dict.fromkeys(("message", "search", "official", "document"), "alone")

    plain, placed = a_sitting(seed=2), a_sitting(seed=2, placement=alone)

    means = [view_of(turn(one)).overall.mean for one in (plain, placed)]
    assert means == [pytest.approx(-0.8), pytest.approx(0.2)]
    assert plain.pool == placed.pool


def test_everything_is_forgotten_in_its_time() -> None:
    left, noted, old, typed = (a_sitting(seed=n, shared_computer=n < 3) for n in range(1, 5))
    Sitting.objects.filter(pk=noted.pk).update(come_back="x" * 64)
    answered(typed, *RIGHT_AND_WRONG)

    assert forget_left_alone(NOON + 16 * MINUTE) == 1
    assert not Sitting.objects.filter(pk=left.pk).exists()

    assert forget_old(NOON + 31 * DAY) == (0, 12)
    assert profile_of(Sitting.objects.get(pk=typed.pk)) is not None
    assert forget_old(NOON + 91 * DAY)[0] == 3
    assert not Sitting.objects.filter(pk=old.pk).exists()


def test_erased_is_erased() -> None:
    sitting = a_sitting()
    answered(sitting, 1)

    erase_sitting(sitting)

    assert not Response.objects.exists()


def test_exposure_is_counted_once_a_sitting_is_quiet() -> None:
    sitting = a_sitting()
    asked = answered(sitting, 1, 0)

    assert count_exposure(NOON + timedelta(hours=1)) == 0
    assert count_exposure(NOON + 2 * DAY) == 1
    assert count_exposure(NOON + 2 * DAY) == 0

    given = Item.objects.filter(given=1).values_list("pk", flat=True)
    assert sorted(given) == sorted(asked)
    assert set(Item.objects.filter(offered=1).values_list("pk", flat=True)) == set(sitting.pool)
