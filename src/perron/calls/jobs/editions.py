"""The clock of editions: at the minute of opening and of closing, kept pages are stale."""

from django.utils import timezone

from perron.calls.services.editions.turning import turn_pages
from perron.core.queue import job
from perron.core.schedule import EVERY_TICK

JOB = "calls.turn_pages"


@job(JOB)
def turn() -> None:
    """Let pages say what is true since the minute that has just passed."""
    turn_pages(timezone.now())


EVERY_TICK.append(JOB)
