"""What the queue's bench does in each of its processes, once Django is ready."""

import sys
import time

from django.core.management import call_command
from django.db import transaction

from perron.core.models import Due, Work
from perron.core.queue import enqueue, job, work_off


@job("bench.row")
def write_row(key: str) -> None:
    """The least that a job can do: one row."""
    Due.objects.create(job=key, next_at="2026-01-05T12:00:00Z")


@job("bench.steps", atomic=False)
def write_row_in_steps(key: str) -> None:
    """The same, in a transaction apart from its turn's."""
    Due.objects.get_or_create(job=key, defaults={"next_at": "2026-01-05T12:00:00Z"})


def prepare() -> None:
    """An empty queue in a migrated database."""
    call_command("migrate", verbosity=0)
    Work.objects.all().delete()
    Due.objects.all().delete()


def ask(name: str, jobs: int) -> None:
    """Enqueue jobs, each in a transaction of its own; print the seconds it took, CPU seconds."""
    begun, spent = time.perf_counter(), time.process_time()
    for number in range(jobs):
        with transaction.atomic():
            enqueue(name, f"{name} {number}")
    print(time.perf_counter() - begun, time.process_time() - spent)


def answer() -> None:
    """Say that this worker is ready; at the word, work until nothing is due; print CPU seconds."""
    Work.objects.due().exists()
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.process_time()
    work_off()
    print(time.process_time() - begun)


def check(jobs: int) -> None:
    """Fail unless every job was done, once."""
    if Due.objects.count() != jobs or Work.objects.open().exists():
        raise SystemExit("The queue lost or doubled a job.")
