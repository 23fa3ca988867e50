"""Forgetting by the calendar: each night what was kept for long enough goes."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from perron.core.journal.lines import Entry, record
from perron.core.personal.register import Holding, holdings

logger = logging.getLogger("perron.personal")
CHAIN = "personal"
VERB = "retention.done"


def forget_old(at: datetime) -> dict[str, int]:
    """Let every holding remove what is too old; answer the rows of each that removed some.

    Each has a transaction of its own: one that fails is told in the log and hinders no other.
    A night in which something went is a line in the journal, with numbers and nothing else.
    """
    gone: dict[str, int] = {}
    for holding in holdings:
        try:
            count = _purged(holding, at)
        except Exception:
            logger.exception("Old data of “%s” was not removed; it is tried again.", holding.name)
            continue
        if count:
            gone[holding.name] = count
    if gone:
        record(CHAIN, Entry(VERB, change=gone), by=None, at=at)
    return gone


def rehearse(at: datetime) -> dict[str, int]:
    """What :func:`forget_old` would remove; nothing is."""
    with transaction.atomic():
        gone = {holding.name: _purged(holding, at) for holding in holdings if holding.purge}
        transaction.set_rollback(True)
    return gone


def _purged(holding: Holding, at: datetime) -> int:
    if holding.purge is None:
        return 0
    with transaction.atomic():
        return holding.purge(at - timedelta(days=holding.days_kept), at)
