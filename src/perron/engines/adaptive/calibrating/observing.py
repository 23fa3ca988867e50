"""Standard errors from the observed information of the marginal likelihood (Louis 1982)."""

from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating.expecting import (
    Looking,
    Parameters,
    Reals,
    Sums,
    kind_of,
    looking,
)
from perron.engines.adaptive.calibrating.responses import Chunk, Responses
from perron.engines.adaptive.tables import logistic

FEW = 60  # items up to which more terms cost nothing
TERMS = (16, 3)
FAINT = 1e-10

Errors = tuple[Floats, Floats, Floats]  # SE of a, SE of d, covariance, (J,) each


def observed_errors(
    answers: Responses, found: Parameters, points: Floats, *, equal: bool
) -> tuple[Sums, Errors]:
    """The likelihood's sums, and the SEs of a and d with their covariances, (J,) each.

    Louis: observed information = expected complete information - covariance, given the answers,
    of the complete data's score. That covariance is a sum over orthogonal polynomials of each
    person's posterior, of which few matter, as the scores are smooth where a posterior lies.
    """
    items = len(found.a)
    lost = answers.total(losing(answers, found, points))
    sums: Sums = lost.sums
    held = _complete(sums, found, points) - lost.information
    if equal:
        held = _with_one_slope(held, items)
    covariance = _inverse(held)
    told = np.diag(covariance)
    variances: Floats = np.where(told > 0, told, np.inf)  # no maximum, no error
    errors: Floats = np.asarray(np.sqrt(variances), float)
    if equal:
        return sums, (np.full(items, errors[0]), errors[1:], covariance[0, 1:])
    both: Floats = covariance[np.arange(items), np.arange(items, 2 * items)]
    return sums, (errors[:items], errors[items:], both)


def _inverse(held: Floats) -> Floats:
    """The inverse; the pseudo-inverse where some parameter is not told by the answers."""
    try:
        found: Floats = np.asarray(np.linalg.inv(held), float)
    except np.linalg.LinAlgError:
        found = np.asarray(np.linalg.pinv(held, hermitian=True), float)
    return found


def _with_one_slope(held: Floats, items: int) -> Floats:
    """The information on one common slope and all shifts."""
    joined = np.zeros((2 * items, items + 1))
    joined[:items, 0] = 1
    joined[items:, 1:] = np.eye(items)
    found: Floats = joined.T @ held @ joined
    return found


def _complete(sums: Sums, found: Parameters, points: Floats) -> Floats:
    """The information if abilities were known, on a then d, (2J, 2J)."""
    rising, share = _shares(found, points)
    chances = np.clip(found.c[:, None] + (1 - found.c[:, None]) * rising, 1e-300, 1 - 1e-16)
    weight = _curvature(sums, (rising, share, chances), found)
    aa, ad, dd = weight @ points**2, weight @ points, weight.sum(axis=1)
    return np.block([[np.diag(aa), np.diag(ad)], [np.diag(ad), np.diag(dd)]])


def _curvature(sums: Sums, of: tuple[Floats, Floats, Floats], found: Parameters) -> Floats:
    """Minus the second derivative of the expected log likelihood by aθ + d, (J, Q).

    With s = (1 - c) L (1 - L) / (P (1 - P)) the score is s (x - P), and s' follows from
    ln s = ln(1 - c) + ln L + ln(1 - L) - ln P - ln(1 - P); s is 1 where c is 0.
    """
    rising, share, chances = of
    slope = (1 - found.c[:, None]) * rising * (1 - rising)
    bend = (1 - 2 * rising) - slope * (1 / chances - 1 / (1 - chances))
    return np.asarray(
        sums.asked * share * slope - share * bend * (sums.right - sums.asked * chances)
    )


def _shares(found: Parameters, points: Floats) -> tuple[Floats, Floats]:
    rising = logistic(found.a[:, None] * points + found.d[:, None])
    chances = np.clip(found.c[:, None] + (1 - found.c[:, None]) * rising, 1e-300, 1 - 1e-16)
    share = (1 - found.c[:, None]) * rising * (1 - rising) / (chances * (1 - chances))
    return rising, np.where(found.c[:, None] > 0, share, 1.0)


@dataclass(frozen=True, slots=True)
class Lost:
    """Of some chunks: their sums, and the information lost as abilities are not known, (2J, 2J)."""

    sums: Sums
    information: Floats

    def plus(self, other: "Lost") -> "Lost":
        """Both."""
        return Lost(self.sums.plus(other.sums), self.information + other.information)


def losing(answers: Responses, found: Parameters, points: Floats) -> "Losing":
    """The work that finds what is lost.

    The score of an answer x by (a, d) is x · slope + level, (Q, 2J) each.
    """
    kind = kind_of(answers)
    rising, share = _shares(found, points)
    chances = found.c[:, None] + (1 - found.c[:, None]) * rising
    return Losing(
        looking(answers, found, points),
        TERMS[len(found.a) > FEW],
        np.vstack([share * points, share]).astype(kind).T,
        np.vstack([-share * chances * points, -share * chances]).astype(kind).T,
        points.astype(kind),
        bool((found.c > 0).any()),
    )


@dataclass(frozen=True, slots=True)
class Losing:
    """The work of finding the information lost in a chunk."""

    look: Looking
    terms: int
    slope: Reals
    level: Reals
    points: Reals
    guessed: bool

    def __call__(self, chunk: Chunk, /) -> Lost:
        """What is lost in a chunk.

        Without guessing the slope is θ or 1, and only the first polynomial is not orthogonal to
        it; where all were asked everything, the others' sum is then of Q times Q only.
        """
        sums, weights, (right, asked) = self.look.sums(chunk)
        lost: Floats = np.zeros((self.level.shape[1],) * 2)
        plain: Floats = np.zeros((len(self.points),) * 2)
        often = np.sqrt(chunk.weights)[:, None].astype(self.look.kind)
        for term, weighted in enumerate(self._polynomials(weights * often, weights)):
            if term and asked.size == 1 and not self.guessed:
                plain += weighted.T @ weighted
                continue
            mixed = weighted @ self.level
            if asked.size > 1:
                mixed *= np.hstack([asked, asked])
            if self.guessed:
                mixed += np.hstack([right, right]) * (weighted @ self.slope)
            elif not term:
                mixed[:, : right.shape[1]] += right * (weighted @ self.points[:, None])
            lost += mixed.T @ mixed
        level = self.level.astype(float)
        return Lost(sums, np.asarray(lost + level.T @ plain @ level))

    def _polynomials(self, times: Reals, weights: Reals) -> list[Reals]:
        """``times`` each orthonormal polynomial of the posteriors but the constant, (n, Q)."""
        before, now = np.zeros_like(weights), np.ones_like(weights)
        found: list[Reals] = []
        norm = np.zeros((len(weights), 1), dtype=self.look.kind)
        for _ in range(self.terms):
            centre = (weights * now * now) @ self.points[:, None]
            after = (self.points - centre) * now - norm * before
            norm = np.sqrt((weights * after * after).sum(axis=1, keepdims=True))
            before, now = now, after / np.maximum(norm, FAINT)
            found.append(times * now)
        return found
