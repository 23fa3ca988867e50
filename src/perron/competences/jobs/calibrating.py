"""Doors from the queue: the night's calibrations, and their chunks on any worker."""

from datetime import time

from django.utils import timezone

from perron.competences.services.calibrating.running import COUNT, calibrate, count_chunk
from perron.core.queue import job
from perron.core.schedule import NIGHTLY

NAME = "competences.calibrate"


@job(NAME)
def night() -> None:
    """Begin what has enough answers."""
    calibrate(timezone.now())


@job(COUNT)
def chunk(pk: int) -> None:
    """Count one chunk."""
    count_chunk(pk, at=timezone.now())


NIGHTLY[NAME] = time(1, 30)
