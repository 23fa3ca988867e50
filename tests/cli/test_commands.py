"""The command line: what it says, and its exit status."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from perron.accounts.models import User
from perron.cli.commands import answer
from perron.cli.first_start import prepare_site
from perron.core.journal.triggers import removals
from perron.core.models import JournalLine, JournalPrivate, Snapshot
from perron.strategy.models import Strategy
from tests.core.test_files import SMALL
from tests.directory.make import a_region
from tests.make import a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_check_says_that_nothing_is_wrong(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["strategy", "check", str(plan)]) == 0
    assert "nothing wrong" in capsys.readouterr().out
    assert not Strategy.objects.exists()


def test_check_of_a_broken_file_is_refused_with_its_line(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(SMALL.replace("2018-12-06", "2018-12-66"), encoding="utf-8")

    assert answer(["strategy", "check", str(plan)]) == 1
    assert "plan.yaml:20:" in capsys.readouterr().err


def test_check_notes_what_a_dump_would_leave_out(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(SMALL.replace("    sources: [gazette]\n", ""), encoding="utf-8")

    assert answer(["strategy", "check", str(plan)]) == 0
    assert "nothing in the file names the reference “gazette”" in capsys.readouterr().out


def test_load_shows_first_and_then_does(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["strategy", "load", str(plan), "--dry-run"]) == 0
    assert "dry run" in capsys.readouterr().out
    assert not Strategy.objects.exists()

    assert answer(["strategy", "load", str(plan)]) == 0
    assert "measures: 1 added" in capsys.readouterr().out

    plan.write_text(SMALL.replace("en: Tablets", "en: Tablets for all"), encoding="utf-8")
    assert answer(["strategy", "load", str(plan)]) == 0
    assert "changed measure tablets: name" in capsys.readouterr().out

    assert answer(["strategy", "load", str(plan)]) == 0
    assert "Nothing changes." in capsys.readouterr().out


def test_what_stays_although_it_is_not_in_the_file_is_said(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(["strategy", "load", str(plan)])
    plan.write_text(SMALL[: SMALL.index("measures:")], encoding="utf-8")
    answer(["strategy", "load", str(plan)])

    assert "1 records are not in the file and stay" in capsys.readouterr().out


def test_dump_writes_a_file_that_loads_to_itself(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(["strategy", "load", str(plan)])
    first = tmp_path / "first.yaml"

    assert answer(["strategy", "dump", "plan", "-o", str(first)]) == 0
    assert answer(["strategy", "load", str(first)]) == 0
    capsys.readouterr()
    assert answer(["strategy", "dump", "plan"]) == 0
    assert capsys.readouterr().out == first.read_text("utf-8")


def test_an_unknown_strategy_and_a_missing_file_are_sentences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer(["strategy", "dump", "nothing"]) == 1
    assert answer(["strategy", "check", "/nowhere/at-all.yaml"]) == 1
    said = capsys.readouterr().err
    assert "No strategy has the code “nothing”" in said
    assert "There is no file" in said


def test_list_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    a_plan()

    assert answer(["strategy", "list"]) == 0
    assert answer(["strategy", "schema"]) == 0
    listed, _, schema = capsys.readouterr().out.partition("\n")
    assert listed == "plan  Plan"
    assert json.loads(schema)["properties"]["format"]["const"] == "perron-strategy/1"


def test_another_region_is_begun_with_files_that_load(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with override_settings(REGIONS=tmp_path):
        assert answer(["strategy", "new", "flatland"]) == 0
        file = tmp_path / "flatland" / "flatland.yaml"
        assert answer(["strategy", "load", str(file)]) == 0
        assert answer(["strategy", "new", "flatland"]) == 1
    assert "left as it is" in capsys.readouterr().err
    assert answer(["strategy", "dump", "flatland"]) == 0
    assert capsys.readouterr().out == file.read_text("utf-8")


def test_an_account_is_made_with_a_password_printed_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["person", "add", "Chantal@example.org", "--name", "Chantal", "--role", "officer"]

    assert answer(words) == 0
    person = User.objects.get(email="chantal@example.org")
    assert person.check_password(capsys.readouterr().out.split()[-1])
    assert answer(words) == 1
    assert answer(["person", "add", "nonsense", "--name", "N"]) == 1
    assert "no e-mail address" in capsys.readouterr().err
    line = JournalLine.objects.get(chain="accounts")
    assert "chantal" not in str(vars(line)).lower()
    assert JournalPrivate.objects.get(line=line).values["email"] == "chantal@example.org"


def test_the_journal_is_verified_and_a_change_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_plan()
    assert answer(["journal", "verify"]) == 0
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor):
            cursor.execute(statement)
    JournalLine.objects.filter(chain="strategy", seq=2).update(verb="other")

    assert answer(["journal", "verify"]) == 1
    assert "strategy, line 2" in capsys.readouterr().err


def test_a_snapshot_is_taken_and_the_index_written_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_plan()

    assert answer(["snapshot"]) == 0
    assert answer(["reindex"]) == 0
    assert Snapshot.objects.get().digest in capsys.readouterr().out


def test_a_region_without_territory_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(settings.REGION.folder / "region.yaml", tmp_path)
    bare = type(settings.REGION)(
        **{name: getattr(settings.REGION, name) for name in settings.REGION.__slots__}
        | {"folder": tmp_path}
    )
    with override_settings(REGION=bare):
        assert answer(["territory", "load"]) == 1
    assert "no territory.yaml" in capsys.readouterr().err


def test_a_database_that_was_named_never_gets_demonstration_people() -> None:
    a_region()
    with override_settings(EMBEDDED=False):
        assert prepare_site() == []

    assert not User.objects.exists()
