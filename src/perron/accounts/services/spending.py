"""What may be used only once: told apart by digest, in one place for every process and machine."""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from perron.accounts.models import Spent


def spend(*parts: object, at: datetime, keep: timedelta) -> bool:
    """Use something up; ``False`` when it was used before.

    ``keep`` is how long the thing could open anything: rows that are older are swept away.
    """
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
    Spent.objects.filter(until__lte=at).delete()
    try:
        with transaction.atomic():
            Spent.objects.create(digest=digest, until=at + keep)
    except IntegrityError:
        return False
    return True
