"""What changes by the clock alone: pages that were kept before an opening or a closing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from perron.calls.enums import EditionState
from perron.calls.models import Edition
from perron.core.models import Publication
from perron.core.publications import next_publication


@transaction.atomic
def turn_pages(at: datetime) -> bool:
    """Count one publication more if an edition opened or closed since the last one."""
    last = Publication.objects.filter(pk=1).values_list("at", flat=True).first()
    if last is None:
        return False
    opened = Q(opens_at__gt=last, opens_at__lte=at)
    closed = Q(closes_at__gt=last, closes_at__lte=at)
    turned = Edition.objects.filter(opened | closed, state=EditionState.PUBLISHED).exists()
    if turned:
        next_publication(at)
    return turned
