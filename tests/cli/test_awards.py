"""perron awards: from an invented edition to one application's story, without a site."""

import io
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from perron.cli import awards, main
from perron.engines.awards.instances import read_instance
from perron.engines.awards.ranking import solve_by_rank

Captured = pytest.CaptureFixture[str]


def ranked(document: Mapping[str, Any], **_how: object) -> Mapping[str, object]:
    """A solver for tests that are not about solving."""
    return solve_by_rank(read_instance(document))


@pytest.fixture(autouse=True)
def _solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick solver in the place of the true one."""

    def imported(name: str) -> object:
        if name == "perron.engines.awards.solving":
            return SimpleNamespace(solve=ranked)
        return import_module(name)

    monkeypatch.setattr(awards, "import_module", imported)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """An edition to be taken by plain rank, its result, and a name that no file bears."""
    names = {name: str(tmp_path / f"{name}.json") for name in ("instance", "result", "other")}
    size = ["--files", "60", "--tight", "0.5", "--seed", "3"]
    assert main(["awards", "generate", *size, "-o", names["instance"]]) == 0
    edition = Path(names["instance"])
    edition.write_text(edition.read_text(encoding="utf-8").replace('"optimise"', '"rank"'))
    assert main(["awards", "solve", names["instance"], "-o", names["result"]]) == 0
    return names


def test_an_edition_is_invented_solved_and_verified(
    files: dict[str, str], capsys: Captured
) -> None:
    assert main(["awards", "verify", files["instance"], files["result"]]) == 0

    told = capsys.readouterr().out
    assert "proved      Each amount and each source's part are right to the cent." in told
    assert "not proved  That what the instance says is right" in told
    assert told.endswith("The result keeps the contract.\n")


def test_a_result_that_was_changed_is_refused_with_a_sentence(
    files: dict[str, str], capsys: Captured
) -> None:
    result = json.loads(Path(files["result"]).read_text(encoding="utf-8"))
    result["awards"][0]["amount"] += 1
    Path(files["other"]).write_text(json.dumps(result), encoding="utf-8")

    assert main(["awards", "verify", files["instance"], files["other"]]) == 1

    told = capsys.readouterr().out
    assert told.startswith("failed      ")
    assert told.endswith("The result is refused.\n")


def unfunded(files: dict[str, str]) -> str:
    result = json.loads(Path(files["result"]).read_text(encoding="utf-8"))
    codes = {row["code"]: row["id"] for row in reversed(result["sentences"])}
    return str(codes["below_cutoff"])


def test_an_application_is_explained(files: dict[str, str], capsys: Captured) -> None:
    key = unfunded(files)

    assert main(["awards", "explain", files["instance"], files["result"], key]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{key} scored ")
    assert "Solved again" not in told

    again = ["awards", "explain", files["instance"], files["result"], key, "--again"]
    assert main(again) == 0
    assert "Solved again with a score of" in capsys.readouterr().out
    assert main([*again, "--json"]) == 0
    story = json.loads(capsys.readouterr().out)
    assert story["id"] == key
    assert story["again"][0]["change"]["field"] == "score"


def test_who_is_not_there_and_what_is_no_result_are_sentences(
    files: dict[str, str], capsys: Captured
) -> None:
    assert main(["awards", "explain", files["instance"], files["result"], "nobody"]) == 1
    assert capsys.readouterr().err == "The instance holds no application “nobody”.\n"

    assert main(["awards", "explain", files["instance"], files["instance"], "nobody"]) == 1
    assert "Nothing can be told from this result." in capsys.readouterr().err


def test_the_schemas_are_printed(capsys: Captured) -> None:
    for name in ("instance", "result"):
        assert main(["awards", "schema", name]) == 0
        assert json.loads(capsys.readouterr().out)["properties"]["format"] == {
            "const": f"perron-awards-{name}/1"
        }


def test_what_is_written_goes_to_standard_output_and_is_read_from_standard_input(
    files: dict[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = Path(files["instance"]).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(edition)))

    assert main(["awards", "solve", "-"]) == 0

    assert json.loads(capsys.readouterr().out) == json.loads(
        Path(files["result"]).read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "instance.json is no JSON: Expecting value"),
        (b"\xff{", "instance.json is no JSON: 'utf-8' codec can't decode"),
        (b'{"a": 1, "a": 2}', "is no JSON: “a” stands twice in one object. Nothing was done."),
        (b'{"a": NaN}', "is no JSON: NaN is no number. Nothing was done."),
        (b"9" * 5_000, "is no JSON: Exceeds the limit"),
        (b"[" * 200_000, "is nested too deeply. Nothing was done."),
        (b"[]", "holds no JSON object. Nothing was done."),
        (b"{}", "The file: format, edition, currency"),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_written(
    content: bytes, sentence: str, *, tmp_path: Path, capsys: Captured
) -> None:
    instance, result = tmp_path / "instance.json", tmp_path / "result.json"
    instance.write_bytes(content)

    assert main(["awards", "solve", str(instance), "-o", str(result)]) == 1

    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
    assert not result.exists()


def test_a_file_that_is_not_there_and_one_that_cannot_be_written_are_sentences(
    tmp_path: Path, files: dict[str, str], capsys: Captured
) -> None:
    assert main(["awards", "solve", files["other"]]) == 1
    assert capsys.readouterr().err == (
        f"{files['other']} cannot be read: No such file or directory. Nothing was done.\n"
    )

    nowhere = str(tmp_path / "nowhere" / "result.json")
    assert main(["awards", "solve", files["instance"], "-o", nowhere]) == 1
    assert capsys.readouterr().err == (
        f"{nowhere} cannot be written: No such file or directory. It was left as it was.\n"
    )


def test_a_file_that_cannot_be_replaced_is_left_and_no_draft_stays(
    tmp_path: Path, files: dict[str, str], capsys: Captured
) -> None:
    taken = tmp_path / "taken"
    (taken / "below").mkdir(parents=True)
    before = sorted(path.name for path in tmp_path.iterdir())

    assert main(["awards", "solve", files["instance"], "-o", str(taken)]) == 1

    assert "cannot be written" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "words",
    [
        ["generate", "--files", "0", "--tight", "0.5", "--seed", "1"],
        ["generate", "--files", "many", "--tight", "0.5", "--seed", "1"],
        ["generate", "--files", "10", "--tight", "nan", "--seed", "1"],
        ["solve", "instance.json", "--seconds", "-1"],
        ["solve", "instance.json", "--threads", "0"],
        ["explain", "instance.json"],
        ["schema", "everything"],
        [],
    ],
)
def test_what_is_not_understood_is_two(words: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["awards", *words])

    assert ended.value.code == 2
    assert "usage: perron awards" in capsys.readouterr().err


def test_the_patience_of_a_solver_is_told_in_seconds(
    files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def solve(document: Mapping[str, Any], **how: object) -> Mapping[str, object]:
        asked.update(how)
        return ranked(document)

    monkeypatch.setattr(awards, "import_module", lambda _name: SimpleNamespace(solve=solve))
    how = ["--seconds", "2.5", "--threads", "2", "--solver-seed", "7"]

    assert main(["awards", "solve", files["instance"], "-o", files["other"], *how]) == 0
    assert asked == {"seconds": 2.5, "threads": 2, "solver_seed": 7}


def test_a_reader_that_went_away_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(text[:1])

        def fileno(self) -> int:
            return 1_000

    closed: list[int] = []
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr("os.dup2", lambda _from, to: closed.append(to))

    assert main(["awards", "schema", "instance"]) == 0
    assert closed == [1_000]


def test_whoever_stops_it_is_told_that_nothing_was_written(
    files: dict[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(_document: object, **_how: object) -> Mapping[str, object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(awards, "import_module", lambda _name: SimpleNamespace(solve=solve))

    assert main(["awards", "solve", files["instance"], "-o", files["other"]]) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was written.\n"
    assert not Path(files["other"]).exists()


def test_all_other_words_are_the_sites(capsys: Captured) -> None:
    assert main(["strategy", "schema"]) == 0
    assert '"$schema"' in capsys.readouterr().out

    with pytest.raises(SystemExit):
        main(["--help"])
    assert "which applications are funded from which money" in capsys.readouterr().out
