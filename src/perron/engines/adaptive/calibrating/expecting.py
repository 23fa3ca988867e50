"""The expectation step: what all answers say, in sums that add up over chunks."""

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


def expect(answers: Responses, parameters: Parameters, points: Floats) -> Sums:
    """Go through all chunks once."""
    found: Sums = answers.total(Expecting(looking(answers, parameters, points)))
    return found


@dataclass(frozen=True, slots=True)
class Looking:
    """Log chances, (J, Q), in the precision that the number of answers asks for."""

    kind: type[np.floating]
    complete: bool
    odds: Reals
    wrong: Reals
    priors: Reals

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
        logs += self.wrong.sum(axis=0, dtype=float) if self.complete else asked @ self.wrong
        top = logs.max(axis=1, keepdims=True)
        weights = np.exp(logs - top, out=logs)
        norm = weights.sum(axis=1, keepdims=True)
        weights /= norm
        return float(chunk.weights @ (top[:, 0] + np.log(norm[:, 0])).astype(float)), weights

    def sums(self, chunk: Chunk) -> tuple[Sums, Reals, Scores]:
        """The sums of a chunk, its posteriors and its scores."""
        scores = self.scores(chunk)
        loglik, weights = self.posteriors(chunk, scores)
        counted = weights * chunk.weights[:, None].astype(self.kind)
        told = _sums(loglik, scores, (counted, chunk.groups, len(self.priors)))
        return told, weights, scores


def looking(answers: Responses, parameters: Parameters, points: Floats) -> Looking:
    """What every chunk is looked at with."""
    kind = kind_of(answers)
    chances = curves(parameters, points)
    wrong = np.log1p(-chances)
    return Looking(
        kind,
        answers.complete,
        (np.log(chances) - wrong).astype(kind),
        wrong.astype(kind),
        log_priors(parameters, points).astype(kind),
    )


@dataclass(frozen=True, slots=True)
class Expecting:
    """The work of one step of EM."""

    look: Looking

    def __call__(self, chunk: Chunk, /) -> Sums:
        """The sums of a chunk."""
        return self.look.sums(chunk)[0]


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
