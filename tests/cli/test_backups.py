"""``perron backup`` and ``perron restore``: what they say, and their exit status."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from perron.cli.commands import answer
from perron.core.backups import check_backup
from perron.core.health.marks import BACKUP_MARK
from tests.databases import served_from, sqlite_file
from tests.make import a_plan

SAMPLE = Path(__file__).parent.parent / "upgrades" / "before-letters.backup"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "var").mkdir()
    with override_settings(VAR=tmp_path / "var"):
        yield


def test_a_backup_says_what_it_holds_and_what_it_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_plan()
    file = tmp_path / "a.backup"

    assert answer(["backup", str(file)]) == 0

    said = capsys.readouterr().out
    digest = check_backup(file).digest
    assert "is whole" in said
    assert digest in said
    assert "Not in it: the secret key, the journal's key" in said
    mark = json.loads((settings.VAR / BACKUP_MARK).read_text(encoding="utf-8"))
    assert (mark["digest"], mark["bytes"]) == (digest, file.stat().st_size)


def test_a_damaged_backup_is_said_to_be_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.backup"
    cut.write_bytes(SAMPLE.read_bytes()[:20_000])

    assert answer(["backup", "--check", str(SAMPLE)]) == 0
    assert answer(["backup", "--check", str(cut)]) == 1
    assert "is not whole (it was cut or changed)" in capsys.readouterr().err
    assert answer(["restore", str(tmp_path / "nowhere")]) == 1


def test_a_site_that_is_there_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["restore", str(SAMPLE)]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_a_restored_site_is_searched_and_its_journal_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_file(tmp_path) as alias, served_from(alias):
        assert answer(["restore", str(SAMPLE)]) == 0

    assert "29 things can be found, 76 lines of the journal read, 0 faults" in (
        capsys.readouterr().out
    )
