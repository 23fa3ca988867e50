"""A worker's loop: what is due, one job after the other, until it is told to stop.

Looking at the table is all the wake-up there is. A row whose lease ran out, because its worker was
killed, is due like any other: there is no separate sweep that could be forgotten.
"""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from perron.core.queue.running import run_next

logger = logging.getLogger("perron.queue")
PAUSE = 0.5
TICK = 5.0


def work(
    stopping: Callable[[], bool],
    *,
    tick: Callable[[], object],
    pause: float = PAUSE,
    every: float = TICK,
) -> None:
    """Work until ``stopping`` says so; the job at hand is finished first.

    ``tick`` is called at the start and then every so many seconds, between two jobs. A database
    that does not answer is asked again after a pause.
    """
    next_tick = time.monotonic()
    while not stopping():
        busy = False
        try:
            if time.monotonic() >= next_tick:
                tick()
                next_tick = time.monotonic() + every
            busy = run_next()
        except (DatabaseError, InterfaceError) as fault:
            logger.warning("The database does not answer (%s); asked again.", type(fault).__name__)
            connection.close()
        if not busy:
            close_old_connections()
            time.sleep(pause)
