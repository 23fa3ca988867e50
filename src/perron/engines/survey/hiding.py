"""Tables of people from which nobody can be read: small numbers are hidden, and enough beside them.

A number below ``least`` (0 too) is hidden. Because a hidden number could be found by subtracting
from the margins, others are hidden with it until every small number could be anything within a
range as wide as ``least``. What can be found out is computed exactly (:mod:`flows`), not guessed.
Sources: A. Hundepool et al. (2012), Statistical Disclosure Control, 4; L. H. Cox (1995), JASA 90,
1453-1462 (tables as networks).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.flows import Arc, bounds, way_back

LEAST = 10
MARGIN_COST = 1e6  # a margin tells more than a cell: it goes only where nothing else helps
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Exposed:
    """A small number that is known too well: where it stands, what it is, what it could be."""

    row: int
    column: int
    count: int
    low: int
    high: int


def with_margins(counts: Counts) -> Counts:
    """The table (r, c) with a last row and a last column of sums: (r + 1, c + 1)."""
    given = np.asarray(counts, dtype=np.int64)
    if given.ndim != len(("row", "column")) or not given.size or (given < 0).any():
        raise SurveyRefused("A table has rows and columns of whole numbers of people, 0 or more.")
    wide = np.hstack([given, given.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def hide(counts: Counts, *, least: int = LEAST, hidden: Mask | None = None) -> Mask:
    """Which numbers of the table and its margins, (r + 1, c + 1), are not to be published.

    ``hidden`` are those that are hidden already. An empty table hides nothing: it is about nobody.
    """
    full = with_margins(counts)
    mask = np.zeros(full.shape, dtype=bool) if hidden is None else hidden.copy()
    if full[-1, -1] == 0:
        return mask
    mask |= full < least
    costs = _costs(full)
    arcs = _arcs(full)
    while found := next(_exposed(full, mask, least), None):
        place = found.row * full.shape[1] + found.column
        mask.ravel()[way_back(arcs, _left(costs, mask), place, least=least)] = True
    return mask


def exposed(counts: Counts, mask: Mask, *, least: int = LEAST) -> list[Exposed]:
    """Every number below ``least`` that a reader of the rest can place within less than that.

    Exact: the bounds given are reached by tables that agree with all that is published.
    """
    return list(_exposed(with_margins(counts), mask, least))


def range_of(counts: Counts, mask: Mask, place: tuple[int, int]) -> tuple[int, int]:
    """What a number could be for a reader of the published ones, from least to most."""
    full, (row, column) = with_margins(counts), place
    if not mask[row, column]:
        return int(full[row, column]), int(full[row, column])
    return bounds(_arcs(full), _places(mask), row * full.shape[1] + column)


def _exposed(full: Counts, mask: Mask, least: int) -> Iterator[Exposed]:
    if full[-1, -1] == 0:
        return
    arcs, places = _arcs(full), _places(mask)
    for row, column in zip(*np.nonzero(full < least), strict=True):
        count, place = int(full[row, column]), int(row * full.shape[1] + column)
        low, high = bounds(arcs, places, place) if mask[row, column] else (count, count)
        if high - low < least:
            yield Exposed(int(row), int(column), count, low, high)


def _places(mask: Mask) -> frozenset[int]:
    return frozenset(np.flatnonzero(mask).tolist())


def _arcs(full: Counts) -> list[Arc]:
    """Cells run from their row to their column; sums close the circle, by way of the total."""
    rows, columns = full.shape[0] - 1, full.shape[1] - 1
    last_row, last_column = rows + columns, rows + columns + 1
    arcs = []
    for (row, column), count in np.ndenumerate(full):
        tail = row if row < rows else rows + column
        head = rows + column if column < columns else row
        if row == rows:
            head = last_row
        if column == columns:
            tail = last_column
        if row == rows and column == columns:
            tail, head = last_row, last_column
        arcs.append(Arc(tail, head, int(count)))
    return arcs


def _costs(full: Counts) -> Floats:
    costs = full.astype(np.float64) + 1
    costs[-1, :] += MARGIN_COST
    costs[:, -1] += MARGIN_COST
    return costs.ravel()


def _left(costs: Floats, mask: Mask) -> list[float]:
    return [float(cost) for cost in np.where(mask.ravel(), 0.0, costs)]


def hide_row(counts: Iterable[int], *, least: int = LEAST, hidden: Mask | None = None) -> Mask:
    """The same for one row with its sum: (c + 1,), the sum last. The sum counts as published."""
    mask = None if hidden is None else _both(hidden)
    return row_mask(hide(_line(counts), least=least, hidden=mask))


def exposed_in_row(counts: Iterable[int], mask: Mask, *, least: int = LEAST) -> list[Exposed]:
    """Numbers of one row with its sum that are known too well."""
    return [one for one in exposed(_line(counts), _both(mask), least=least) if one.row == 0]


def _line(counts: Iterable[int]) -> Counts:
    return np.array([list(counts)], dtype=np.int64)


def _both(mask: Mask) -> Mask:
    return np.vstack([mask, mask])


def row_mask(mask: Mask) -> Mask:
    """A row is hidden where it, or the sum that repeats it, is."""
    return np.asarray(mask.any(axis=0), dtype=np.bool_)
