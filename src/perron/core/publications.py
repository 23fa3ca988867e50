"""The number of the current publication, asked once per request, and a request's own memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db.models import F

from perron.core.models import Publication

CURRENT = "SELECT id, number FROM core_publication WHERE id = 1"  # every page asks for it
_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """While this lasts, what is asked often is read once."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def memory() -> dict[str, Any]:
    """What this request has read; outside of a request, an empty memory that nobody keeps."""
    known = _known.get()
    return {} if known is None else known


def publication_number() -> int:
    """The number of the current publication, 0 before the first."""
    known = memory()
    if "publication" not in known:
        known["publication"] = next((row.number for row in Publication.objects.raw(CURRENT)), 0)
    number: int = known["publication"]
    return number


def take_turn(at: datetime) -> None:
    """Wait until whoever publishes now is done; call it first in a transaction that publishes.

    What is compared with the published records is then still true when it is written.
    """
    Publication.objects.get_or_create(pk=1, defaults={"at": at})
    Publication.objects.select_for_update().get(pk=1)


def next_publication(at: datetime) -> int:
    """Count one publication more: every page kept under the old number is stale at once."""
    Publication.objects.get_or_create(pk=1, defaults={"at": at})
    Publication.objects.filter(pk=1).update(number=F("number") + 1, at=at)
    memory().clear()
    return publication_number()
