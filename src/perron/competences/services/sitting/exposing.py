"""How often items were offered and given: summed at night, so that no answer waits for a count."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from perron.competences.models import Item, Response, Sitting

QUIET = timedelta(days=1)
AT_ONCE = 500


def count_exposure(at: datetime) -> int:
    """Add the sittings that nobody answered in for a day; answers how many there were."""
    total = 0
    while counted := _count_some(at - QUIET):
        total += counted
    return total


@transaction.atomic
def _count_some(before: datetime) -> int:
    quiet = Sitting.objects.filter(exposed=False, last_at__lt=before).order_by("last_at")
    rows = list(quiet.select_for_update(of=("self",)).values_list("pk", "pool")[:AT_ONCE])
    keys = [pk for pk, _pool in rows]
    offered = Counter(item for _pk, pool in rows for item in pool)
    given = Counter(
        Response.objects.filter(sitting__in=keys, answered_at__isnull=False).values_list(
            "item_id", flat=True
        )
    )
    for pk in sorted({*offered, *given}):
        Item.objects.filter(pk=pk).update(
            offered=F("offered") + offered[pk], given=F("given") + given[pk]
        )
    Sitting.objects.filter(pk__in=keys).update(exposed=True)
    return len(rows)
