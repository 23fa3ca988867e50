"""Answers from a file: read fast, or refused with the line."""

import numpy as np
import pytest

from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.reading import read_responses
from tests.engines.adaptive import lsat6


def test_a_table_gives_scores_and_how_often_each_line_counts() -> None:
    table = read_responses(lsat6.CSV.encode())

    assert table.items == ("Q1", "Q2", "Q3", "Q4", "Q5")
    assert (table.scores == lsat6.SCORES).all()
    assert (table.times() == lsat6.TIMES).all()


@pytest.mark.parametrize(
    "content",
    [
        b"a,group,b\n1,North,\n,Is\xc3\xa8re,0\n",
        b"\xef\xbb\xbfa,group,b\r\n1,North,\r\n,Is\xc3\xa8re,0",
        b'a,group,b\n1,"North",\n"",Is\xc3\xa8re,0\n\n',
    ],
)
def test_empty_cells_and_words_are_kept(content: bytes) -> None:
    table = read_responses(content, ["group"])

    assert table.scores.tolist() == [[1, -1], [-1, 0]]
    assert table.others["group"] == ("North", "Isère")
    assert table.times().tolist() == [1, 1]


def test_a_table_of_nobody_is_empty() -> None:
    assert read_responses(b"a,b\n").scores.shape == (0, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,0\n1\n", "Line 3 has not as many cells"),
        (b"a,b\n1,0,1\n", "Line 2 has not as many cells"),
        (b"a,b\n1,2\n", "Line 2 holds an answer"),
        (b"a,b\n1,10\n", "Line 2 holds an answer"),
        (b"a,a\n1,0\n", "column a stands twice"),
        (b"freq\n1\n", "no column of answers"),
        (b"\xff\n", "UTF-8"),
    ],
)
def test_a_bad_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        read_responses(content)


def test_a_column_that_is_asked_for_has_to_be_there() -> None:
    with pytest.raises(AdaptiveRefused, match="no column language"):
        read_responses(b"a,b\n1,0\n", ["language"])


@pytest.mark.parametrize("word", ["many", "-1", "inf"])
def test_a_frequency_is_a_number(word: str) -> None:
    table = read_responses(f"a,b,freq\n1,0,{word}\n".encode())

    with pytest.raises(AdaptiveRefused, match="column freq holds"):
        table.times()


def test_a_large_table_is_read_whole() -> None:
    scores = np.random.default_rng(1).integers(0, 2, (3000, 40))
    text = ",".join(f"i{n}" for n in range(40)) + "\n"
    text += "\n".join(",".join(map(str, row)) for row in scores.tolist())

    assert (read_responses(text.encode()).scores == scores).all()
