"""Health: what is at fault is said, to administrators and machines; strangers hear one word."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, override_settings

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.cli.commands import answer
from perron.core.enums import WorkState
from perron.core.health import Check, Finding, State, checks, look_around, looking
from perron.core.health.marks import BACKUP_MARK
from perron.core.journal.lines import Entry, record
from perron.core.journal.sealing import make_key, seal_journal
from perron.core.models import Work
from perron.core.records.snapshots import take_snapshot
from tests.make import NOON, chantal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100 << 30, 0, 50 << 30))
    key = str(tmp_path / "key.pem")
    with override_settings(VAR=tmp_path, JOURNAL_KEY_FILE=key, EMBEDDED=True, BACKUP_EVERY_DAYS=0):
        yield


def found(name: str, *, later: timedelta = timedelta(0)) -> Finding:
    return next(finding for check, finding in look_around(NOON + later) if check.name == name)


def broken(*_: object) -> Finding:
    raise OperationalError("password of perron is secret")


def test_a_new_site_is_well_but_for_the_backup_that_is_still_to_be_made() -> None:
    states = {check.name: finding.state for check, finding in look_around(NOON)}

    assert states.pop("backup") is State.NOTICE
    states.pop("clock")  # of the present moment
    assert set(states.values()) == {State.WELL}
    assert {"database", "queue", "letters", "journal", "days", "disk"} <= states.keys()


def test_a_database_that_is_not_prepared_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = [("core", "0001_initial")]
    monkeypatch.setattr(f"{checks.__name__}.MigrationExecutor.migration_plan", lambda *_: plan)
    monkeypatch.setattr(checks, "_prepared", set())

    assert "perron migrate" in found("database").sentence
    assert [check.name for check, _ in look_around(NOON)] == ["database"], "nothing else is asked"


def test_work_that_waits_for_long_asks_for_a_worker() -> None:
    Work.objects.create(name="x", asked_at=NOON, not_before=NOON)

    assert found("queue").state is State.FAULT
    assert "worker" in found("queue").sentence


def test_a_job_given_up_is_named() -> None:
    Work.objects.create(
        name="core.x", asked_at=NOON, not_before=NOON, done_at=NOON, state=WorkState.FAILED
    )

    assert (found("queue").state, "core.x" in found("queue").sentence) == (State.FAULT, True)


def test_a_journal_that_nobody_seals_is_a_fault_after_two_days() -> None:
    record("core", Entry("thing.done"), by=None, at=NOON)
    assert found("journal", later=DAY).state is State.WELL
    assert found("journal", later=3 * DAY).state is State.FAULT

    make_key()
    seal_journal(NOON + 3 * DAY)
    assert found("journal", later=4 * DAY).state is State.WELL
    assert found("journal", later=6 * DAY).state is State.FAULT


def test_a_key_that_cannot_be_read_is_a_fault() -> None:
    Path(settings.JOURNAL_KEY_FILE).write_text("no key", encoding="utf-8")
    assert "can't be read" in found("journal").sentence

    Path(settings.JOURNAL_KEY_FILE).unlink()
    with override_settings(EMBEDDED=False):
        assert "perron journal key --new" in found("journal").sentence


def test_days_that_nobody_keeps_are_a_fault() -> None:
    take_snapshot(by=None, at=NOON)

    assert found("days", later=DAY).state is State.WELL
    assert found("days", later=3 * DAY).state is State.FAULT


@pytest.mark.parametrize(
    ("free", "state"), [(5 << 30, State.NOTICE), (1 << 20, State.FAULT), (50 << 30, State.WELL)]
)
def test_a_full_disk_is_said_before_it_is_too_late(
    monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100 << 30, 0, free))

    assert found("disk").state is state


@override_settings(BACKUP_EVERY_DAYS=2)
def test_an_old_backup_is_a_fault_where_one_is_expected() -> None:
    assert found("backup").state is State.FAULT
    mark = {"at": NOON.isoformat(), "digest": "", "bytes": 1}
    (settings.VAR / BACKUP_MARK).write_text(json.dumps(mark), encoding="utf-8")

    assert found("backup", later=DAY).state is State.WELL
    assert found("backup", later=3 * DAY).state is State.FAULT


def test_a_check_that_breaks_is_a_fault_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_checks", {"post": Check("post", "Post", broken)})

    assert found("post").state is State.FAULT
    assert "secret" not in found("post").sentence


def test_the_command_says_it_to_people_and_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["health"]) == 0
    assert "database" in capsys.readouterr().out

    Work.objects.create(name="x", asked_at=NOON, not_before=NOON)
    assert answer(["health", "--json"]) == 1
    said = {entry["check"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert said["queue"]["figures"]["queue_waiting"] == 1


def test_anybody_may_ask_whether_pages_are_answered(client: Client) -> None:
    response = client.get("/health/", headers={"host": "10.0.0.7"})

    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_stranger_hears_no_detail_of_a_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Work.objects.create(name="x", asked_at=NOON, not_before=NOON)
    assert client.get("/health/").status_code == 200, "a waiting job closes no site"

    monkeypatch.setattr(checks, "_prepared", set())
    monkeypatch.setattr(checks, "MigrationExecutor", broken)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"not well")


def test_administrators_read_it_at_the_desk(client: Client) -> None:
    words = {"name": "Denise", "role": Role.ADMINISTRATOR}
    client.force_login(User.objects.create_user("denise@example.org", "x" * 12, **words))
    Work.objects.create(name="x", asked_at=NOON, not_before=NOON)

    page = client.get("/en/desk/health/").content.decode()
    assert "is a worker running?" in page

    client.force_login(chantal())
    assert client.get("/en/desk/health/").status_code == 403
