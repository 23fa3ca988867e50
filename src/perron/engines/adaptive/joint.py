"""Correlated competences at once: Laplace's posterior, areas and the whole with their errors."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Mask
from perron.engines.adaptive.errors import AdaptiveRefused

TURNS = 50
NEAR = 3e-4  # of a step that converges quadratically: what is left is far smaller
SMOOTHED = 2
# Gauss-Hermite's three points of N(0, 1), enough for one answer's curve within a posterior.
NODES = np.array([-math.sqrt(3), 0.0, math.sqrt(3)])
SHARES = np.array([1, 4, 1]) / 6
LEAP = 2.0
FAINT = 1e-24  # far below every chance, and above nothing


@dataclass(frozen=True, slots=True)
class JointBank:
    """Right-or-wrong items as arrays (J,), and the number of the competence that each measures.

    ``precision`` (K, K) is the inverse of the prior's covariance, ``covariance`` that itself;
    ``weights`` (W, K): the scores that matter, one row each, and ``worth`` (K, K): the sum of
    their outer products, by which an item is chosen.
    """

    a: Floats
    b: Floats
    c: Floats
    d: Floats
    competence: NDArray[np.int64]
    mean: Floats
    covariance: Floats
    precision: Floats
    worth: Floats


@dataclass(frozen=True, slots=True)
class JointView:
    """The posterior's means (K,) and covariance (K, K), and the mode from which they follow."""

    means: Floats
    mode: Floats
    covariance: Floats

    @property
    def sds(self) -> Floats:
        """The standard error of each competence, (K,)."""
        found: Floats = np.sqrt(np.diag(self.covariance))
        return found

    def score(self, weights: Floats) -> tuple[float, float]:
        """A weighted score, such as an area's or the whole's mean, and its standard error."""
        return float(weights @ self.means), float(np.sqrt(weights @ self.covariance @ weights))


def joint_bank(
    items: Sequence[tuple[float, float, float, float]],
    competence: Sequence[int],
    covariance: Floats,
    *,
    mean: Floats | None = None,
    overall: float = 4.0,
) -> JointBank:
    """Prepare items (a, b, c, d) for K competences with a prior N(mean, covariance).

    What an item is worth: how much it lowers the summed variances of the competences, plus
    ``overall`` · K times that of their mean.
    """
    size = len(covariance)
    if not np.allclose(covariance, covariance.T) or np.linalg.eigvalsh(covariance).min() <= 0:
        raise AdaptiveRefused("The covariances of the competences contradict each other.")
    number = np.array(competence, dtype=np.int64)
    if len(number) != len(items) or not ((number >= 0) & (number < size)).all():
        raise AdaptiveRefused("Each item has to measure one of the competences.")
    a, b, c, d = (np.array(one, dtype=float) for one in zip(*items, strict=True))
    return JointBank(
        a,
        b,
        c,
        d,
        number,
        np.zeros(size) if mean is None else mean,
        covariance,
        np.asarray(np.linalg.inv(covariance), float),
        np.eye(size) + overall / size,
    )


def correlated(
    area_of: Sequence[int], *, within: float = 0.80, across: float = 0.65, sd: float = 1.0
) -> Floats:
    """Covariances of competences that correlate more inside an area than between areas."""
    areas = np.array(area_of)
    found = np.where(areas[:, None] == areas[None, :], within, across) * sd**2
    np.fill_diagonal(found, sd**2)
    return np.asarray(found, float)


def joint_posterior(
    bank: JointBank, answers: Sequence[tuple[int, int]], start: Floats | None = None
) -> JointView:
    """Laplace's posterior after answers (item, 0 or 1): its mode, and its curvature there.

    A posterior of few answers is skew and wider than its peak tells. Two more turns take slope and
    information averaged over the posterior itself (the Gaussian that is nearest by Kullback and
    Leibler; Opper & Archambeau 2009), which moves mean and covariance to where they belong.

    ``start``, such as the mode after the answer before, saves turns; the answers alone decide where
    it ends. As each item measures one competence the likelihood adds to the diagonal only.
    """
    if not answers:
        return JointView(bank.mean, bank.mean, bank.covariance)
    numbers, scores = (np.array(one) for one in zip(*sorted(answers), strict=True))
    if len(dict(answers)) < len(answers):
        raise AdaptiveRefused("An item is answered twice.")
    told = _Answered(
        tuple(of[numbers] for of in (bank.a, bank.b, bank.c, bank.d)),
        bank.competence[numbers],
        scores,
    )
    at, information = _mode(bank, told, bank.mean if start is None else start)
    mode, covariance = at, _inverse(bank, told, information)
    for _ in range(SMOOTHED):
        slope, information = _averaged(told, at, covariance)
        covariance = _inverse(bank, told, information)
        at = at + _bounded(covariance @ _pull(bank, told, (at, slope)))
    return JointView(at, mode, covariance)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The items that were answered: their a, b, c, d; their competences; the scores."""

    curve: tuple[Floats, ...]
    place: NDArray[np.int64]
    scores: NDArray[np.int64]


def _mode(bank: JointBank, told: _Answered, start: Floats) -> tuple[Floats, Floats]:
    """The peak of the posterior by Newton's method, and Fisher's information of each answer there.

    Turns take the observed information; with guessing a right answer may curve the wrong way, and
    what is below 0 then counts as flat.
    """
    at, size = start, len(start)
    for _ in range(TURNS):
        slope, _, bent = _bent(told.curve, at[told.place], told.scores)
        held = bank.precision.copy()
        held.flat[:: size + 1] += np.maximum(np.bincount(told.place, bent, size), 0.0)
        move = np.asarray(np.linalg.solve(held, _pull(bank, told, (at, slope))), float)
        at = at + _bounded(move)
        if np.abs(move).max() < NEAR:
            break
    return at, _bent(told.curve, at[told.place], told.scores)[1]


def _bounded(move: Floats) -> Floats:
    """A step that goes no further than LEAP."""
    found: Floats = np.minimum(np.maximum(move, -LEAP), LEAP)
    return found


def _pull(bank: JointBank, told: _Answered, where: tuple[Floats, Floats]) -> Floats:
    """The slope of the log posterior, (K,), at a place, with the slope of each answer."""
    at, slope = where
    found: Floats = np.bincount(told.place, slope, len(at)) - bank.precision @ (at - bank.mean)
    return found


def _inverse(bank: JointBank, told: _Answered, information: Floats) -> Floats:
    """The covariance where the answers hold this information, (K, K)."""
    held, size = bank.precision.copy(), len(bank.precision)
    held.flat[:: size + 1] += np.bincount(told.place, information, size)
    return np.asarray(np.linalg.inv(held), float)


def _averaged(told: _Answered, mean: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Slope and information averaged over a normal distribution, at three points of it."""
    at: Floats = mean + NODES[:, None] * np.sqrt(covariance.diagonal())
    slope, information, _ = _bent(told.curve, at[:, told.place], told.scores)
    return SHARES @ slope, SHARES @ information


def joint_next(bank: JointBank, view: JointView, open_items: Mask) -> int:
    """The open item that lowers the variances that matter most (A-optimality).

    An answer of information w about competence k takes w Σ_k Σ_kᵀ / (1 + w Σ_kk) off the
    covariance Σ.
    """
    if not open_items.any():
        raise AdaptiveRefused("No item can be asked that keeps the blueprint.")
    items = np.flatnonzero(open_items)
    return int(items[outlook(bank, view, items)[1].argmax()])


def outlook(bank: JointBank, view: JointView, items: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Of items by their numbers: the expected chance of a right answer, and how much it tells.

    The latter is how much the variances that matter fall.
    """
    place = bank.competence[items]
    a, b, c, d = (of[items] for of in (bank.a, bank.b, bank.c, bank.d))
    at = (view.means + NODES[:, None] * view.sds)[:, place]
    rising = 0.5 + 0.5 * np.tanh(a * (at - b) / 2)
    chance = c + (d - c) * rising
    steep = a * (d - c) * rising * (1 - rising)
    told = SHARES @ (steep**2 / (chance * (1 - chance) + FAINT))
    gain = ((view.covariance @ bank.worth) * view.covariance).sum(axis=1)
    wide = view.covariance.diagonal()[place]
    return SHARES @ chance, told * gain[place] / (1 + told * wide)


def steepness(
    bank: JointBank, view: JointView, answers: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> Floats:
    """How the score by ability of each answer changes with its a, and with its b, (2, n).

    The score is s = a g(a (θ - b)): with J = -∂s/∂θ, ∂s/∂a = (s - (θ - b) J) / a and ∂s/∂b = J.
    Averaged over the posterior.
    """
    items, scores = answers
    curve = tuple(of[items] for of in (bank.a, bank.b, bank.c, bank.d))
    at = (view.means + NODES[:, None] * view.sds)[:, bank.competence[items]]
    slope, _, bent = _bent(curve, at, scores)
    by_a = (slope - (at - curve[1]) * bent) / curve[0]
    return np.array([SHARES @ by_a, SHARES @ bent])


def _bent(
    curve: tuple[Floats, ...], at: Floats, scores: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """The score by ability of each answer, Fisher's information, and the observed one.

    With s = P' (x - P) / (P (1 - P)) and P'' = a P' (1 - 2 L): -s' = s² - s a (1 - 2 L).
    """
    a, b, c, d = curve
    tilted = np.tanh(a * (at - b) / 2)  # 2 L - 1
    rising = 0.5 + 0.5 * tilted
    chance = c + (d - c) * rising
    steep = a * (d - c) * rising * (1 - rising)
    by_spread = steep / (chance * (1 - chance) + FAINT)
    slope = by_spread * (scores - chance)
    return slope, steep * by_spread, slope * (slope + a * tilted)
