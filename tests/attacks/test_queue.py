"""Jobs that kill, that are strange, that are large, and workers that come back too late."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from perron.core.enums import WorkState
from perron.core.models import Work
from perron.core.queue import enqueue, job, jobs, work_off
from perron.core.queue.registering import MOST_ATTEMPTS
from perron.core.queue.turns import claim, finish

pytestmark = pytest.mark.django_db(transaction=True)
done: list[object] = []


@pytest.fixture(autouse=True)
def _names() -> Iterator[None]:
    done.clear()
    before = dict(jobs)
    yield
    jobs.clear()
    jobs.update(before)


def ripe() -> None:
    """Let every row's turn come at once."""
    Work.objects.open().update(not_before=Now() - timedelta(days=1), lease_until=None)


def test_a_job_that_always_fails_is_given_up_and_lets_the_others_pass() -> None:
    @job("attack.poison")
    def poison() -> None:
        raise RuntimeError("a secret of Aline's")

    @job("attack.good")
    def good(number: int) -> None:
        done.append(number)

    enqueue("attack.poison")
    for number in range(5):
        enqueue("attack.good", number)
    for _turn in range(MOST_ATTEMPTS + 2):
        work_off()
        ripe()

    assert done == list(range(5))
    failed = Work.objects.get(name="attack.poison")
    assert (failed.state, failed.attempts) == (WorkState.FAILED, MOST_ATTEMPTS)
    assert failed.fault == "RuntimeError"


def test_a_job_that_nobody_knows_any_more_is_given_up() -> None:
    Work.objects.create(name="attack.gone", asked_at=Now(), not_before=Now())
    for _turn in range(MOST_ATTEMPTS + 2):
        work_off()
        ripe()
    assert Work.objects.get().state == WorkState.FAILED


def test_fewer_attempts_after_an_update_do_not_stop_the_queue() -> None:
    @job("attack.once", attempts=1)
    def once() -> None:
        done.append("once")

    Work.objects.create(name="attack.once", attempts=4, asked_at=Now(), not_before=Now())
    assert work_off() == 0
    assert Work.objects.get().state == WorkState.FAILED


def test_arguments_of_a_megabyte_arrive_whole() -> None:
    @job("attack.large")
    def large(text: str) -> None:
        done.append(text)

    enqueue("attack.large", "é" * 1_000_000)
    work_off()
    assert done == ["é" * 1_000_000]


def test_who_comes_back_late_finishes_nothing() -> None:
    @job("attack.slow", atomic=False)
    def slow() -> None:
        done.append("slow")

    enqueue("attack.slow")
    first = claim()
    assert first
    ripe()
    second = claim()
    assert second

    assert not finish(first)
    assert finish(second)
    assert not finish(second)


def test_arguments_that_do_not_fit_fail_that_job_only() -> None:
    @job("attack.good")
    def good(number: int) -> None:
        done.append(number)

    Work.objects.create(name="attack.good", arguments=["a", 2], asked_at=Now(), not_before=Now())
    enqueue("attack.good", 1)
    work_off()
    assert done == [1]
