"""What people may ask of their data, done at the command line."""

import json
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest

from perron.accounts.models import User
from perron.cli.commands import answer
from perron.core.models import JournalLine
from perron.letters.models import Preference
from perron.letters.services.preferences import refuse_category
from tests.make import NOON, aline, chantal

pytestmark = pytest.mark.django_db
DENISE = "denise@example.org"


@pytest.fixture
def _denise() -> None:
    """Somebody without an account who refused letters."""
    refuse_category(DENISE, "reminders", at=NOON)


def test_a_file_is_written_for_a_person_and_the_look_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person, file = aline(), tmp_path / "aline.zip"

    assert answer(["person", "export", "Aline@example.org", str(file), "--language", "fr"]) == 0

    assert "All that is kept about" in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as folder:
        assert json.loads(folder.read("account.json"))[0]["name"] == "Aline"
        assert '<html lang="fr">' in folder.read("index.html").decode()
    line = JournalLine.objects.get(verb="person.read")
    assert (line.about_code, line.actor) == (str(person.key), "command-line")


def test_a_file_that_exists_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aline()
    file = tmp_path / "aline.zip"
    file.write_text("mine")

    assert answer(["person", "export", "aline@example.org", str(file)]) == 1

    assert "It was left as it is" in capsys.readouterr().err
    assert file.read_text() == "mine"


@pytest.mark.usefixtures("_denise")
def test_an_address_without_an_account_is_given_out_and_erased(tmp_path: Path) -> None:
    assert answer(["person", "export", DENISE, str(tmp_path / "d.zip")]) == 0
    assert answer(["person", "erase", DENISE, "--yes"]) == 0
    assert not Preference.objects.exists()


@pytest.mark.parametrize("verb", ["erase", "export"])
def test_an_address_that_nobody_knows_is_said_to_be_unknown(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["person", verb, "nobody@example.org"]
    file = tmp_path / "n.zip"

    assert answer([*words, str(file)] if verb == "export" else words) == 1

    assert "Nothing is kept about nobody@example.org." in capsys.readouterr().err
    assert not file.exists()


def test_a_person_is_erased_with_all_that_is_theirs(capsys: pytest.CaptureFixture[str]) -> None:
    chantal()
    aline()

    assert answer(["person", "erase", "chantal@example.org", "--yes"]) == 0

    assert "1  Account" in capsys.readouterr().out
    assert list(User.objects.filter(erased_at=None).values_list("name", flat=True)) == ["Aline"]
    assert JournalLine.objects.get(verb="person.erased").actor == "command-line"


class Terminal(StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("sits", "typed", "left"),
    [
        (Terminal, "aline", 1),
        (Terminal, "Aline@example.org", 0),
        (StringIO, "aline@example.org", 1),
    ],
)
def test_the_address_is_typed_once_more_by_somebody_who_sits_there(
    *, sits: type[StringIO], typed: str, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    aline()
    monkeypatch.setattr(sys, "stdin", sits(f"{typed}\n"))

    assert answer(["person", "erase", "aline@example.org"]) == left
    assert User.objects.filter(erased_at=None).count() == left


def test_what_tonight_would_remove_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["person", "retention", "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was removed.\n")
    assert answer(["person", "retention"]) == 0
    assert capsys.readouterr().out.endswith("Done.\n")
