"""The queue: a job is done once with its record, or not at all and later again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from perron.core.models import Reference, Work
from perron.core.queue import (
    LeaseLost,
    enqueue,
    extend_lease,
    job,
    jobs,
    prune,
    queue_state,
    work,
    work_off,
)
from perron.core.queue.registering import FIRST_DELAY
from perron.core.queue.turns import claim, finish
from tests.make import NOON

pytestmark = pytest.mark.django_db
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


class Unforeseen(Exception):
    """What a job meets."""


@pytest.fixture(autouse=True)
def _jobs_of_the_test() -> Iterator[None]:
    before = dict(jobs)
    job("test.write")(lambda code: Reference.objects.create(code=code))
    job("test.fail")(write_and_fail)
    job("test.steps", atomic=False)(write_and_fail)
    yield
    jobs.clear()
    jobs.update(before)


def write_and_fail(code: str) -> None:
    Reference.objects.create(code=code)
    raise Unforeseen("the name of a person")


def the_row() -> Work:
    return Work.objects.get()


def codes() -> list[str]:
    return sorted(Reference.objects.values_list("code", flat=True))


def let_time_pass(**fields: timedelta) -> None:
    """Move the moments of the only row into the past, by the database's clock."""
    Work.objects.update(**{name: Now() - ago for name, ago in fields.items()})


def test_a_job_is_done_with_its_record() -> None:
    enqueue("test.write", "a")

    assert work_off() == 1
    assert codes() == ["a"]
    assert (the_row().state, the_row().attempts, the_row().fault) == ("done", 1, "")
    assert work_off() == 0


def test_what_is_rolled_back_asked_for_nothing() -> None:
    with transaction.atomic():
        enqueue("test.write", "a")
        transaction.set_rollback(True)

    assert not Work.objects.exists()


def test_a_job_that_nobody_registered_is_refused_when_it_is_asked() -> None:
    with pytest.raises(KeyError):
        enqueue("test.unheard")


def test_a_name_stands_for_one_job() -> None:
    with pytest.raises(ValueError, match=r"test\.write"):
        job("test.write")(print)


def test_a_job_waits_for_its_moment() -> None:
    enqueue("test.write", "a", not_before=timezone.now() + HOUR)

    assert work_off() == 0
    let_time_pass(not_before=SECOND)
    assert work_off() == 1


def test_jobs_are_done_in_the_order_in_which_they_were_asked() -> None:
    done: list[str] = []
    job("test.note")(done.append)
    for code in ("a", "b", "c"):
        enqueue("test.note", code)
    work_off()

    assert done == ["a", "b", "c"]


def test_a_job_that_fails_leaves_nothing_and_waits_longer_each_time() -> None:
    enqueue("test.fail", "a")

    for attempt in (1, 2, 3):
        before = the_row().not_before
        assert work_off() == 1
        row = the_row()
        assert (row.state, row.attempts, row.lease_until) == ("waiting", attempt, None)
        wait = row.not_before - before
        assert timedelta(0) <= wait - FIRST_DELAY * 4 ** (attempt - 1) < 9 * SECOND
        let_time_pass(not_before=SECOND)
    assert codes() == []


def test_a_job_that_always_fails_is_given_up_under_the_kind_of_its_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    enqueue("test.fail", "a")
    for _ in range(jobs["test.fail"].attempts):
        let_time_pass(not_before=SECOND)
        work_off()

    row = the_row()
    assert (row.state, row.fault) == ("failed", "Unforeseen")
    assert row.done_at is not None
    assert work_off() == 0
    assert "given up after 6 attempts" in caplog.text
    assert "the name of a person" not in caplog.text


def test_a_job_in_steps_keeps_what_it_committed_before_it_failed() -> None:
    enqueue("test.steps", "a")
    work_off()

    assert codes() == ["a"]
    assert the_row().state == "waiting"


def test_a_job_that_this_worker_does_not_know_waits_for_one_that_does() -> None:
    enqueue("test.write", "a")
    known = jobs.pop("test.write")
    work_off()
    assert (the_row().state, the_row().fault) == ("waiting", "LookupError")

    jobs["test.write"] = known
    let_time_pass(not_before=SECOND)
    work_off()
    assert the_row().state == "done"


def test_a_row_whose_worker_died_is_nobodys_once_the_lease_is_over() -> None:
    enqueue("test.write", "a")
    assert claim() is not None

    assert work_off() == 0
    let_time_pass(lease_until=SECOND)
    assert work_off() == 1
    assert (the_row().state, the_row().attempts) == ("done", 2)


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    enqueue("test.write", "a")
    for _ in range(jobs["test.write"].attempts):
        assert claim() is not None
        let_time_pass(lease_until=SECOND)

    assert work_off() == 0
    assert (the_row().state, the_row().fault) == ("failed", "WorkerDied")


def test_a_worker_that_comes_back_too_late_changes_nothing() -> None:
    enqueue("test.write", "a")
    late = claim()
    let_time_pass(lease_until=SECOND)
    other = claim()

    assert late
    assert other
    assert not finish(late)
    assert the_row().state == "running"
    assert finish(other)


def test_what_a_worker_wrote_after_it_lost_its_row_is_taken_back() -> None:
    def write_too_late(code: str) -> None:
        Reference.objects.create(code=code)
        Work.objects.update(attempts=2)

    job("test.late")(write_too_late)
    enqueue("test.late", "a")
    work_off()

    assert codes() == []
    assert (the_row().state, the_row().fault) == ("running", "")


def test_a_long_job_says_that_it_is_alive() -> None:
    leases: list[datetime | None] = []

    def last_long() -> None:
        let_time_pass(lease_until=SECOND)
        extend_lease(HOUR)
        leases.append(the_row().lease_until)

    job("test.long", atomic=False)(last_long)
    enqueue("test.long")
    work_off()

    assert leases[0]
    assert leases[0] > timezone.now() + HOUR / 2
    assert the_row().state == "done"


def test_a_long_job_that_lost_its_row_stops() -> None:
    stopped: list[bool] = []

    def last_too_long() -> None:
        Work.objects.update(attempts=2)
        try:
            extend_lease()
        except LeaseLost:
            stopped.append(True)
            raise

    job("test.long", atomic=False)(last_too_long)
    enqueue("test.long")
    work_off()

    assert stopped == [True]
    assert (the_row().state, the_row().attempts) == ("running", 2)


def test_outside_a_worker_there_is_no_lease_to_extend() -> None:
    extend_lease()


@pytest.mark.parametrize("wrong", [-HOUR, HOUR], ids=["slow", "fast"])
def test_a_worker_whose_clock_is_wrong_by_an_hour_takes_nothing_from_others(
    wrong: timedelta,
) -> None:
    enqueue("test.write", "a")
    enqueue("test.write", "b", not_before=timezone.now() + HOUR / 2)
    held = claim()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + wrong):
        assert work_off() == 0

    assert held
    assert finish(held)
    assert codes() == []


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_kept_longer() -> None:
    for state, ago in (("done", 1), ("done", 3), ("failed", 3), ("failed", 91)):
        enqueue("test.write", "a")
        row = Work.objects.filter(done_at=None)
        row.update(state=state, done_at=Now() - timedelta(days=ago))
    enqueue("test.write", "a")

    assert prune() == 2
    assert sorted(Work.objects.values_list("state", flat=True)) == ["done", "failed", "waiting"]


def test_the_state_of_the_queue_names_what_was_given_up() -> None:
    enqueue("test.write", "a")
    let_time_pass(not_before=HOUR)
    for _ in range(2):
        enqueue("test.fail", "a")
    Work.objects.filter(name="test.fail").update(state="failed", done_at=NOON)

    state = queue_state()

    assert (state.waiting, state.running, state.failed) == (1, 0, 2)
    assert HOUR <= state.late < HOUR + timedelta(minutes=1)
    assert state.failed_jobs == ("test.fail",)


def test_an_empty_queue_is_not_late() -> None:
    assert queue_state().late == timedelta(0)


def test_a_worker_told_to_stop_finishes_the_job_at_hand_and_no_other() -> None:
    done: list[str] = []
    job("test.note")(done.append)
    enqueue("test.note", "a")
    enqueue("test.note", "b")
    work(lambda: bool(done), tick=lambda: None)

    assert done == ["a"]


def test_a_database_that_does_not_answer_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 1:
            raise DatabaseError

    with mock.patch("perron.core.queue.working.connection.close"):
        work(lambda: len(ticks) > 1, tick=tick, pause=0)

    assert "asked again" in caplog.text
