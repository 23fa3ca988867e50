"""Answers from CSV: one line per person, one column per item, 0, 1 or nothing in each cell."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.calibrating.responses import EMPTY, Small
from perron.engines.adaptive.errors import AdaptiveRefused

COMMA, LINE = ord(","), ord("\n")
FREQUENCY = "freq"


@dataclass(frozen=True, slots=True)
class Table:
    """Scores (N, J) with EMPTY where a cell is empty, and the words of all other columns."""

    items: tuple[str, ...]
    scores: Small
    others: dict[str, tuple[str, ...]]

    def times(self) -> NDArray[np.float64]:
        """How often each line counts, (N,): the column freq, or once."""
        if FREQUENCY not in self.others:
            return np.ones(len(self.scores))
        try:
            found = np.array([float(word) for word in self.others[FREQUENCY]])
        except ValueError as fault:
            raise AdaptiveRefused("The column freq holds a cell that is no number.") from fault
        if not (np.isfinite(found) & (found >= 0)).all():
            raise AdaptiveRefused("The column freq holds a number below 0, or none at all.")
        return found


def read_responses(content: bytes, others: Collection[str] = ()) -> Table:
    """Read a table; ``others`` are columns of words, and freq. AdaptiveRefused names the line."""
    plain = _plain(content)
    first, _, rest = plain.partition(b"\n")
    header = [name.strip() for name in first.decode("utf-8").split(",")]
    _check_header(header, others)
    starts, ends = _cells(rest, len(header))
    words = {*others, FREQUENCY}
    told = [place for place, name in enumerate(header) if name not in words]
    kept = {
        name: tuple(
            rest[start:end].decode("utf-8").strip()
            for start, end in zip(starts[:, place], ends[:, place], strict=True)
        )
        for place, name in enumerate(header)
        if name in words
    }
    scores = _scores(rest, starts[:, told], ends[:, told])
    return Table(tuple(header[place] for place in told), scores, kept)


def _plain(content: bytes) -> bytes:
    """UTF-8 with plain commas and line ends; quoted cells are unfolded, which takes longer."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise AdaptiveRefused("The answers are not written in UTF-8.") from fault
    if '"' in text:
        rows = csv.reader(StringIO(text))
        text = "\n".join(
            ",".join(cell.replace(",", " ").replace("\n", " ") for cell in row) for row in rows
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return (lines + "\n").encode("utf-8")


def _check_header(header: list[str], others: Collection[str]) -> None:
    if missing := [name for name in others if name not in header]:
        raise AdaptiveRefused(f"There is no column {missing[0]} in the first line.")
    twice = [name for place, name in enumerate(header) if name in header[:place]]
    if twice:
        raise AdaptiveRefused(f"The column {twice[0]} stands twice in the first line.")
    if len(set(header) - {*others, FREQUENCY}) == 0:
        raise AdaptiveRefused("There is no column of answers.")


def _cells(rest: bytes, columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each cell begins and ends, (N, columns) each."""
    letters = np.frombuffer(rest, dtype=np.uint8)
    ends = np.flatnonzero((letters == COMMA) | (letters == LINE))
    lines = np.flatnonzero(letters[ends] == LINE)
    uneven = np.flatnonzero(np.diff(lines, prepend=-1) != columns)
    if len(uneven):
        raise AdaptiveRefused(
            f"Line {int(uneven[0]) + 2} has not as many cells as the first line has names."
        )
    starts = np.concatenate([[0], ends + 1])[: len(ends)].astype(np.int64)
    return starts.reshape(-1, columns), ends.reshape(-1, columns)


def _scores(rest: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Small:
    letters = np.frombuffer(rest + b"\n", dtype=np.uint8)
    found = letters[starts].astype(np.int16) - ord("0")
    long = ends - starts
    wrong = (long > 1) | ((long == 1) & (found != 0) & (found != 1))
    if wrong.any():
        line = int(wrong.any(axis=1).argmax())
        raise AdaptiveRefused(f"Line {line + 2} holds an answer that is neither 0, 1 nor empty.")
    return np.where(long == 0, EMPTY, found).astype(np.int8)
