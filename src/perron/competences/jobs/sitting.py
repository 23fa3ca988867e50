"""What comes round for sittings: shared computers forget, items are counted."""

from datetime import time

from django.utils import timezone

from perron.competences.services.sitting.exposing import count_exposure
from perron.competences.services.sitting.leaving import forget_left_alone
from perron.core.queue import job
from perron.core.schedule import EVERY_TICK, NIGHTLY


@job("competences.shared", atomic=False)
def forget_shared() -> None:
    """Erase what was left alone on shared computers."""
    forget_left_alone(timezone.now())


@job("competences.exposure", atomic=False)
def sum_exposure() -> None:
    """Count how often items were offered and given."""
    count_exposure(timezone.now())


EVERY_TICK.append("competences.shared")
NIGHTLY["competences.exposure"] = time(1, 50)
