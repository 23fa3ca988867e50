"""Calls at the command line."""

from pathlib import Path

import pytest

from perron.calls.enums import EditionState
from perron.calls.models import Edition
from perron.calls.services.editions.reading import written_edition
from perron.cli.commands import answer
from tests.calls.make import a_definition, an_edition

pytestmark = pytest.mark.django_db
Said = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tablets.yaml"
    calendar = {"opens": "2126-01-05T09:00", "closes": "2126-03-04T22:00"}
    path.write_text(written_edition(a_definition(calendar=calendar)), encoding="utf-8")
    return path


def test_check_says_what_is_wrong_with_its_line(file: Path, capsys: Said) -> None:
    assert answer(["calls", "check", str(file)]) == 0
    assert "nothing wrong" in capsys.readouterr().out
    text = file.read_text(encoding="utf-8").replace("ceiling: 1500000", "ceiling: much")
    file.write_text(text, encoding="utf-8")
    assert answer(["calls", "check", str(file)]) == 1
    assert "tablets.yaml:" in capsys.readouterr().err


def test_a_text_that_is_missing_in_a_language_is_a_note(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "tablets.yaml"
    path.write_text(written_edition(a_definition(summary={"fr": "Mots"})), encoding="utf-8")
    assert answer(["calls", "check", str(path)]) == 0
    assert "note: tablets.yaml" in capsys.readouterr().out


def test_load_keeps_a_draft_and_publishes_where_asked(file: Path, capsys: Said) -> None:
    assert answer(["calls", "load", str(file)]) == 0
    assert Edition.objects.get().state == EditionState.DRAFT
    assert answer(["calls", "load", str(file), "--publish"]) == 0
    assert Edition.objects.get().state == EditionState.PUBLISHED
    assert "nothing changes" in capsys.readouterr().out
    assert answer(["calls", "list"]) == 0
    assert "tablets-2026  published" in capsys.readouterr().out


def test_without_a_file_all_of_the_region_is_loaded(capsys: Said) -> None:
    assert answer(["calls", "load"]) == 0
    said = capsys.readouterr().out
    assert "88 applications, 43 awards, €3,999,635.81" in said
    assert Edition.objects.get(code="ecole-numerique-2022-2026").state == EditionState.DRAFT


def test_dump_writes_what_was_loaded(tmp_path: Path, capsys: Said) -> None:
    an_edition()
    assert answer(["calls", "dump", "tablets-2026", "-o", str(tmp_path / "out.yaml")]) == 0
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == written_edition(a_definition())
    assert answer(["calls", "dump", "tablets-2026"]) == 0
    assert capsys.readouterr().out == written_edition(a_definition())
    assert answer(["calls", "dump", "moon"]) == 1
    assert "moon" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: Said) -> None:
    assert answer(["calls", "schema"]) == 0
    assert '"perron-edition/1"' in capsys.readouterr().out
