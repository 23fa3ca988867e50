"""Which lines of the journal everyone may read: those about what is public."""

from django.db.models import QuerySet

from perron.core.models import JournalLine

PUBLIC_CHAINS = ("core", "directory", "strategy", "indicators")


def public_lines() -> QuerySet[JournalLine]:
    """The lines of the public chains; what stands beside a line is never among them."""
    return JournalLine.objects.filter(chain__in=PUBLIC_CHAINS)
