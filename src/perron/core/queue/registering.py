"""The register of jobs: which function a name stands for, and how it may be run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

LEASE = timedelta(seconds=10)
LONG_LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 6
FIRST_DELAY = timedelta(seconds=10)
GROWTH = 4

Deed = TypeVar("Deed", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Job:
    """A function that workers run.

    An ``atomic`` job shares one transaction with its row's change to done: whenever its worker
    dies, all of it is there or nothing. Any other job commits as it goes or speaks to the outside;
    it may be begun again, so its own rows must tell it what was done already.

    ``lease`` is how long a row stays with a worker that gives no sign; ``attempts`` is how often
    the job is begun before it is given up.
    """

    name: str
    do: Callable[..., Any]
    atomic: bool
    lease: timedelta
    attempts: int

    def delay(self, attempts: int) -> timedelta:
        """How long to wait after that many attempts: 10 s, 40 s, 3 min, 11 min, 43 min."""
        return FIRST_DELAY * int(GROWTH ** (attempts - 1))


jobs: dict[str, Job] = {}


def job(
    name: str,
    *,
    atomic: bool = True,
    lease: timedelta | None = None,
    attempts: int = MOST_ATTEMPTS,
) -> Callable[[Deed], Deed]:
    """Register a function under the name by which services enqueue it.

    Raises ValueError when the name is taken.
    """

    def register(do: Deed) -> Deed:
        if name in jobs:
            raise ValueError(name)
        given = lease or (LEASE if atomic else LONG_LEASE)
        jobs[name] = Job(name, do, atomic=atomic, lease=given, attempts=attempts)
        return do

    return register
