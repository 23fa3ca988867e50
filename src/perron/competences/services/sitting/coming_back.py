"""The code by which a sitting is found again on another device: only its digest is kept."""

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from perron.competences.errors.sitting import TooManyTries, UnknownWayBack
from perron.competences.models import Sitting
from perron.competences.services.sitting.answering import locked_sitting

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
GROUPS, IN_A_GROUP = 4, 3
KEPT_DAYS = 90
MOST_TRIES = 10
HOUR = 3600
SALT = "perron.competences.come_back"


def code_of(sitting: Sitting) -> str:
    """The code of a sitting, the same each time; it opens nothing until it was asked for."""
    drawn = int(salted_hmac(SALT, str(sitting.key), algorithm="sha256").hexdigest(), 16)
    signs = []
    for _place in range(GROUPS * IN_A_GROUP):
        drawn, sign = divmod(drawn, len(SIGNS))
        signs.append(SIGNS[sign])
    words = "".join(signs)
    return "-".join(words[at : at + IN_A_GROUP] for at in range(0, len(words), IN_A_GROUP))


def digest_of(code: str) -> str:
    """What is kept of a code, however it was typed."""
    signs = "".join(sign for sign in code.upper() if sign in SIGNS)
    return hashlib.sha256(f"{SALT}:{signs}".encode()).hexdigest()


@transaction.atomic
def keep_way_back(sitting: Sitting) -> str:
    """Let a sitting be found again by its code; answers the code."""
    code = code_of(sitting)
    locked = locked_sitting(sitting)
    if locked.come_back != digest_of(code):
        locked.come_back = digest_of(code)
        locked.save(update_fields=["come_back"])
    return code


def resume(code: str, *, at: datetime, network: str) -> Sitting:
    """The sitting with this code, as if somebody had just answered in it.

    Raises ``UnknownWayBack``, and ``TooManyTries`` where one place guesses.
    """
    _count_try(at, network)
    with transaction.atomic():
        found = Sitting.objects.filter(come_back=digest_of(code)).first()
        if found is None:
            raise UnknownWayBack(days=KEPT_DAYS)
        sitting = locked_sitting(found)
        sitting.last_at = max(at, sitting.last_at)
        sitting.save(update_fields=["last_at"])
    return sitting


def _count_try(at: datetime, network: str) -> None:
    """Count a try from a place, which is kept for an hour under a digest."""
    digest = salted_hmac(SALT, network, algorithm="sha256").hexdigest()
    key = f"inquiries:come-back:{int(at.timestamp()) // HOUR}:{digest}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) > MOST_TRIES:
        raise TooManyTries
