"""Nightly work: what is due is claimed by one worker, however many there are."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from perron.core.models import Due
from perron.core.queue import enqueue

NIGHTLY: dict[str, time] = {"core.nightly": time(2, 30)}


@transaction.atomic
def enqueue_due(at: datetime) -> list[str]:
    """Enqueue every nightly job whose hour has come; answer their names."""
    claimed: list[str] = []
    for name, hour in NIGHTLY.items():
        Due.objects.get_or_create(job=name, defaults={"next_at": next_night(hour, at)})
        due = Due.objects.select_for_update().get(job=name)
        if due.next_at <= at:
            due.next_at = next_night(hour, at)
            due.save(update_fields=["next_at"])
            enqueue(name)
            claimed.append(name)
    return claimed


def next_night(hour: time, at: datetime) -> datetime:
    """The next moment after ``at`` at which the region's clocks show this hour."""
    local = timezone.localtime(at)
    tonight = timezone.make_aware(datetime.combine(local.date(), hour))
    return (
        tonight
        if tonight > at
        else timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), hour))
    )
