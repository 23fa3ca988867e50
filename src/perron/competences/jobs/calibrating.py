"""Doors from the queue: the night's calibrations, their chunks on any worker, what follows."""

from datetime import time

from django.utils import timezone

from perron.competences.services.calibrating.recomputing import RECOMPUTE, recompute_profiles
from perron.competences.services.calibrating.running import COUNT, calibrate, count_chunk
from perron.competences.services.calibrating.settling import heed_reports
from perron.core.queue import job
from perron.core.schedule import EVERY_TICK, NIGHTLY

NAME = "competences.calibrate"
REPORTED = "competences.reported"


@job(NAME)
def night() -> None:
    """Begin what has enough answers."""
    calibrate(timezone.now())


@job(COUNT)
def chunk(pk: int) -> None:
    """Count one chunk."""
    count_chunk(pk, at=timezone.now())


@job(REPORTED)
def reported() -> None:
    """Take out what enough people reported."""
    heed_reports(timezone.now())


@job(RECOMPUTE, atomic=False)
def recompute(item: int) -> None:
    """Take a faulty item out of the sittings that hold it."""
    recompute_profiles(item, at=timezone.now())


EVERY_TICK.append(REPORTED)
NIGHTLY[NAME] = time(1, 30)
