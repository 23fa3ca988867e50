"""The heartbeat of what serves the site: every few seconds, whoever wants to know is told."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

log = logging.getLogger(__name__)
ASKED_FOR = "HEARTBEAT"  # set by “perron run” and “perron serve” for the processes they start
SELDOM = 30.0  # seconds
OFTEN = 3  # times within the shortest outage that counts

Beat = Callable[[datetime], None]
beats: list[Beat] = []  # filled by the apps above


def begin_beating() -> threading.Thread | None:
    """Beat in the background as long as this process lives, where it was asked to."""
    if not os.environ.get(ASKED_FOR):
        return None
    thread = threading.Thread(target=_go_on, name="heartbeat", daemon=True)
    thread.start()
    return thread


def beat_once(at: datetime) -> None:
    """Tell everybody; a database that does not answer is a beat that is missing."""
    close_old_connections()
    for beat in beats:
        try:
            beat(at)
        except DatabaseError as fault:
            log.warning("no heartbeat was written: %s", type(fault).__name__)


def pause() -> float:
    """Seconds between two beats."""
    return min(SELDOM, settings.OUTAGE_MINUTES * 60 / OFTEN)


def _go_on() -> None:
    stopped = threading.Event()
    beat_once(timezone.now())
    while not stopped.wait(pause()):
        beat_once(timezone.now())
