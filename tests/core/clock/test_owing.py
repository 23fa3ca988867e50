"""One clock, both ways: owed, reminded of, put off, settled."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test.utils import override_settings

from perron.core.clock.owing import NewOwed, owe, put_off, raise_alarms, settle
from perron.core.clock.parties import Party, namings, parties
from perron.core.clock.policy import OwedKind, OwedKinds, Shown, owed_kinds
from perron.core.enums import OwedState
from perron.core.errors import DueTooEarly, NoReason, SettledAlready
from perron.core.models import JournalLine, Owed
from perron.core.publications import publication_number
from perron.core.text import Text
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db
TODAY = NOON.date()

if "trial" not in owed_kinds:
    owed_kinds.add(OwedKind("trial", "a trial", days=30, alerts=(7, 0, -7)))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The days left of each reminder."""
    heard: list[int] = []
    monkeypatch.setattr("perron.core.clock.owing.alarms", [lambda _, left, __: heard.append(left)])
    return heard


def asked(**wishes: Any) -> Owed:
    plain = NewOwed("trial:1", "trial", Text({"en": "An answer"}), "agency", "someone")
    return owe(replace(plain, **wishes), by=None, at=NOON)


def test_the_policy_says_until_when() -> None:
    owed = asked()

    assert owed.due == TODAY + timedelta(days=30)
    assert JournalLine.objects.get().verb == "owed.opened"


def test_the_same_thing_is_owed_once() -> None:
    assert asked() == asked(due=date(2026, 5, 1))
    assert JournalLine.objects.count() == 1


def test_a_region_has_its_own_policy() -> None:
    own = {"trial": {"days": 3, "shown": "never", "alerts": [1]}}
    with override_settings(REGION=replace(settings.REGION, owed=own)):
        assert owed_kinds["trial"].shown == Shown.NEVER
        assert asked().due == TODAY + timedelta(days=3)
        assert Owed.objects.get().alert_days == [1]


def test_an_unknown_kind_is_a_mistake_and_a_known_one_is_not_declared_twice() -> None:
    register = OwedKinds()
    register.add(OwedKind("answer", "an answer", days=1))

    with pytest.raises(KeyError):
        register["other"]
    with pytest.raises(ValueError, match="answer"):
        register.add(OwedKind("answer", "an answer", days=1))
    assert register.shown(Shown.WHEN_LATE) == ["answer"]


def test_settled_once() -> None:
    owed = settle(asked(), by=chantal(), at=NOON)

    assert owed.state == OwedState.SETTLED
    with pytest.raises(SettledAlready, match="“An answer” is no longer awaited: settled"):
        settle(owed, by=None, at=NOON)


def test_a_refusal_has_a_reason() -> None:
    with pytest.raises(NoReason):
        settle(asked(), by=None, at=NOON, state=OwedState.REFUSED, reason=" ")
    assert Owed.objects.get().state == OwedState.OPEN


def test_more_time_has_a_reason_and_the_first_date_stays_to_be_seen() -> None:
    owed = asked()
    with pytest.raises(DueTooEarly):
        put_off(owed, owed.due, by=None, at=NOON, reason="busy")

    later = put_off(owed, owed.due + timedelta(days=10), by=None, at=NOON, reason="holidays")
    assert later.extensions[0]["from"] == owed.due.isoformat()
    assert later.extensions[0]["reason"] == "holidays"
    assert JournalLine.objects.filter(verb="owed.put-off").exists()


def test_reminders_come_on_their_day_and_once(told: list[int]) -> None:
    asked(due=TODAY + timedelta(days=7))

    for day in (0, 0, 1, 7, 7, 14):
        raise_alarms(NOON + timedelta(days=day))
    assert told == [7, 0, -7]


def test_days_that_nobody_looked_at_become_one_reminder(told: list[int]) -> None:
    asked(due=TODAY + timedelta(days=10))

    assert raise_alarms(NOON + timedelta(days=30)) == 1
    assert told == [-20]


def test_a_clock_that_jumps_back_reminds_of_nothing_twice(told: list[int]) -> None:
    asked(due=TODAY + timedelta(days=7))

    for day in (7, 0, 7):
        raise_alarms(NOON + timedelta(days=day))
    assert told == [0]


def test_a_convention_that_ends_is_announced_half_a_year_before(told: list[int]) -> None:
    asked(due=date(2019, 9, 30), alerts=(183, 91, 30))

    raise_alarms(NOON.replace(year=2019, month=3, day=31))
    assert told == [183]


def test_what_is_settled_reminds_of_nothing(told: list[int]) -> None:
    settle(asked(), by=None, at=NOON)

    assert raise_alarms(NOON + timedelta(days=60)) == 0
    assert told == []


def test_a_publication_is_counted_because_the_page_is_public() -> None:
    before = publication_number()
    asked()

    assert publication_number() > before


def test_parties_are_named_by_who_knows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(namings, "club", lambda codes: {c: Party(c.title(), "/c/") for c in codes})

    named = parties(["agency", "club:chess", "someone", "ghost:12"])
    assert named["club:chess"] == Party("Chess", "/c/")
    assert named["ghost:12"] == named["someone"]
    assert named["agency"].name
