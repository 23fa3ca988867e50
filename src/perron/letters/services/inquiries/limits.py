"""How many inquiries one place may send in an hour: enough for a school, too few for a program."""

from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from perron.letters.errors import TooManyInquiries

HOUR = 3600
MOST = {"address": 5, "network": 20}


def spend_inquiry(at: datetime, **places: str) -> None:
    """Count one inquiry more from each of these places; raises ``TooManyInquiries``.

    A place is kept for an hour under a digest: neither address can be read in the memory.
    """
    hour = int(at.timestamp()) // HOUR
    for name, place in places.items():
        if not place:
            continue
        digest = salted_hmac("perron.letters.inquiries", place, algorithm="sha256").hexdigest()
        key = f"inquiries:{name}:{hour}:{digest}"
        cache.add(key, 0, HOUR)
        if cache.incr(key) > MOST[name]:
            raise TooManyInquiries
