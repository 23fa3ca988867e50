"""A door from the queue: ties between jurors and applications are looked for every night."""

from datetime import time

from django.utils import timezone

from perron.calls.services.judging.conflicts import look_for_conflicts
from perron.core.queue import job
from perron.core.schedule import NIGHTLY

NAME = "calls.conflicts"


@job(NAME)
def conflicts() -> None:
    """Look for new ties in every edition that is judged."""
    look_for_conflicts(timezone.now())


NIGHTLY[NAME] = time(2, 50)
