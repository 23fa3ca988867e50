"""Doors from the queue to the services of letters."""

from datetime import time, timedelta

from django.conf import settings
from django.utils import timezone

from perron.core.queue import job
from perron.core.schedule import EVERY_TICK, NIGHTLY
from perron.letters.services.handing import hand_over, sweep_letters
from perron.letters.services.retention import erase_old_letters


@job("letters.hand_over", atomic=False)
def hand_one_over(letter_pk: int) -> None:
    """Hand one letter over, if it is its turn; its own row tells what was done already."""
    hand_over(letter_pk, timezone.now())


@job("letters.sweep", atomic=False)
def sweep() -> None:
    """Look for letters whose turn has come, and for those in hands that stopped."""
    sweep_letters(timezone.now())


@job("letters.nightly")
def forget_old_letters() -> None:
    """Erase what has been kept for long enough."""
    erase_old_letters(timezone.now() - timedelta(days=settings.LETTERS_KEPT_DAYS))


EVERY_TICK.append("letters.sweep")
NIGHTLY["letters.nightly"] = time(3, 10)
