"""``perron directory import``: says how it read the file, what is wrong, and what it did."""

from pathlib import Path

import pytest

from perron.cli.commands import answer
from perron.directory.models import Organisation
from tests.directory.make import a_region

pytestmark = pytest.mark.django_db

GOOD = "Nom;Type\nMoulin;public\nPont;public\n"


def file(folder: Path, text: str) -> str:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_file_is_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_region()

    assert answer(["directory", "import", file(tmp_path, GOOD)]) == 0
    assert "2 rows: 2 added, 0 changed, 0 as they were." in capsys.readouterr().out
    assert Organisation.objects.filter(code__in=["moulin", "pont"]).count() == 2


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_region()

    assert answer(["directory", "import", file(tmp_path, GOOD), "--dry-run"]) == 0
    assert "This was a dry run: nothing was changed." in capsys.readouterr().out
    assert not Organisation.objects.filter(code="moulin").exists()


def test_a_bad_row_stops_the_whole_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_region()

    assert answer(["directory", "import", file(tmp_path, GOOD + "Gare;mill\n")]) == 1
    assert "row 4, “Type”: “mill” is not in the list." in capsys.readouterr().err
    assert not Organisation.objects.filter(code="moulin").exists()


def test_bad_rows_may_be_left_out_and_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_region()

    path = file(tmp_path, GOOD + "Gare;mill\nTown;public\n")
    assert answer(["directory", "import", path, "--skip-bad"]) == 0

    said = capsys.readouterr()
    assert "left out: row 4" in said.err
    assert "left out: row 5, “Town”, has the name and place of “town”" in said.err
    assert Organisation.objects.filter(code="pont").exists()


def test_doubles_are_left_out_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_region()

    path = file(tmp_path, GOOD + "Town;public\n")
    assert answer(["directory", "import", path, "--duplicates", "skip"]) == 0
    assert "3 rows: 2 added" in capsys.readouterr().out
