"""What a picture may show of people: nothing about fewer than ten, nor by subtracting pictures.

A row keeps the counts it last showed and which of them are hidden, and beside them those who came
since, picture by picture (``waiting``). It shows newer counts only when neither they nor what one
could subtract tell of few people; until then the older ones stay, with their day.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from perron.engines.survey.hiding import (
    LEAST,
    Counts,
    Mask,
    exposed,
    exposed_in_row,
    hide,
    hide_row,
    with_margins,
)
from perron.engines.survey.series import Published, adds_hidden, exposed_between, following

OPENS_WITH_GAPS = 200  # people from which on a row is begun even if a rare level stays hidden
Row = dict[str, Any]


def empty_row() -> Row:
    """A row that has not shown anything."""
    return {"day": "", "counts": None, "hidden": None, "waiting": []}


def grown_row(row: Row, came: Sequence[int], day: str) -> Row:
    """The row after one more picture, in which ``came`` joined by level."""
    waiting = [*row["waiting"], list(came)]
    total = np.array(row["counts"] or [0] * len(came)) + np.array(waiting).sum(axis=0)
    mask = _mask(row, total)
    if mask is None or not safe_row(total, mask, np.array(waiting)):
        return {**row, "waiting": waiting}
    return {"day": day, "counts": total.tolist(), "hidden": mask.tolist(), "waiting": []}


def _mask(row: Row, total: Counts) -> Mask | None:
    """What is hidden: as before, once begun; None where the row is better not begun yet."""
    if row["hidden"] is not None:
        return np.array(row["hidden"], dtype=bool)
    mask = hide_row(total.tolist())
    return None if mask.any() and int(total.sum()) < OPENS_WITH_GAPS else mask


def safe_row(total: Counts, mask: Mask, waiting: Counts) -> bool:
    """Whether these counts, and what came by picture (pictures, levels), tell of nobody.

    How many came with each picture is known, since each tells its number of people.
    """
    if mask[-1] or exposed_in_row(total.tolist(), mask):
        return False
    full = np.ones(with_margins(waiting).shape, dtype=bool)
    full[:, -1] = False
    full[-1, :] = mask
    return not exposed(waiting, full)


def empty_table(rows: int, columns: int) -> Row:
    """A table that has not shown anything."""
    return {"day": "", "counts": None, "hidden": None, "waiting": [[0] * columns] * rows}


def grown_table(table: Row, came: Sequence[Sequence[int]], day: str) -> Row:
    """The table of declared by measured after one more picture; its people are told only by it."""
    waiting = np.array(table["waiting"]) + np.array(came)
    after: Published
    if table["counts"] is None:
        if int(waiting.sum()) < OPENS_WITH_GAPS / 2:
            return {**table, "waiting": waiting.tolist()}
        after = Published(waiting, hide(waiting))
    else:
        before = Published(np.array(table["counts"]), np.array(table["hidden"], dtype=bool))
        total = before.counts + waiting
        after = following(before, total)
        if not 0 < LEAST <= int(waiting.sum()) or adds_hidden(before, after):
            return {**table, "waiting": waiting.tolist()}
        if exposed_between(before, after):
            return {**table, "waiting": waiting.tolist()}
    return {
        "day": day,
        "counts": after.counts.tolist(),
        "hidden": after.hidden.tolist(),
        "waiting": np.zeros_like(waiting).tolist(),
    }


def shown_row(row: Row) -> list[int | None] | None:
    """The counts that may be read, None for a hidden one, then their sum; None before the first."""
    if row["counts"] is None:
        return None
    counts = [*row["counts"], sum(row["counts"])]
    return [None if hid else count for count, hid in zip(counts, row["hidden"], strict=True)]


def shown_table(table: Row) -> list[list[int | None]] | None:
    """The table with its margins as it may be read; None before the first."""
    if table["counts"] is None:
        return None
    full = with_margins(np.array(table["counts"]))
    return [
        [None if hid else int(count) for count, hid in zip(counts, hidden, strict=True)]
        for counts, hidden in zip(full.tolist(), table["hidden"], strict=True)
    ]
