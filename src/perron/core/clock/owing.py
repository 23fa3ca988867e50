"""Something is owed, put off with a reason, and settled, refused or withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from perron.core.clock.policy import owed_kinds
from perron.core.enums import OwedState
from perron.core.errors import DueTooEarly, NoReason, SettledAlready
from perron.core.journal.lines import Actor, Entry, record
from perron.core.models import Owed
from perron.core.publications import next_publication, take_turn
from perron.core.text import Text

CHAIN = "clock"
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class NewOwed:
    """Something that shall be owed; without a due date the policy's usual time counts.

    ``opened`` is the moment from which it is owed, where that lies before its being written down.
    """

    reference: str
    kind: str
    title: Text
    owed_by: str
    owed_to: str
    about: tuple[str, str] = ("", "")
    due: date | None = None
    alerts: tuple[int, ...] | None = field(default=None)
    opened: datetime | None = None


@transaction.atomic
def owe(new: NewOwed, *, by: Actor | None, at: datetime) -> Owed:
    """Begin the clock; the same reference is owed once, however often it is asked."""
    policy = owed_kinds[new.kind]
    take_turn(at)  # before any row of one's own is locked: everybody waits in the same order
    begins = new.opened or at
    today = timezone.localdate(begins)
    owed, fresh = Owed.objects.get_or_create(
        reference=new.reference,
        defaults={
            "kind": new.kind,
            "title": new.title,
            "about_kind": new.about[0],
            "about_code": new.about[1],
            "owed_by": new.owed_by,
            "owed_to": new.owed_to,
            "opened_at": begins,
            "due": new.due or today + timedelta(days=policy.days),
            "alert_days": list(policy.alerts if new.alerts is None else new.alerts),
        },
    )
    if fresh:
        _remember("opened", owed, {"due": owed.due, "by": owed.owed_by}, by=by, at=at)
    return owed


@transaction.atomic
def settle(
    owed: Owed,
    *,
    by: Actor | None,
    at: datetime,
    state: OwedState = OwedState.SETTLED,
    reason: str = "",
) -> Owed:
    """Stop the clock; a refusal says why."""
    kept = _open(owed, at)
    told = _told(reason, needed=state == OwedState.REFUSED)
    kept.state, kept.settled_at, kept.reason = state, at, told
    kept.save(update_fields=["state", "settled_at", "reason"])
    _remember(state.value, kept, {"reason": told}, by=by, at=at)
    return kept


@transaction.atomic
def put_off(owed: Owed, until: date, *, by: Actor | None, at: datetime, reason: str) -> Owed:
    """Give more time, with a reason; the earlier dates stay to be seen."""
    kept = _open(owed, at)
    told = _told(reason, needed=True)
    if until <= max(kept.due, timezone.localdate(at)):
        raise DueTooEarly(due=kept.due)
    kept.extensions = [
        *kept.extensions,
        {"from": kept.due.isoformat(), "at": at.isoformat(), "reason": told},
    ]
    _remember("put-off", kept, {"due": [kept.due, until], "reason": told}, by=by, at=at)
    kept.due, kept.alerted_days = until, []
    kept.save(update_fields=["due", "extensions", "alerted_days"])
    return kept


Alarm = Callable[[Owed, int, datetime], None]
alarms: list[Alarm] = []


@transaction.atomic
def raise_alarms(at: datetime) -> int:
    """Remind of everything whose day has come; answer how many were.

    Days that nobody looked at (the worker was down, the clock jumped ahead) become one reminder;
    a clock that jumps back reminds of nothing twice.
    """
    today = timezone.localdate(at)
    reminded = 0
    for owed in Owed.objects.open().select_for_update(of=("self",)).iterator(chunk_size=500):
        left = (owed.due - today).days
        gone = [day for day in owed.alert_days if day >= left and day not in owed.alerted_days]
        if gone:
            owed.alerted_days = sorted({*owed.alerted_days, *gone}, reverse=True)
            owed.save(update_fields=["alerted_days"])
            for alarm in alarms:
                alarm(owed, left, at)
            reminded += 1
    return reminded


def _open(owed: Owed, at: datetime) -> Owed:
    take_turn(at)
    kept = Owed.objects.select_for_update(of=("self",)).get(pk=owed.pk)
    if kept.state != OwedState.OPEN:
        raise SettledAlready(what=kept.title, state=kept.get_state_display())
    return kept


def _told(reason: str, *, needed: bool) -> str:
    told = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if needed and not told:
        raise NoReason
    return told


def _remember(
    verb: str, owed: Owed, change: dict[str, object], *, by: Actor | None, at: datetime
) -> None:
    """A line in the journal, and a new publication: the page of what is owed is public."""
    record(CHAIN, Entry(f"owed.{verb}", "owed", owed.reference[:120], change), by=by, at=at)
    next_publication(at)
