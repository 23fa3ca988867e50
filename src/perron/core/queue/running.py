"""Running one job: in one transaction with its row, or step by step under a lease."""

import logging
from contextvars import ContextVar
from datetime import timedelta
from types import TracebackType

from django.db import transaction
from django.db.models.functions import Now

from perron.core.models import Work
from perron.core.queue.registering import Job, jobs
from perron.core.queue.turns import claim, finish, put_back

logger = logging.getLogger("perron.queue")
_at_hand: ContextVar[Work | None] = ContextVar("at_hand", default=None)


class LeaseLost(Exception):
    """Another worker has the row by now: stop, and leave the rest to it."""


class _Attempt:
    """Keeps the kind of whatever a job raises; requests to stop the program pass."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.fault: type[BaseException] | None = None

    def __enter__(self) -> None:
        self.token = _at_hand.set(self.work)

    def __exit__(
        self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None
    ) -> bool:
        del fault, trace
        _at_hand.reset(self.token)
        self.fault = kind
        return kind is not None and issubclass(kind, Exception)


def run_next() -> bool:
    """Claim a row and run its job; False when nothing was due."""
    work = claim()
    if work is None:
        return False
    job = jobs.get(work.name)
    attempt = _Attempt(work)
    with attempt:
        if job is None:
            raise LookupError(work.name)
        run = _run_whole if job.atomic else _run_stepwise
        run(job, work)
    if attempt.fault is LeaseLost:
        logger.warning("%s %s: another worker has it by now", work.name, work.pk)
    elif attempt.fault:
        put_back(work, attempt.fault.__name__, job)
    return True


def _run_whole(job: Job, work: Work) -> None:
    """Everything or nothing: the row stays locked, so nobody else begins it meanwhile.

    Here the lock is waited for: PostgreSQL keeps a row locked that another worker's claim has
    looked at and left, until that claim is committed.
    """
    with transaction.atomic():
        if not Work.objects.held(work).select_for_update().first():
            raise LeaseLost
        job.do(*work.arguments)
        if not finish(work):
            raise LeaseLost


def _run_stepwise(job: Job, work: Work) -> None:
    job.do(*work.arguments)
    if not finish(work):
        raise LeaseLost


def extend_lease(by: timedelta | None = None) -> None:
    """Say, from inside a long job, that its worker is alive; commit it before the lease is over.

    Without a length the job's own lease begins anew. Raises LeaseLost when another worker took
    over. Outside a worker it does nothing, so that services can be called from anywhere.
    """
    work = _at_hand.get()
    if work is None:
        return
    until = Now() + (by or jobs[work.name].lease)
    if not Work.objects.held(work).update(lease_until=until):
        raise LeaseLost


def work_off() -> int:
    """Do whatever is due now, then stop; answer how many jobs were begun."""
    begun = 0
    while run_next():
        begun += 1
    return begun
