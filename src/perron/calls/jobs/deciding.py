"""Doors from the queue to what decisions need: computing, telling, making public."""

from datetime import time, timedelta

from django.utils import timezone

from perron.calls.services.deciding.announcing import JOB as TELL
from perron.calls.services.deciding.announcing import show_decisions, tell_applicants
from perron.calls.services.deciding.solving import JOB as SOLVE
from perron.calls.services.deciding.solving import solve_scenario
from perron.core.queue import job
from perron.core.schedule import NIGHTLY

LEASE = timedelta(minutes=20)


@job(SOLVE, atomic=False, lease=LEASE, attempts=2)
def solve(scenario_pk: int) -> None:
    """Compute a scenario; what fails is told on its page."""
    solve_scenario(scenario_pk, timezone.now())


@job(TELL, atomic=False)
def tell(decision_pk: int) -> None:
    """Write the letters of an announced decision."""
    tell_applicants(decision_pk, timezone.now())


@job("calls.show")
def show() -> None:
    """Note decisions that are public from today on."""
    show_decisions(timezone.now())


NIGHTLY["calls.show"] = time(0, 5)
