"""Files of surveys, and the command that estimates from them."""

import json
from pathlib import Path

import pytest

from perron.cli.engines import answer
from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.reading import read_table

FILE = "score,good,weight,stratum,unit,size\n" + "\n".join(
    f"{score},{score % 2},2,{'a' if score < 5 else 'b'},u{score},{20 if score < 5 else 40}"
    for score in range(1, 11)
)


def written(folder: Path, text: str = FILE) -> str:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_command_tells_means_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--value", "score", "--weight", "weight", "--strata", "stratum", "--json"]

    assert answer(["survey", "estimate", written(tmp_path), *words]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["people"] == 10
    assert told["estimates"]["score"]["value"] == 5.5
    assert told["estimates"]["score"]["degrees"] == 8


def test_the_command_tells_shares_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--value", "good", "--weight", "weight", "--sizes", "size", "--strata", "stratum"]

    more = ["--clusters", "unit", "--share"]
    assert answer(["survey", "estimate", written(tmp_path), *words, *more]) == 0

    assert "good: 0.5 (standard error" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (FILE, ["--value", "nothing"], "no column nothing"),
        (FILE, ["--value", "stratum"], "Line 2: “a”"),
        (FILE, ["--value", "good", "--sizes", "size"], "two sizes"),
        ("", ["--value", "a"], "empty"),
        ("a,a\n1,2\n", ["--value", "a"], "stands twice"),
        ("a,weight\n1\n", ["--value", "a"], "Line 2 has 1 cells"),
        ("a,weight\n", ["--value", "a"], "Nobody answered"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    text: str,
    words: list[str],
    why: str,
    *,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["survey", "estimate", written(tmp_path, text), "--weight", "weight", *words]

    assert answer(asked) == 1
    assert why in capsys.readouterr().err


def test_a_file_that_is_missing_or_no_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = str(tmp_path / "gone.csv")

    assert answer(["survey", "estimate", gone, "--weight", "w", "--value", "v"]) == 1
    assert "cannot be read" in capsys.readouterr().err
    with pytest.raises(SurveyRefused, match="UTF-8"):
        read_table(b"\xff\xfe")
    with pytest.raises(SurveyRefused, match="no CSV"):
        read_table(b'a\n"' + b"x" * 200_000 + b'"\n')
