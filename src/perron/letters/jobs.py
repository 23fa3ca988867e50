"""Doors from the queue to the services of letters."""

from datetime import timedelta

from django.utils import timezone

from perron.core.queue import job
from perron.core.schedule import EVERY_TICK
from perron.letters.services.handing import hand_over, sweep_letters

LEASE = timedelta(minutes=2)  # longer than a sweep, short enough for the next one to come soon


@job("letters.hand_over", atomic=False, lease=LEASE)
def hand_one_over(letter_pk: int) -> None:
    """Hand one letter over, if it is its turn; its own row tells what was done already."""
    hand_over(letter_pk, timezone.now())


@job("letters.sweep", atomic=False, lease=LEASE)
def sweep() -> None:
    """Look for letters whose turn has come, and for those in hands that stopped."""
    sweep_letters(timezone.now())


EVERY_TICK.append("letters.sweep")
