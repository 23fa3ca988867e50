"""Answers of many persons to many items, in chunks of which one is held at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.errors import AdaptiveRefused

Small = NDArray[np.int8]
EMPTY = -1
ROWS = 4096


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some persons: scores (n, J) of 0, 1 or EMPTY, how often each row counts, its group."""

    scores: Small
    weights: NDArray[np.float64]
    groups: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Responses:
    """Chunks that can be gone through again and again, from memory, a file or a database.

    ``right`` and ``asked`` (J,): weighted counts of all chunks; ``persons`` by group.
    """

    chunks: Callable[[], Iterable[Chunk]]
    right: NDArray[np.float64]
    asked: NDArray[np.float64]
    persons: NDArray[np.float64]
    complete: bool


def gathered(chunks: Callable[[], Iterable[Chunk]], items: int, groups: int = 1) -> Responses:
    """Count the chunks once. AdaptiveRefused for scores that are neither 0, 1 nor EMPTY."""
    right, asked, persons = np.zeros(items), np.zeros(items), np.zeros(groups)
    complete = True
    for chunk in chunks():
        if chunk.scores.size and not (EMPTY <= chunk.scores.min() <= chunk.scores.max() <= 1):
            raise AdaptiveRefused("An answer is neither 0, 1 nor empty.")
        answered = chunk.scores != EMPTY
        complete &= bool(answered.all())
        right += chunk.weights @ (chunk.scores == 1).astype(float)
        asked += chunk.weights @ answered.astype(float)
        persons += np.bincount(chunk.groups, chunk.weights, groups)
    return Responses(chunks, right, asked, persons, complete)


def responses(
    scores: Small,
    weights: NDArray[np.float64] | None = None,
    groups: NDArray[np.int64] | None = None,
) -> Responses:
    """Answers that are held in memory as a whole: scores (N, J), weights and groups (N,)."""
    times = np.ones(len(scores)) if weights is None else weights
    group = np.zeros(len(scores), dtype=np.int64) if groups is None else groups

    def chunks() -> Iterator[Chunk]:
        for start in range(0, len(scores), ROWS):
            part = slice(start, start + ROWS)
            yield Chunk(scores[part], times[part], group[part])

    return gathered(chunks, scores.shape[1], int(group.max(initial=0)) + 1)
