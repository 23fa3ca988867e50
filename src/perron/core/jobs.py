"""Doors from the queue to the core's services."""

from django.core.management import call_command
from django.utils import timezone

from perron.core.personal.retention import forget_old
from perron.core.queue import job, prune
from perron.core.records.snapshots import take_snapshot


@job("core.nightly")
def nightly() -> None:
    """Keep the day's snapshot and forget sessions that ended."""
    take_snapshot(by=None, at=timezone.now())
    call_command("clearsessions")


@job("core.prune")
def prune_queue() -> None:
    """Forget jobs done long ago."""
    prune()


@job("core.retention", atomic=False)
def retention() -> None:
    """Forget personal data that was kept for long enough."""
    forget_old(timezone.now())
