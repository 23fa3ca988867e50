"""An officer's measures: how they stand, what is late, what others did; others look on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.clock.owing import NewOwed, owe
from perron.core.records.proposing import publish_records
from perron.core.text import Text
from perron.desk.pieces.changes import people_named
from perron.desk.pieces.judging import judging
from perron.desk.pieces.mine import measures_of
from perron.directory.models import Organisation
from perron.strategy.models import Measure, MeasureOfficer, UpdateRequest
from perron.strategy.services.asking import ask_holder
from perron.strategy.services.officers import take_measure
from tests.desk.make import DESK, a_rich_plan, at_desk, person, republish, shown
from tests.make import NOON, a_measure, chantal, records
from tests.strategy.make import HELD, a_held_measure, a_proposal

pytestmark = pytest.mark.django_db
LATE: dict[str, Any] = {
    "milestones": [{"name": {"en": "Start"}, "due": "2019-01"}],
    "state": "running",
}


def mine(officer: User, code: str = "tablets") -> None:
    """An officer begins to look after a measure."""
    measure = Measure.objects.get(code=code)
    take_measure(measure, by=officer, at=timezone.now() - timedelta(hours=1))


def test_each_measure_has_its_next_step() -> None:
    measure, officer = a_held_measure(), chantal()
    mine(officer)
    steps = []

    def look() -> None:
        (one,) = measures_of(officer, timezone.now(), reader=officer).measures
        steps.append(one.step)

    look()
    mill = Organisation.objects.get(code="mill")
    request = ask_holder(measure, mill, by=officer, at=timezone.now())
    look()
    a_proposal(request)
    look()
    UpdateRequest.objects.update(decision="published")
    Measure.objects.update(confirmed_at=timezone.now())
    look()
    assert steps == [
        "Ask its holder",
        "The holder was asked",
        "Decide what the holder proposes",
        "Edit",
    ]


def test_the_holder_is_asked_from_the_list_in_one_press() -> None:
    a_held_measure()
    officer = chantal()
    mine(officer)
    desk = at_desk(officer)
    assert 'value="ask"' in desk.get(f"{DESK}/").content.decode()

    done = desk.post(f"{DESK}/measures/tablets/", {"do": "ask"}, follow=True)
    assert "Mill is asked to answer by" in shown(done)
    assert UpdateRequest.objects.count() == 1


def test_a_measure_without_a_holder_asks_nobody() -> None:
    a_held_measure(partners=[])

    desk = at_desk(chantal())
    done = desk.post(f"{DESK}/measures/tablets/", {"do": "ask"}, follow=True)
    assert "names no holder" in shown(done)


def test_what_is_late_is_told_with_the_way_to_it() -> None:
    a_rich_plan()
    ask = {"code": "ask-2", "card": "card-1", "text": {"en": "Hurry"}, "due": "2020"}
    republish("recommendation", ask)
    officer = chantal()
    mine(officer)
    now = timezone.now()
    owe(
        NewOwed(
            reference="answer",
            kind="question",
            title=Text({"en": "An answer"}),
            owed_by="agency",
            owed_to="someone",
            about=("measure", "tablets"),
            due=timezone.localdate() - timedelta(days=2),
        ),
        by=None,
        at=now,
    )

    late = measures_of(officer, now, reader=officer).late
    assert [(one.what, one.kind) for one in late] == [
        ("Start", "milestone"),
        ("Hurry", "recommendation"),
        ("An answer", "owed"),
    ]


def test_a_request_that_was_not_answered_is_late_after_its_day() -> None:
    measure, officer = a_held_measure(), chantal()
    mine(officer)
    mill, now = Organisation.objects.get(code="mill"), timezone.now()
    ask_holder(measure, mill, by=officer, at=now)

    assert measures_of(officer, now, reader=officer).late == []
    (late,) = measures_of(officer, now + timedelta(days=31), reader=officer).late
    assert (late.what, late.kind) == ("Mill", "update not answered")


def test_what_mine_lack_is_told_and_what_others_lack_is_not() -> None:
    a_rich_plan()
    republish("measure", a_measure("bare"))
    officer = chantal()
    mine(officer, "bare")

    gaps = measures_of(officer, timezone.now(), reader=officer).gaps
    assert {gap.title for gap in gaps} == {"Bare"}
    assert any("edit/measure/bare/" in gap.url for gap in gaps)


def test_what_others_did_is_news_until_it_is_seen() -> None:
    a_held_measure()
    officer, colleague = chantal(), person(Role.OFFICER, "odile")
    mine(officer)
    now = timezone.now()
    for by, state in ((officer, "running"), (colleague, "suspended")):
        changed = records(measure=[a_measure(**{**HELD, "state": state})])
        publish_records(changed, by=by, at=now)

    desk = at_desk(officer)
    (deed,) = measures_of(officer, timezone.now(), reader=officer).news
    assert (deed.who, deed.what) == ("Odile", "measure changed")
    desk.post(f"{DESK}/seen/", {"until": (now - timedelta(minutes=5)).isoformat()})
    assert measures_of(officer, timezone.now(), reader=officer).news
    desk.post(f"{DESK}/seen/", {"until": timezone.now().isoformat()})
    assert measures_of(officer, timezone.now(), reader=officer).news == []


@pytest.mark.parametrize("until", ["", "yesterday", "2026-13-45T00:00:00+00:00", "2999-01-01"])
def test_a_moment_that_is_none_means_now(until: str) -> None:
    a_held_measure()
    officer = chantal()
    mine(officer)

    at_desk(officer).post(f"{DESK}/seen/", {"until": until})
    assert MeasureOfficer.objects.get().seen_at <= timezone.now()


def test_a_measure_is_taken_and_handed_over_at_the_desk() -> None:
    a_held_measure()
    officer, colleague = chantal(), person(Role.OFFICER, "odile")
    desk, page = at_desk(officer), f"{DESK}/measures/tablets/"

    assert "You look after this measure now." in shown(desk.post(page, {"do": "take"}, follow=True))
    done = desk.post(page, {"do": "hand", "to": str(colleague.key)}, follow=True)
    assert "Odile looks after it now." in shown(done)
    assert MeasureOfficer.objects.get().person == colleague
    assert at_desk(colleague).post(page, {"do": "leave"}).status_code == 302
    assert desk.post(page, {"do": "hand", "to": "nobody"}).status_code == 404
    assert not MeasureOfficer.objects.exists()


def test_an_auditor_sees_anybodys_measures_and_does_nothing() -> None:
    a_held_measure()
    officer = chantal()
    mine(officer)
    auditor = at_desk(person(Role.AUDITOR))

    page = auditor.get(f"{DESK}/measures/?officer={officer.key}")
    assert "Measures of Chantal" in shown(page)
    assert 'value="ask"' not in page.content.decode()
    assert auditor.post(f"{DESK}/measures/tablets/", {"do": "take"}).status_code == 403


def test_an_officer_does_not_look_into_anothers_list() -> None:
    a_held_measure()
    officer, colleague = chantal(), person(Role.OFFICER, "odile")
    mine(officer)

    page = at_desk(colleague).get(f"{DESK}/measures/?officer={officer.key}")
    assert "You look after no measure yet." in shown(page)


def test_an_evaluator_sees_recommendations_without_an_end() -> None:
    a_rich_plan()
    open_one = {"code": "ask-2", "card": "card-1", "text": {"en": "Hurry"}, "due": "2020"}
    republish("recommendation", open_one)

    page = shown(at_desk(person(Role.EVALUATOR)).get(f"{DESK}/"))
    assert "1 recommendation waits for its follow-up. Hurry Tablets due 2020 overdue" in page
    assert [one["code"] for one in judging(timezone.now())["waiting"]] == ["ask-2"]


def test_who_acted_under_a_mandate_is_named() -> None:
    officer = chantal()
    actor = f"person:{officer.key} for person:{person(Role.OFFICER, 'odile').key}"

    assert people_named([actor, "organisation:mill"]) == {actor: "Chantal"}


def test_my_measures_take_as_many_questions_for_one_as_for_many() -> None:
    a_held_measure(**LATE)
    officer = chantal()
    mine(officer)
    counts = []
    for number in range(2):
        measures_of(officer, timezone.now(), reader=officer)
        with CaptureQueriesContext(connection) as queries:
            measures_of(officer, timezone.now(), reader=officer)
        counts.append(len(queries))
        more = [a_measure(f"m{number}{one}", **{**HELD, **LATE}) for one in range(4)]
        publish_records(records(measure=more), by=None, at=NOON)
        for measure in more:
            mine(officer, measure["code"])

    assert counts[0] == counts[1]
