"""Asking for work: a row in the caller's own transaction, gone with it when that is rolled back."""

from datetime import datetime
from typing import Any

from django.db.models.functions import Now

from perron.core.models import Work
from perron.core.queue.registering import jobs


def enqueue(name: str, *arguments: Any, not_before: datetime | None = None) -> None:
    """Have a job done once the caller's transaction is through, and not before a moment.

    Arguments are JSON: keys of rows, nothing personal. Raises KeyError when no job has the name.
    """
    if name not in jobs:
        raise KeyError(name)
    Work.objects.create(
        name=name, arguments=list(arguments), asked_at=Now(), not_before=not_before or Now()
    )
