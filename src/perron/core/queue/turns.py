"""Whose turn it is: rows pass from waiting to running to done, by the database's own clock.

A row belongs to a worker under the number of its attempt. Whoever comes back too late, after
another worker took the row, finds another number there and changes nothing.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from perron.core.enums import WorkState
from perron.core.models import Work
from perron.core.queue.registering import MOST_ATTEMPTS, Job, jobs

logger = logging.getLogger("perron.queue")
NOBODY_CAME_BACK = "WorkerDied"
UNKNOWN_LEASE = timedelta(seconds=10)


def claim() -> Work | None:
    """Take the next row whose turn has come; None when there is none, or when others have it.

    The claim is committed before the job begins, so that a job which kills its workers is counted
    and given up in the end.
    """
    with transaction.atomic():
        while work := Work.objects.due().select_for_update(skip_locked=True).first():
            job = jobs.get(work.name)
            if work.attempts < (job.attempts if job else MOST_ATTEMPTS):
                _lend(work, job)
                return work
            give_up(work, work.fault or NOBODY_CAME_BACK)
    return None


def _lend(work: Work, job: Job | None) -> None:
    work.attempts += 1
    Work.objects.filter(pk=work.pk).update(
        state=WorkState.RUNNING,
        attempts=work.attempts,
        lease_until=Now() + (job.lease if job else UNKNOWN_LEASE),
    )


def finish(work: Work) -> bool:
    """Mark a row done; False when it is another worker's by now."""
    return bool(
        Work.objects.held(work).update(
            state=WorkState.DONE, done_at=Now(), lease_until=None, fault=""
        )
    )


def put_back(work: Work, fault: str, job: Job | None) -> None:
    """After a failure: let the row wait a while longer each time, and give it up in the end."""
    most = job.attempts if job else MOST_ATTEMPTS
    if work.attempts >= most:
        give_up(work, fault)
        return
    delay = job.delay(work.attempts) if job else UNKNOWN_LEASE
    logger.warning("%s %s: %s, attempt %s of %s", work.name, work.pk, fault, work.attempts, most)
    Work.objects.held(work).update(
        state=WorkState.WAITING, not_before=Now() + delay, lease_until=None, fault=fault
    )


def give_up(work: Work, fault: str) -> None:
    """Keep the row as failed, under the name of what went wrong and nothing personal."""
    logger.error("%s %s: %s, given up after %s attempts", work.name, work.pk, fault, work.attempts)
    Work.objects.held(work).update(
        state=WorkState.FAILED, done_at=Now(), lease_until=None, fault=fault
    )


def prune(*, done: timedelta = timedelta(days=2), failed: timedelta = timedelta(days=90)) -> int:
    """Forget what was done or given up long ago; answer how many rows that were."""
    gone = 0
    for state, kept in ((WorkState.DONE, done), (WorkState.FAILED, failed)):
        old = Work.objects.filter(state=state, done_at__lt=Now() - kept)
        gone += old.delete()[0]
    return gone
