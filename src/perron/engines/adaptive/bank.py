"""A bank of items: discrimination, difficulty, floor, ceiling, and the steps of partial credit."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.errors import AdaptiveRefused

Floats = NDArray[np.float64]
COLUMNS = ("a", "b", "c", "d", "steps", "se_a", "se_b")
UNLESS_TOLD = {"c": "0", "d": "1", "steps": "", "se_a": "0", "se_b": "0"}
FAR = 100.0
STEEP = 50.0
# What a column may hold: from, to, and how that is said.
MAY_HOLD = {
    "a": (np.finfo(float).tiny, STEEP, "above 0 and at most 50"),
    "b": (-FAR, FAR, "from -100 to 100"),
    "c": (0, np.nextafter(1, 0), "from 0 and below 1"),
    "d": (np.finfo(float).tiny, 1, "above 0 and at most 1"),
    "se_a": (0, FAR, "from 0 to 100"),
    "se_b": (0, FAR, "from 0 to 100"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item on the logistic scale (no factor 1.7).

    Without steps: P(right) = c + (d - c) / (1 + exp(-a (θ - b))). With steps s₁ … sₘ (partial
    credit): P(score k) is in proportion to exp(Σ_{v ≤ k} a (θ - b - sᵥ)), k = 0 … m.
    ``se_a`` and ``se_b`` are the standard errors of a and b, 0 where they are taken as known.
    """

    a: float
    b: float
    c: float = 0.0
    d: float = 1.0
    steps: tuple[float, ...] = ()
    se_a: float = 0.0
    se_b: float = 0.0

    @property
    def top(self) -> int:
        """The highest score."""
        return len(self.steps) or 1

    def fault(self) -> str:
        """What is wrong with the item, empty where nothing is."""
        for name, (least, most, said) in MAY_HOLD.items():
            value = getattr(self, name)
            if not least <= value <= most:  # which no NaN does
                return f"{name} is {value:g}, and has to be {said}"
        if self.c >= self.d:
            return f"c is {self.c:g}, and has to be below d, which is {self.d:g}"
        if not all(-FAR <= step <= FAR for step in self.steps):
            return "its steps have to be numbers from -100 to 100"
        if self.steps and (self.c > 0 or self.d < 1):
            return "an item with steps has c 0 and d 1"
        return ""


Bank = tuple[Item, ...]


def checked(items: Sequence[Item]) -> Bank:
    """The items as a bank; AdaptiveRefused names the first that cannot be one."""
    if not items:
        raise AdaptiveRefused("The bank holds no item.")
    for number, item in enumerate(items, 1):
        if fault := item.fault():
            raise AdaptiveRefused(f"Item {number} of the bank cannot be used: {fault}.")
    return tuple(items)


def read_bank(text: str) -> Bank:
    """Read a bank from CSV with a header: a and b, and c, d, steps, se_a, se_b where they matter.

    Steps stand in one cell, with spaces between. AdaptiveRefused names the line.
    """
    rows = csv.reader(StringIO(text.removeprefix("\ufeff")))
    header = [name.strip() for name in next(rows, [])]
    _check_header(header)
    items = [
        _item(dict(zip(header, _as_wide(row, header, rows.line_num), strict=True)), rows.line_num)
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    return checked(items)


def _check_header(header: Sequence[str]) -> None:
    if missing := [name for name in ("a", "b") if name not in header]:
        raise AdaptiveRefused(f"The bank has no column {missing[0]}; its first line names columns.")
    for name in set(header) & set(COLUMNS):
        if header.count(name) > 1:
            raise AdaptiveRefused(f"The bank has the column {name} twice.")


def _as_wide(row: list[str], header: Sequence[str], line: int) -> list[str]:
    if len(row) != len(header):
        raise AdaptiveRefused(f"Line {line} of the bank has not as many cells as the first line.")
    return row


def _item(cells: dict[str, str], line: int) -> Item:
    told = {name: (cells.get(name) or "").strip() or UNLESS_TOLD.get(name, "") for name in COLUMNS}
    try:
        steps = tuple(float(word) for word in told.pop("steps").split())
        item = Item(**{name: float(word) for name, word in told.items()}, steps=steps)
    except ValueError as fault:
        raise AdaptiveRefused(f"Line {line} of the bank holds a cell that is no number.") from fault
    if said := item.fault():
        raise AdaptiveRefused(f"Line {line} of the bank cannot be used: {said}.")
    return item
