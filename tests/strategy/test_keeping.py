"""Who is asked and who looks after what; what is kept of persons, and for how long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import JournalLine
from perron.core.personal import Subject
from perron.core.publications import remembered
from perron.core.records.proposing import publish_records
from perron.letters.models import Letter
from perron.strategy.errors import NotAnOfficer, NotYourMeasure
from perron.strategy.models import Measure, MeasureOfficer
from perron.strategy.services.answering import say_unchanged
from perron.strategy.services.asking import ask_silent_holders, silent_holders
from perron.strategy.services.deciding import publish_update
from perron.strategy.services.holding import erase_updates, export_updates, purge_updates
from perron.strategy.services.officers import hand_over_measure, leave_measure, take_measure
from tests.make import NOON, a_measure, an_organisation, bruno, chantal, records
from tests.strategy.make import HELD, a_held_measure, a_proposal, an_update, now_published

pytestmark = pytest.mark.django_db


def test_the_silent_are_asked_together_without_those_who_need_not_be() -> None:
    a_held_measure()
    officer = chantal()
    publish_records(
        records(
            organisation=[an_organisation("barn")],
            measure=[
                a_measure("over", **{**HELD, "state": "completed"}),
                a_measure("fresh", **HELD),
                a_measure("mute", partners=[{"organisation": "barn", "role": "holder"}]),
                a_measure("nobody"),
            ],
        ),
        by=None,
        at=NOON,
    )
    Measure.objects.filter(code="fresh").update(confirmed_at=NOON - timedelta(days=30))

    silent = silent_holders(6, NOON)
    chosen = [(one.measure.pk, one.holder.pk) for one in silent]
    asked = ask_silent_holders(chosen, months=6, by=officer, at=NOON)

    told = {(one.measure.code, one.to.address if one.to else "") for one in silent}
    assert told == {("tablets", "aline@example.org"), ("mute", "")}
    assert [one.measure_code for one in asked] == ["tablets"]
    assert ask_silent_holders(chosen, months=6, by=officer, at=NOON) == []
    assert Letter.objects.count() == 1


def test_whom_to_ask_takes_the_same_number_of_questions_for_one_and_for_many() -> None:
    a_held_measure()
    counts = []
    for number in range(2):
        with remembered(), CaptureQueriesContext(connection) as queries:
            silent_holders(12, NOON)
        counts.append(len(queries))
        more = [a_measure(f"m{number}{one}", **HELD) for one in range(5)]
        publish_records(records(measure=more), by=None, at=NOON)

    assert counts[0] == counts[1]


def test_the_journal_keeps_no_address_in_clear() -> None:
    a_held_measure()
    officer = chantal()
    publish_update(a_proposal(an_update(officer)), seen=now_published().seen, by=officer, at=NOON)

    lines = JournalLine.objects.filter(chain="keeping")
    assert {line.verb for line in lines} == {"update.asked", "update.proposed", "update.published"}
    assert not [line for line in lines if "@" in str(line.change) or "schools" in str(line.change)]


def test_a_person_gets_what_is_kept_of_them_and_is_forgotten() -> None:
    a_held_measure()
    request = an_update(chantal())
    subject = Subject(address="Aline@example.org")

    assert export_updates(subject)[0]["measure"] == "tablets"
    assert purge_updates(NOON + timedelta(days=1), NOON) == 0
    say_unchanged(request, now_published(), at=NOON)
    assert purge_updates(NOON + timedelta(days=1), NOON) == 1
    assert export_updates(subject) == []
    assert erase_updates(subject, NOON) == 0


def test_a_measure_is_taken_handed_over_and_left_with_a_line_each() -> None:
    measure, officer = a_held_measure(), chantal()
    other = User.objects.create_user("o@example.org", name="Odile", role=Role.OFFICER)

    take_measure(measure, by=officer, at=NOON)
    take_measure(measure, by=officer, at=NOON)
    hand_over_measure(measure, other, by=officer, at=NOON)
    assert MeasureOfficer.objects.get().person == other
    with pytest.raises(NotYourMeasure):
        leave_measure(measure, by=officer, at=NOON)
    with pytest.raises(NotYourMeasure):
        hand_over_measure(measure, officer, by=officer, at=NOON)
    with pytest.raises(NotAnOfficer, match="Bruno"):
        hand_over_measure(measure, bruno(), by=other, at=NOON)
    leave_measure(measure, by=other, at=NOON)

    verbs = JournalLine.objects.filter(verb__startswith="officer").order_by("seq")
    said = [line.verb.partition(".")[2] for line in verbs]
    assert said == ["taken", "taken", "left", "left"]
