"""Doors from the queue to the core's services."""

import logging

from django.core.management import call_command
from django.utils import timezone

from perron.core.clock.owing import raise_alarms
from perron.core.errors import KeyMissing, KeyUnreadable
from perron.core.journal.sealing import seal_journal
from perron.core.personal.retention import forget_old
from perron.core.queue import job, prune
from perron.core.records.snapshots import take_snapshot

logger = logging.getLogger("perron.journal")


@job("core.nightly")
def nightly() -> None:
    """Keep the day's snapshot and forget sessions that ended."""
    take_snapshot(by=None, at=timezone.now())
    call_command("clearsessions")


@job("core.alarms")
def ring_alarms() -> None:
    """Remind of what is due."""
    raise_alarms(timezone.now())


@job("core.seal")
def seal() -> None:
    """Seal the day's heads of the journal; without a key nothing else of the night is stopped."""
    try:
        seal_journal(timezone.now())
    except (KeyMissing, KeyUnreadable):
        logger.exception("The journal was not sealed.")


@job("core.prune")
def prune_queue() -> None:
    """Forget jobs done long ago."""
    prune()


@job("core.retention", atomic=False)
def retention() -> None:
    """Forget personal data that was kept for long enough."""
    forget_old(timezone.now())
