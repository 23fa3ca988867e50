"""What becomes of flagged questions: settled by a second person, and dropped where faulty."""

from datetime import timedelta
from typing import Any

import pytest

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.competences.enums import Fault, FlagKind, ItemState, SittingState
from perron.competences.errors.calibrating import AuthorCannotSettle, FlagSettled, NothingDropped
from perron.competences.models import Flag, Item, Response, Sitting
from perron.competences.rules.calibrating import MOST_REPORTED, Outcome, is_worse
from perron.competences.services.bank.revising import next_revision
from perron.competences.services.calibrating import recomputing
from perron.competences.services.calibrating.concluding import accepted_for, raise_flag
from perron.competences.services.calibrating.recomputing import RECOMPUTE, recompute_profiles
from perron.competences.services.calibrating.settling import (
    Settlement,
    heed_reports,
    settle_flag,
)
from perron.competences.services.sitting.looking import profile_of
from perron.competences.services.sitting.reporting import report_item
from perron.core.errors import NoReason, NotAllowed
from perron.core.models import JournalLine, Work
from tests.competences.sitting.made import a_bank, a_sitting, answered, turn
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
SCORES = (1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1)
LATER = NOON + timedelta(days=3)
DIF: dict[str, Any] = {"apart": 0.8, "se": 0.15, "p": 0.0001, "group": "language-de"}


@pytest.fixture(autouse=True)
def _bank(db: None) -> None:
    del db
    a_bank()


def a_flag(item: Item, kind: FlagKind = FlagKind.DIF, **figures: Any) -> Flag:
    """A flag as a night raises it."""
    flag = raise_flag(item.pk, kind, figures or DIF, at=NOON)
    next_revision(NOON)
    return flag


def settled(flag: Flag, outcome: Outcome, by: User, *, faulty: bool = False) -> Flag:
    told = Settlement(outcome, "I looked at it with care.", faulty)
    return settle_flag(flag, told, by=by, at=LATER)


def state_of(item: Item) -> tuple[str, str]:
    found = Item.objects.get(pk=item.pk)
    return found.state, found.reason


def test_a_question_that_is_fair_after_all_goes_back_and_the_journal_says_why() -> None:
    item = Item.objects.order_by("pk")[3]
    flag = a_flag(item)
    assert state_of(item) == (ItemState.FLAGGED, "")

    flag = settled(flag, Outcome.BACK, chantal())

    assert state_of(item) == (ItemState.ACTIVE, "")
    assert (flag.settled_at, flag.answer) == (LATER, "I looked at it with care.")
    line = JournalLine.objects.get(verb="flag.settled")
    assert line.change["outcome"] == "back"
    assert line.change["words"] == "I looked at it with care."
    assert not Work.objects.filter(name=RECOMPUTE).exists()


def test_a_new_question_that_goes_back_is_new_still() -> None:
    item = Item.objects.order_by("pk")[3]
    Item.objects.filter(pk=item.pk).update(state=ItemState.NEW)
    flag = a_flag(item)

    settled(flag, Outcome.BACK, chantal())

    assert state_of(item)[0] == ItemState.NEW


def test_a_question_with_two_flags_goes_back_when_both_are_settled() -> None:
    item, keeper = Item.objects.order_by("pk")[3], chantal()
    unfair, drifting = a_flag(item), a_flag(item, FlagKind.DRIFT, easier=6.0, harder=0.0)

    settled(unfair, Outcome.BACK, keeper)
    assert state_of(item)[0] == ItemState.FLAGGED
    settled(drifting, Outcome.BACK, keeper)

    assert state_of(item)[0] == ItemState.ACTIVE


@pytest.mark.parametrize("outcome", [Outcome.RETIRE, Outcome.REWORD])
def test_a_question_that_is_no_longer_asked_has_all_its_flags_settled(outcome: Outcome) -> None:
    item = Item.objects.order_by("pk")[3]
    flag = a_flag(item)
    a_flag(item, FlagKind.REPORT, reports=1, unclear=1)

    settled(flag, outcome, chantal())

    assert state_of(item) == (ItemState.RETIRED, "settled")
    assert not Flag.objects.filter(settled_at=None).exists()


def test_who_wrote_the_question_settles_nothing_and_a_second_person_does() -> None:
    item, author = Item.objects.order_by("pk")[3], chantal()
    item.version.author = author
    item.version.save()
    flag = a_flag(item)
    second = User.objects.create_user("d@example.org", "x-7-y-8", name="D", role=Role.OFFICER)

    with pytest.raises(AuthorCannotSettle):
        settled(flag, Outcome.BACK, author)
    assert state_of(item)[0] == ItemState.FLAGGED
    settled(flag, Outcome.BACK, second)

    assert state_of(item)[0] == ItemState.ACTIVE


def test_strangers_silence_and_a_second_try_are_refused() -> None:
    flag, keeper = a_flag(Item.objects.order_by("pk")[3]), chantal()

    with pytest.raises(NotAllowed):
        settled(flag, Outcome.BACK, bruno())
    with pytest.raises(NoReason):
        settle_flag(flag, Settlement(Outcome.BACK, "  "), by=keeper, at=LATER)
    with pytest.raises(NothingDropped):
        settled(flag, Outcome.BACK, keeper, faulty=True)
    settled(flag, Outcome.RETIRE, keeper)
    with pytest.raises(FlagSettled):
        settled(flag, Outcome.BACK, keeper)


def test_three_reports_take_a_question_out_and_two_do_not() -> None:
    sittings = [a_sitting(seed=5) for _ in range(3)]
    item = turn(sittings[0]).waiting
    assert item is not None
    for sitting in sittings[:2]:
        report_item(sitting, 1, Fault.WRONG, at=NOON)
    assert heed_reports(NOON) == 0
    report_item(sittings[2], 1, Fault.HURTFUL, at=NOON)

    assert heed_reports(NOON) == 1
    assert heed_reports(NOON) == 0

    assert state_of(item.item)[0] == ItemState.FLAGGED
    flag = Flag.objects.get()
    assert (flag.figures["reports"], flag.figures["wrong"], flag.figures["hurtful"]) == (3, 2, 1)
    assert JournalLine.objects.get(verb="item.flagged").change["kind"] == "report"


def test_whoever_reports_everything_does_not_empty_the_bank() -> None:
    for item in Item.objects.all()[: MOST_REPORTED + 5]:
        Flag.objects.create(
            item=item, kind=FlagKind.REPORT, raised_at=NOON, figures={"reports": 9, "wrong": 9}
        )

    assert heed_reports(NOON) == MOST_REPORTED
    assert heed_reports(NOON) == 0

    assert Item.objects.filter(state=ItemState.FLAGGED).count() == MOST_REPORTED


def test_a_difference_that_a_person_accepted_is_not_told_again_until_it_grows() -> None:
    item = Item.objects.order_by("pk")[3]
    settled(a_flag(item), Outcome.BACK, chantal())
    accepted = accepted_for("language-de")

    assert accepted == {item.pk: 0.8}
    assert accepted_for("age-75-plus") == {}
    assert not is_worse(-1.2, accepted[item.pk])
    assert is_worse(1.3, accepted[item.pk])


def test_an_ended_test_is_counted_as_if_the_faulty_question_had_never_been_asked() -> None:
    held, without = a_sitting(seed=3), a_sitting(seed=3)
    asked = answered(held, *SCORES)
    answered(without, *SCORES)
    other = a_sitting(seed=11)
    never = set(answered(other, *SCORES))
    item = Item.objects.get(pk=min(set(asked) - never))
    before = Sitting.objects.get(pk=other.pk).profile
    # The same answers, of which the person reported this one while the test went on.
    Response.objects.filter(sitting=without, item=item).update(dropped_at=NOON)
    Sitting.objects.filter(pk=without.pk).update(profile={})
    expected = profile_of(Sitting.objects.get(pk=without.pk))

    flag = settled(a_flag(item), Outcome.RETIRE, chantal(), faulty=True)
    assert Work.objects.get(name=RECOMPUTE).arguments == [flag.item_id]
    assert recompute_profiles(item.pk, at=LATER) == 1
    held.refresh_from_db()

    assert held.profile["recomputed"] == "2026-03-05"
    assert held.profile["dropped"] == 1
    assert held.answered == len(SCORES) - 1
    found = profile_of(held)
    assert found is not None
    assert expected is not None
    assert found.answers == expected.answers == len(SCORES) - 1
    for name, one in expected.competences.items():
        assert found.competences[name].mean == pytest.approx(one.mean, abs=1e-4)
        assert found.competences[name].sd == pytest.approx(one.sd, abs=1e-4)
    assert Sitting.objects.get(pk=other.pk).profile == before


def test_a_second_worker_finds_nothing_left_and_many_sittings_are_done_in_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recomputing, "AT_ONCE", 2)
    sittings = [a_sitting(seed=3) for _ in range(3)]
    asked = [answered(one, *SCORES) for one in sittings]
    item = Item.objects.get(pk=asked[0][4])
    settled(a_flag(item), Outcome.REWORD, chantal(), faulty=True)

    assert recompute_profiles(item.pk, at=LATER) == 2
    assert Work.objects.filter(name=RECOMPUTE).count() == 2  # the settling's, and the next turn's
    assert recompute_profiles(item.pk, at=LATER) == 1
    assert recompute_profiles(item.pk, at=LATER) == 0
    assert Response.objects.filter(item=item, dropped_at=LATER).count() == 3


def test_a_test_that_goes_on_is_asked_another_question_instead() -> None:
    sitting = a_sitting(seed=3)
    asked = answered(sitting, 1, 0, 1)
    waiting = turn(sitting).waiting
    assert waiting is not None
    for pk in (asked[1], waiting.item_id):
        item = Item.objects.get(pk=pk)
        settled(a_flag(item), Outcome.RETIRE, _keeper(), faulty=True)
        assert recompute_profiles(pk, at=LATER) == 1

    now = turn(sitting)
    assert now.sitting.state == SittingState.OPEN
    assert [one.item_id for one in now.kept] == [asked[0], asked[2]]
    assert now.waiting is not None
    assert now.waiting.item_id not in {asked[1], waiting.item_id}


def test_what_is_only_suspected_counts_where_it_counted_at_the_end() -> None:
    sitting = a_sitting(seed=3)
    asked = answered(sitting, *SCORES)
    faulty, suspected = (Item.objects.get(pk=pk) for pk in asked[2:4])
    settled(a_flag(faulty), Outcome.RETIRE, chantal(), faulty=True)
    recompute_profiles(faulty.pk, at=LATER)
    sitting.refresh_from_db()
    Response.objects.filter(sitting=sitting).update(dropped_at=None)
    raise_flag(suspected.pk, FlagKind.DRIFT, {"easier": 6.0}, at=LATER)
    next_revision(LATER)
    once = sitting.profile

    recompute_profiles(faulty.pk, at=LATER)
    sitting.refresh_from_db()
    assert sitting.profile == once

    Flag.objects.filter(item=suspected).update(raised_at=NOON - timedelta(days=1))
    Response.objects.filter(sitting=sitting).update(dropped_at=None)
    recompute_profiles(faulty.pk, at=LATER)
    sitting.refresh_from_db()
    assert sitting.profile["answers"] == once["answers"] - 1


def test_a_test_of_which_nothing_is_left_has_no_result() -> None:
    sitting = a_sitting(seed=3)
    asked = answered(sitting, *SCORES)
    item = Item.objects.get(pk=asked[0])
    Response.objects.filter(sitting=sitting).exclude(item=item).update(dropped_at=NOON)
    settled(a_flag(item), Outcome.RETIRE, chantal(), faulty=True)

    recompute_profiles(item.pk, at=LATER)

    sitting.refresh_from_db()
    assert (sitting.profile, sitting.answered) == ({}, 0)


def test_a_question_that_was_not_faulty_is_dropped_nowhere() -> None:
    sitting = a_sitting(seed=3)
    asked = answered(sitting, *SCORES)
    sitting.refresh_from_db()
    before = sitting.profile
    settled(a_flag(Item.objects.get(pk=asked[0])), Outcome.RETIRE, chantal())

    assert recompute_profiles(asked[0], at=LATER) == 0
    sitting.refresh_from_db()
    assert sitting.profile == before


def _keeper() -> User:
    return User.objects.filter(role=Role.OFFICER).first() or chantal()
