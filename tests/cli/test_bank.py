"""The bank of questions at the command line."""

from pathlib import Path

import pytest
from django.conf import settings

from perron.cli.commands import answer
from perron.competences.models import Family, Item
from perron.competences.services.bank.reading import written_family
from tests.competences.bank.written import a_family

pytestmark = pytest.mark.django_db
Said = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "4.2" / "strange-messages.yaml"
    path.parent.mkdir()
    path.write_text(written_family(a_family()), encoding="utf-8")
    return path


def test_check_of_a_good_family_says_so(file: Path, capsys: Said) -> None:
    assert answer(["bank", "check", str(file)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing wrong" in told.err


def test_check_tells_file_and_line_what_is_wrong_and_what_to_do(file: Path, capsys: Said) -> None:
    text = file.read_text(encoding="utf-8").replace("level: 1", "level: 5")
    file.write_text(text, encoding="utf-8")

    assert answer(["bank", "check", str(file)]) == 1

    line = capsys.readouterr().out.splitlines()[0]
    assert "strange-messages.yaml:" in line
    assert "(Change the level, the difficulty, or the question.)" in line


def test_check_of_a_folder_tells_what_the_competence_lacks(file: Path, capsys: Said) -> None:
    assert answer(["bank", "check", str(file.parent)]) == 1
    assert "it needs 6" in capsys.readouterr().out


def test_a_family_in_the_wrong_folder_is_found(file: Path, capsys: Said) -> None:
    moved = file.parent.parent / "1.1" / file.name
    moved.parent.mkdir()
    file.rename(moved)

    assert answer(["bank", "check", str(moved)]) == 1
    assert "its folder is “1.1”" in capsys.readouterr().out


def test_what_can_not_be_read_is_told_beside_the_others(file: Path, capsys: Said) -> None:
    (file.parent / "broken.yaml").write_text("a: [\n", encoding="utf-8")

    assert answer(["bank", "check", str(file.parent)]) == 1
    assert "broken.yaml:1" in capsys.readouterr().out


def test_load_dump_and_list_come_round(file: Path, tmp_path: Path, capsys: Said) -> None:
    assert answer(["bank", "load", str(file)]) == 0
    assert "1 families came" in capsys.readouterr().out
    assert answer(["bank", "load", str(file.parent)]) == 0
    assert "Nothing changes" in capsys.readouterr().out
    assert answer(["bank", "list"]) == 0
    assert "strange-messages" in capsys.readouterr().out

    out = tmp_path / "out"
    assert answer(["bank", "dump", "-o", str(out)]) == 0
    assert (out / "4.2" / file.name).read_bytes() == file.read_bytes()
    capsys.readouterr()
    assert answer(["bank", "dump", "strange-messages"]) == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")
    assert answer(["bank", "dump", "nobody"]) == 1


def test_a_broken_family_is_refused_with_its_line(file: Path, capsys: Said) -> None:
    text = file.read_text(encoding="utf-8").replace("level: 1", "level: 9")
    file.write_text(text, encoding="utf-8")

    assert answer(["bank", "load", str(file)]) == 1
    assert "strange-messages.yaml:" in capsys.readouterr().err
    assert not Family.objects.exists()


def test_both_schemas_are_printed(capsys: Said) -> None:
    for name in ("family", "bank"):
        assert answer(["bank", "schema", name]) == 0
        assert '"$schema"' in capsys.readouterr().out


def test_a_supplement_of_another_kind_is_refused(file: Path, capsys: Said) -> None:
    assert answer(["bank", "framework", str(file)]) == 1
    assert "not the framework's data supplement" in capsys.readouterr().err


@pytest.mark.slow
def test_the_regions_whole_bank_is_loaded(capsys: Said) -> None:
    assert answer(["bank", "load"]) == 0
    assert "families came" in capsys.readouterr().out
    files = len(list((settings.REGION.folder / "bank").glob("*/*.yaml")))
    assert Family.objects.count() == files
    assert Item.objects.askable().count() >= 3 * files
