"""The queue: jobs by name, kept as rows in the transaction that asks, run by workers anywhere."""

from perron.core.queue.asking import enqueue
from perron.core.queue.registering import job, jobs
from perron.core.queue.running import LeaseLost, extend_lease, work_off
from perron.core.queue.turns import prune
from perron.core.queue.watching import QueueState, queue_state
from perron.core.queue.working import work

__all__ = [
    "LeaseLost",
    "QueueState",
    "enqueue",
    "extend_lease",
    "job",
    "jobs",
    "prune",
    "queue_state",
    "work",
    "work_off",
]
