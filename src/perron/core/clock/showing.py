"""What everybody may see of what is owed, as the region's policy has it."""

from datetime import date

from django.db.models import Q, QuerySet

from perron.core.clock.policy import Shown, owed_kinds
from perron.core.enums import OwedState
from perron.core.models import Owed

OVER = (OwedState.SETTLED, OwedState.REFUSED)


def shown_owed(today: date) -> QuerySet[Owed]:
    """What is public today.

    What is open is seen at once, or when it is late or was put off, as its kind has it; what is
    over is seen unless its kind is never shown. What was withdrawn, and what was no inquiry at
    all, is not.
    """
    at_once, when_late = owed_kinds.shown(Shown.AT_ONCE), owed_kinds.shown(Shown.WHEN_LATE)
    settled_only = owed_kinds.shown(Shown.WHEN_SETTLED)
    is_open = Q(state=OwedState.OPEN)
    told = is_late(today) | ~Q(extensions=[])  # nobody hides a late answer by putting it off
    return Owed.objects.filter(
        is_open & Q(kind__in=at_once)
        | is_open & Q(kind__in=when_late) & told
        | Q(state__in=OVER, kind__in=[*at_once, *when_late, *settled_only])
    )


def is_late(today: date) -> Q:
    """What is past the date that was promised first, however often it was put off."""
    return Q(due__lt=today) | Q(extensions__0__from__lt=today.isoformat())


def is_in_time(today: date) -> Q:
    """What is not past the date that was promised first."""
    never_put_off = Q(extensions=[])
    return Q(due__gte=today) & (never_put_off | Q(extensions__0__from__gte=today.isoformat()))


def first_due(owed: Owed) -> date:
    """The date that was promised first, before it was put off."""
    return date.fromisoformat(owed.extensions[0]["from"]) if owed.extensions else owed.due
