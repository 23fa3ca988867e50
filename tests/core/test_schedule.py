"""Work that comes round is claimed once, whatever a worker's own clock says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from perron.core.models import Due, Work
from perron.core.queue import job, jobs, work_off
from perron.core.schedule import EVERY_TICK, NIGHTLY, TICK, enqueue_due
from tests.make import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _only_what_the_core_does() -> Iterator[None]:
    core = {name: hour for name, hour in NIGHTLY.items() if name.startswith("core.")}
    before, EVERY_TICK[:] = EVERY_TICK[:], []
    with mock.patch.dict(NIGHTLY, core, clear=True), mock.patch.dict(jobs):
        yield
    EVERY_TICK[:] = before


@pytest.fixture
def sweep() -> str:
    """A job of every tick."""
    job("test.sweep")(lambda: None)
    EVERY_TICK.append("test.sweep")
    return "test.sweep"


def test_nothing_is_due_when_the_account_begins() -> None:
    assert enqueue_due(NOON) == []
    assert set(Due.objects.values_list("job", flat=True)) == set(NIGHTLY)


def test_each_night_everything_is_enqueued_once() -> None:
    enqueue_due(NOON)

    assert sorted(enqueue_due(NOON + DAY)) == sorted(NIGHTLY)
    assert enqueue_due(NOON + DAY) == []
    assert sorted(enqueue_due(NOON + 2 * DAY)) == sorted(NIGHTLY)


@pytest.mark.parametrize(
    ("before", "night"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
    ids=["an hour skipped", "an hour twice"],
)
def test_when_the_clocks_change_the_night_comes_once(before: datetime, night: datetime) -> None:
    enqueue_due(before)

    moments = [before + timedelta(minutes=15 * n) for n in range(96)]
    came = [at for at in moments if "core.nightly" in enqueue_due(at)]

    assert len(came) == 1
    assert abs(came[0] - night) <= timedelta(hours=1)


def test_a_tick_comes_at_once_and_then_after_its_time(sweep: str) -> None:
    assert enqueue_due(NOON) == [sweep]
    Work.objects.update(state="done", done_at=Now())
    assert enqueue_due(NOON + TICK / 2) == []
    assert enqueue_due(NOON + TICK) == [sweep]


def test_a_tick_that_is_still_at_work_is_not_enqueued_again(sweep: str) -> None:
    enqueue_due(NOON)

    assert enqueue_due(NOON + TICK) == []
    assert Work.objects.filter(name=sweep).count() == 1


@pytest.mark.parametrize("wrong", [-DAY, DAY], ids=["slow", "fast"])
def test_a_worker_whose_clock_is_wrong_by_a_day_enqueues_nothing_twice(
    wrong: timedelta, sweep: str
) -> None:
    assert enqueue_due() == [sweep]
    assert work_off() == 1
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + wrong):
        assert enqueue_due() == []
