"""What comes round for applications: clocks, requests that lapse, rights that end, files."""

from datetime import time

from django.utils import timezone

from perron.calls.models import Outage
from perron.calls.services.applying.attachments import erase_due_files, schedule_erasing
from perron.calls.services.applying.clocks import start_news_clocks
from perron.calls.services.applying.completing import lapse_completions
from perron.calls.services.applying.outages import move_closings
from perron.calls.services.applying.signatures import expire_signings
from perron.calls.services.files import sweep_files
from perron.core.queue import job
from perron.core.schedule import EVERY_TICK, NIGHTLY


@job("calls.applications", atomic=False)
def look_after_applications() -> None:
    """Begin clocks after closings, close what lapsed, end rights to sign."""
    at = timezone.now()
    lapse_completions(at)
    start_news_clocks(at)
    expire_signings(at)


@job("calls.files", atomic=False)
def look_after_files() -> None:
    """Give files their last day, erase those whose day is over, sweep what crashes left."""
    at = timezone.now()
    schedule_erasing(at)
    erase_due_files(at)
    sweep_files()


@job("calls.outages")
def give_time_back() -> None:
    """Move closings after outages that whoever noticed them did not come to handle."""
    if Outage.objects.filter(handled_at=None).exists():
        move_closings(timezone.now())


EVERY_TICK.append("calls.outages")
NIGHTLY["calls.applications"] = time(3, 20)
NIGHTLY["calls.files"] = time(3, 40)
