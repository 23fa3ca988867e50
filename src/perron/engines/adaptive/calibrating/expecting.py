"""The expectation step: what all answers say, in sums that add up over chunks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating.responses import EMPTY, Chunk, Responses
from perron.engines.adaptive.tables import logistic

Reals = NDArray[np.floating]
LARGE = 1_000_000  # answers beyond which single precision is precise enough, and twice as fast


@dataclass(frozen=True, slots=True)
class Parameters:
    """P(right) = c + (1 - c) / (1 + exp(-(aθ + d))), (J,) each; means and SDs (G,) of groups."""

    a: Floats
    d: Floats
    c: Floats
    means: Floats
    sds: Floats


@dataclass(frozen=True, slots=True)
class Sums:
    """The log likelihood; expected persons at each point who were right, and who were asked.

    ``right`` and ``asked`` (J, Q), ``persons`` (G, Q).
    """

    loglik: float
    right: Floats
    asked: Floats
    persons: Floats

    def plus(self, other: "Sums") -> "Sums":
        """The sums of both."""
        return Sums(
            self.loglik + other.loglik,
            self.right + other.right,
            self.asked + other.asked,
            self.persons + other.persons,
        )


Scores = tuple[Reals, Reals]  # who was right and who was asked, (n, J), or (1, 1) for all
Seen = Callable[[Chunk, Reals, Scores], None]


def kind_of(answers: Responses) -> type[np.floating]:
    """Single precision for many answers, double for few."""
    return np.float32 if float(answers.asked.sum()) > LARGE else np.float64


def curves(parameters: Parameters, points: Floats) -> Floats:
    """P(right), (J, Q)."""
    rising = logistic(parameters.a[:, None] * points + parameters.d[:, None])
    found: Floats = parameters.c[:, None] + (1 - parameters.c[:, None]) * rising
    return np.clip(found, 1e-300, 1 - 1e-16)


def log_priors(parameters: Parameters, points: Floats) -> Floats:
    """The logarithm of each group's distribution on the points, (G, Q)."""
    apart = (points - parameters.means[:, None]) / parameters.sds[:, None]
    logs = -0.5 * apart**2
    found: Floats = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
    return found


def expect(
    answers: Responses, parameters: Parameters, points: Floats, *, seen: Seen | None = None
) -> Sums:
    """Go through all chunks once; ``seen`` is called with each one's posteriors (n, Q)."""
    look = _Looking(answers, parameters, points)
    groups, items = len(answers.persons), len(answers.right)
    totals = Sums(
        0.0,
        np.zeros((items, len(points))),
        np.zeros((items, len(points))),
        np.zeros((groups, len(points))),
    )
    for chunk in answers.chunks():
        scores = look.scores(chunk)
        loglik, weights = look.posteriors(chunk, scores)
        counted = weights * chunk.weights[:, None].astype(look.kind)
        totals = totals.plus(_sums(loglik, scores, (counted, chunk.groups, groups)))
        if seen:
            seen(chunk, weights, scores)
    return totals


class _Looking:
    """Log chances in the precision that the number of answers asks for."""

    def __init__(self, answers: Responses, parameters: Parameters, points: Floats) -> None:
        self.kind = kind_of(answers)
        self.complete = answers.complete
        chances = curves(parameters, points)
        wrong = np.log1p(-chances)
        self.odds = (np.log(chances) - wrong).astype(self.kind)
        self.wrong = wrong.astype(self.kind)
        self.all_wrong = wrong.sum(axis=0).astype(self.kind)
        self.priors = log_priors(parameters, points).astype(self.kind)

    def scores(self, chunk: Chunk) -> Scores:
        """A chunk's answers as numbers."""
        right = (chunk.scores == 1).astype(self.kind)
        if self.complete:
            return right, np.ones((1, 1), self.kind)
        return right, (chunk.scores != EMPTY).astype(self.kind)

    def posteriors(self, chunk: Chunk, scores: Scores) -> tuple[float, Reals]:
        """A chunk's log likelihood, and each person's weights of the points, (n, Q)."""
        right, asked = scores
        logs: Reals = right @ self.odds
        logs += self.priors[chunk.groups] if len(self.priors) > 1 else self.priors[0]
        logs += self.all_wrong if self.complete else asked @ self.wrong
        top = logs.max(axis=1, keepdims=True)
        weights = np.exp(logs - top, out=logs)
        norm = weights.sum(axis=1, keepdims=True)
        weights /= norm
        return float(chunk.weights @ (top[:, 0] + np.log(norm[:, 0])).astype(float)), weights


def _sums(loglik: float, scores: Scores, weighted: tuple[Reals, NDArray[np.int64], int]) -> Sums:
    (right, asked), (counted, group_of, groups) = scores, weighted
    persons = np.array(
        [
            (counted if groups == 1 else counted[group_of == group]).sum(axis=0, dtype=float)
            for group in range(groups)
        ]
    )
    to_right = np.asarray(right.T @ counted, float)
    if asked.size == 1:
        return Sums(loglik, to_right, persons.sum(axis=0), persons)
    return Sums(loglik, to_right, np.asarray(asked.T @ counted, float), persons)
