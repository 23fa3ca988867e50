"""The queue: jobs by name, enqueued after the transaction, run by workers on any machine."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

Job = Callable[..., Any]
jobs: dict[str, Job] = {}


def job(name: str) -> Callable[[Job], Job]:
    """Register a function under the name by which services enqueue it."""

    def register(function: Job) -> Job:
        if name in jobs:
            raise ValueError(name)
        jobs[name] = function
        return function

    return register


@task()
def run_job(name: str, arguments: list[Any]) -> None:
    """Run one job; workers call this."""
    jobs[name](*arguments)


def enqueue(name: str, *arguments: Any) -> None:
    """Ask a worker to look at something once the transaction is through."""
    if name not in jobs:
        raise KeyError(name)
    transaction.on_commit(partial(run_job.enqueue, name, list(arguments)))
