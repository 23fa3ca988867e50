"""Leaving a jury: what was not handed in goes to others."""

from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.calls.models import Application, Juror, Review
from perron.calls.services.judging.journal import KEEP, in_turn, remember
from perron.calls.services.judging.readers import fill_up
from perron.core.errors import NotAllowed


@transaction.atomic
def leave_jury(juror: Juror, *, by: User, at: datetime) -> list[Review]:
    """Leave a jury, or take somebody off it; answer what others read instead.

    All scores of one who left stop counting, handed in or not, and stay to be seen by officers.
    Leaving twice changes nothing.
    """
    edition = in_turn(juror.edition)
    seat = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
    is_own = seat.person_id == by.pk and not by.acting
    if not is_own and not by.may(KEEP):
        raise NotAllowed(thing=edition)
    if seat.left_at:
        return []
    seat.left_at = at
    seat.save(update_fields=["left_at"])
    mine = Review.objects.filter(juror=seat, withdrawn_at=None)
    applications = list(
        Application.objects.filter(pk__in=mine.values("application")).order_by("number")
    )
    handed = mine.handed().count()
    mine.update(withdrawn_at=at)
    change = {"handed_in": handed, "own_wish": is_own}
    remember("juror.left", edition, change, by=by, at=at, private={"person": str(seat.person.key)})
    return fill_up(applications, edition, by=by, at=at)
