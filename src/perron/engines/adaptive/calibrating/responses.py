"""Answers of many persons to many items, in chunks of which one is held at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

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


class Work(Protocol):
    """What is done to one chunk: it can be pickled, and what it answers adds up by ``plus``."""

    def __call__(self, chunk: Chunk, /) -> Any: ...


# Applies some work to every chunk, here or on other machines, and answers the results.
Spread = Callable[[Work], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Responses:
    """Chunks that can be gone through again and again, wherever they lie.

    ``right`` and ``asked`` (J,): weighted counts of all chunks; ``persons`` by group.
    """

    spread: Spread
    right: NDArray[np.float64]
    asked: NDArray[np.float64]
    persons: NDArray[np.float64]
    complete: bool

    def total(self, work: Work) -> Any:
        """The sum of what the work answers for each chunk."""
        return reduce(lambda one, other: one.plus(other), self.spread(work))


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of some chunks, which add up."""

    right: NDArray[np.float64]
    asked: NDArray[np.float64]
    persons: NDArray[np.float64]
    complete: bool

    def plus(self, other: "Counts") -> "Counts":
        """The counts of both."""
        return Counts(
            self.right + other.right,
            self.asked + other.asked,
            self.persons + other.persons,
            self.complete and other.complete,
        )


@dataclass(frozen=True, slots=True)
class Counting:
    """The work of counting a chunk, of so many groups."""

    groups: int = 1

    def __call__(self, chunk: Chunk, /) -> Counts:
        """AdaptiveRefused for scores that are neither 0, 1 nor EMPTY."""
        if chunk.scores.size and not (EMPTY <= chunk.scores.min() <= chunk.scores.max() <= 1):
            raise AdaptiveRefused("An answer is neither 0, 1 nor empty.")
        answered = chunk.scores != EMPTY
        return Counts(
            chunk.weights @ (chunk.scores == 1).astype(float),
            chunk.weights @ answered.astype(float),
            np.asarray(np.bincount(chunk.groups, chunk.weights, self.groups), float),
            bool(answered.all()),
        )


def spread_out(spread: Spread, groups: int = 1) -> Responses:
    """Answers whose chunks lie elsewhere, one at least: ``spread`` brings the work to them."""
    found = reduce(Counts.plus, spread(Counting(groups)))
    return Responses(spread, found.right, found.asked, found.persons, found.complete)


def gathered(chunks: Callable[[], Iterable[Chunk]], groups: int = 1) -> Responses:
    """Answers in chunks that are gone through here, one after the other."""
    return spread_out(lambda work: map(work, chunks()), groups)


def responses(
    scores: Small,
    weights: NDArray[np.float64] | None = None,
    groups: NDArray[np.int64] | None = None,
) -> Responses:
    """Answers that are held in memory as a whole: scores (N, J), weights and groups (N,)."""
    times = np.ones(len(scores)) if weights is None else weights
    group = np.zeros(len(scores), dtype=np.int64) if groups is None else groups

    def chunks() -> Iterator[Chunk]:
        for start in range(0, max(len(scores), 1), ROWS):
            part = slice(start, start + ROWS)
            yield Chunk(scores[part], times[part], group[part])

    return gathered(chunks, int(group.max(initial=0)) + 1)
