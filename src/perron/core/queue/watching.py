"""What an operator wants to know of the queue."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import Now

from perron.core.enums import WorkState
from perron.core.models import Work


@dataclass(frozen=True, slots=True)
class QueueState:
    """Rows by state; how long the first of those due has waited; names of jobs given up."""

    waiting: int
    running: int
    failed: int
    late: timedelta
    failed_jobs: tuple[str, ...]


def queue_state() -> QueueState:
    """Look at the queue: three queries, whatever its length."""
    counts = dict(
        Work.objects.exclude(state=WorkState.DONE)
        .order_by()
        .values_list("state")
        .annotate(rows=Count("pk"))
    )
    first = Work.objects.due().annotate(clock=Now()).values_list("clock", "not_before").first()
    names = Work.objects.failed().order_by("name").values_list("name", flat=True).distinct()
    return QueueState(
        waiting=counts.get(WorkState.WAITING, 0),
        running=counts.get(WorkState.RUNNING, 0),
        failed=counts.get(WorkState.FAILED, 0),
        late=first[0] - first[1] if first else timedelta(0),
        failed_jobs=tuple(names),
    )
