"""The number of the current publication, asked once per request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import F

from perron.core.models import Publication

_known: ContextVar[list[int] | None] = ContextVar("known", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """While this lasts, the number is read from the database once."""
    token = _known.set([])
    try:
        yield
    finally:
        _known.reset(token)


def publication_number() -> int:
    """The number of the current publication, 0 before the first."""
    known = _known.get()
    if known:
        return known[0]
    number = Publication.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    if known is not None:
        known.append(number)
    return number


def next_publication(at: datetime) -> int:
    """Count one publication more: every page kept under the old number is stale at once."""
    Publication.objects.get_or_create(pk=1, defaults={"at": at})
    Publication.objects.filter(pk=1).update(number=F("number") + 1, at=at)
    known = _known.get()
    if known is not None:
        known.clear()
    return publication_number()
