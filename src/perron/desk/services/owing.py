"""What officers enter as owed: conventions that end, requests, corrections by partners."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.core.clock.owing import NewOwed, owe, put_off, settle
from perron.core.clock.parties import AGENCY
from perron.core.dates import months_before
from perron.core.enums import OwedState
from perron.core.errors import NoReason, NotAllowed
from perron.core.models import Owed
from perron.core.text import Text

RIGHT = "inquiries.answer"
ENTERED = "desk:"


@dataclass(frozen=True, slots=True)
class Entered:
    """Something owed between the agency and a partner.

    ``months`` are the months before the due date on which the owing side is reminded.
    """

    key: UUID
    kind: str
    title: Text
    organisation: str
    by_agency: bool
    since: date
    due: date | None = None
    months: tuple[int, ...] = ()


def enter_owed(new: Entered, *, by: User, at: datetime) -> Owed:
    """Begin the clock for what was agreed elsewhere; a form sent twice begins it once."""
    if not by.may(RIGHT):
        raise NotAllowed(thing=new.title)
    partner = f"organisation:{new.organisation}"
    sides = (AGENCY, partner) if new.by_agency else (partner, AGENCY)
    alerts = None
    if new.due and new.months:
        days = [(new.due - months_before(new.due, months)).days for months in new.months]
        alerts = (*sorted(days, reverse=True), 0, -7)
    wanted = NewOwed(
        reference=f"{ENTERED}{new.key}",
        kind=new.kind,
        title=new.title,
        owed_by=sides[0],
        owed_to=sides[1],
        about=("organisation", new.organisation),
        due=new.due,
        alerts=alerts,
        opened=timezone.make_aware(datetime.combine(new.since, time(12))),
    )
    return owe(wanted, by=by, at=at)


@transaction.atomic
def settle_owed(owed: Owed, *, by: User, at: datetime, reason: str = "") -> Owed:
    """It is done; a reason may say how."""
    _may(owed, by)
    return settle(owed, by=by, at=at, reason=reason)


@transaction.atomic
def refuse_owed(owed: Owed, *, by: User, at: datetime, reason: str) -> Owed:
    """It will not be done; the reason is public."""
    _may(owed, by)
    if not reason.strip():
        raise NoReason
    return settle(owed, by=by, at=at, state=OwedState.REFUSED, reason=reason)


@transaction.atomic
def put_owed_off(owed: Owed, until: date, *, by: User, at: datetime, reason: str) -> Owed:
    """More time, with a reason; the first date stays to be seen."""
    _may(owed, by)
    return put_off(owed, until, by=by, at=at, reason=reason)


def is_entered(owed: Owed) -> bool:
    """Whether the desk itself keeps it; what others began is settled where it was begun."""
    return owed.reference.startswith(ENTERED)


def _may(owed: Owed, by: User) -> None:
    if not by.may(RIGHT) or not is_entered(owed):
        raise NotAllowed(thing=owed.title)
