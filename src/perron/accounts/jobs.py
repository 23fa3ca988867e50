"""Doors from the queue to the services of accounts."""

from django.utils import timezone

from perron.accounts.services.erasing import erase_again
from perron.core.queue import job


@job("accounts.erase_again")
def look_again(key: str) -> None:
    """Erase what a request left that ran while its person was being erased."""
    erase_again(key, timezone.now())
