"""perron adaptive: simulate, calibrate and compare groups, without a site."""

import json
from pathlib import Path

import numpy as np
import pytest

from perron.cli import main
from tests.engines.adaptive import lsat6

Captured = pytest.CaptureFixture[str]
SIZE = ["--examinees", "300", "--items", "5", "--seed", "1"]


@pytest.fixture
def bank(tmp_path: Path) -> str:
    """A bank of ten items."""
    file = tmp_path / "bank.csv"
    file.write_text("a,b,c,d\n" + "".join(f"1.2,{n / 4 - 1},0,1\n" for n in range(10)))
    return str(file)


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """400 persons in three groups, of which one finds the first item harder."""
    rng = np.random.default_rng(4)
    group = np.repeat(["North", "South", "East"], [150, 150, 100])
    logits = 1.3 * (rng.normal(size=400)[:, None] - np.linspace(-1, 1, 10))
    logits[group == "South", 0] -= 2
    scores = (rng.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(int)
    file = tmp_path / "answers.csv"
    rows = [",".join(map(str, [*row, of])) for row, of in zip(scores, group, strict=True)]
    file.write_text("\n".join([",".join([*(f"i{n}" for n in range(10)), "region"]), *rows]))
    return str(file)


def test_a_simulation_tells_how_close_and_how_fast(bank: str, capsys: Captured) -> None:
    assert main(["adaptive", "simulate", "--bank", bank, *SIZE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert 0.3 < told["rmse"] < 0.8
    assert 0.9 < told["coverage95"] < 1
    assert told["examinees_per_second"] > 0
    assert main(["adaptive", "simulate", "--bank", bank, *SIZE, "--prior-sd", "1.5"]) == 0
    assert "rmse" in capsys.readouterr().out


def test_the_published_data_give_the_published_items(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "lsat6.csv"
    file.write_text(lsat6.CSV)
    assert main(["adaptive", "calibrate", str(file), "--model", "2pl", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["loglik"] == pytest.approx(lsat6.LOGLIK_2PL, abs=1e-3)
    assert [one["a"] for one in told["items"]] == pytest.approx(lsat6.A_2PL, abs=1e-3)
    assert [one["d"] for one in told["items"]] == pytest.approx(lsat6.D_2PL, abs=1e-3)
    assert [one["se_a"] for one in told["items"]] == pytest.approx(lsat6.SE_A_2PL, abs=1e-3)
    assert all(one["se_b"] > 0 for one in told["items"])
    assert told["persons"] == 1000
    assert main(["adaptive", "calibrate", str(file), "--model", "1pl"]) == 0
    assert capsys.readouterr().out.startswith("log likelihood -2466.938\n          Q1  a 0.7551")


def test_an_error_that_has_no_bound_is_null_in_json(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "thin.csv"
    file.write_text("x,y\n1,0\n0,1\n1,0\n0,1\n")
    assert main(["adaptive", "calibrate", str(file), "--json"]) == 0

    assert "NaN" not in (out := capsys.readouterr().out)
    assert "Infinity" not in out


def test_an_item_that_is_harder_for_a_group_is_named(answers: str, capsys: Captured) -> None:
    assert main(["adaptive", "dif", answers, "--group", "region", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["reference"] == "North"
    assert {of["group"]: "i0" in of["flagged"] for of in told["groups"]} == {
        "East": False,
        "South": True,
    }
    assert main(["adaptive", "dif", answers, "--group", "region", "--alpha", "1e-4"]) == 0
    assert "South: i0 is " in (out := capsys.readouterr().out)
    assert "harder than for North" in out
    assert main(["adaptive", "dif", answers, "--group", "region", "--alpha", "1e-40"]) == 0
    assert capsys.readouterr().out == "No item works differently.\n"


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"a,c\n1,0\n", ["simulate", *SIZE, "--bank"], "no column b"),
        (b"\xff", ["simulate", *SIZE, "--bank"], "not written in UTF-8"),
        (b"a,b\n1,0\n", ["simulate", *SIZE, "--bank"], "cannot be asked"),
        (b"a,b\n1,7\n", ["calibrate"], "neither 0, 1 nor empty"),
        (b"a,b\n1,1\n", ["calibrate"], "cannot be calibrated"),
        (b"a,b\n1,0\n", ["dif", "--group", "b"], "fewer than two groups"),
        (b"a,b,freq\n1,x,1\n1,y,1\n", ["dif", "--group", "b"], "freq has no place"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(
    content: bytes, words: list[str], *, said: str, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)

    assert main(["adaptive", *words, str(file)]) == 1
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(capsys: Captured) -> None:
    assert main(["adaptive", "calibrate", "nowhere.csv"]) == 1
    assert "nowhere.csv cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--items", "0"], ["--prior-sd", "0"], ["--prior-sd", "nan"]])
def test_a_number_out_of_bounds_is_not_understood(words: list[str], bank: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["adaptive", "simulate", "--bank", bank, *SIZE, *words])

    assert ended.value.code == 2
