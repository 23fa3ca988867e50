"""Work that comes round: each time it is due one worker claims it, however many there are."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from perron.core.models import Due, Work
from perron.core.queue import enqueue

NIGHTLY: dict[str, time] = {
    "core.nightly": time(2, 30),
    "core.seal": time(2, 40),
    "core.alarms": time(6, 30),
    "core.prune": time(3),
    "core.retention": time(3, 10),
}
EVERY_TICK: list[str] = []
TICK = timedelta(seconds=20)


def enqueue_due(at: datetime | None = None, *, every: timedelta = TICK) -> list[str]:
    """Enqueue every job whose hour or tick has come; answer their names.

    The moment is the database's unless one is given: a worker whose clock is wrong is not asked.
    A job of every tick that is still waiting or running is not enqueued a second time.
    """
    known = dict(Due.objects.values_list("job", "next_at"))
    for name in (*NIGHTLY, *EVERY_TICK):
        if name not in known:
            _write_down(name, at)
    ripe = Due.objects.filter(job__in=(*NIGHTLY, *EVERY_TICK), next_at__lte=at or Now())
    return [due.job for due in list(ripe) if _claim(due.job, at, every)]


@transaction.atomic
def _write_down(name: str, at: datetime | None) -> None:
    """Begin to keep account of a job: from the next night, or from now."""
    due, made = Due.objects.get_or_create(job=name, defaults={"next_at": at or Now()})
    if made and name in NIGHTLY:
        due.refresh_from_db()
        due.next_at = next_night(NIGHTLY[name], due.next_at)
        due.save(update_fields=["next_at"])


@transaction.atomic
def _claim(name: str, at: datetime | None, every: timedelta) -> bool:
    ripe = Due.objects.select_for_update().filter(job=name, next_at__lte=at or Now())
    due = ripe.annotate(clock=Now()).first()
    if due is None:
        return False
    moment = at or due.clock
    due.next_at = next_night(NIGHTLY[name], moment) if name in NIGHTLY else moment + every
    due.save(update_fields=["next_at"])
    if name in EVERY_TICK and Work.objects.open().filter(name=name).exists():
        return False
    enqueue(name)
    return True


def next_night(hour: time, at: datetime) -> datetime:
    """The next moment after ``at`` at which the region's clocks show this hour."""
    local = timezone.localtime(at)
    tonight = timezone.make_aware(datetime.combine(local.date(), hour))
    return (
        tonight
        if tonight > at
        else timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), hour))
    )
