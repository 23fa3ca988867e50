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
NEAR = 1e-5  # of a step that converges quadratically: what is left is far smaller
SMOOTHED = 2
# Gauss-Hermite's three points of N(0, 1), enough for one answer's curve within a posterior.
NODES = np.array([-math.sqrt(3), 0.0, math.sqrt(3)])
SHARES = np.array([1, 4, 1]) / 6
LEAP = 2.0
HAIR = 1e-4


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
    if len(np.unique(numbers)) < len(numbers):
        raise AdaptiveRefused("An item is answered twice.")
    told = _Answered(
        tuple(of[numbers] for of in (bank.a, bank.b, bank.c, bank.d)),
        bank.competence[numbers],
        scores,
    )
    mode = _mode(bank, told, bank.mean if start is None else start)
    at, covariance = mode, _inverse(bank, told, _told(told.curve, mode[told.place], told.scores)[1])
    for _ in range(SMOOTHED):
        slope, information = _averaged(told.curve, (at, covariance, told.place), told.scores)
        covariance = _inverse(bank, told, information)
        at = at + np.clip(covariance @ _pull(bank, told, (at, slope)), -LEAP, LEAP)
    return JointView(at, mode, covariance)


@dataclass(frozen=True, slots=True)
class _Answered:
    """The items that were answered: their a, b, c, d; their competences; the scores."""

    curve: tuple[Floats, ...]
    place: NDArray[np.int64]
    scores: NDArray[np.int64]


def _mode(bank: JointBank, told: _Answered, start: Floats) -> Floats:
    """The peak of the posterior, by Newton's method with the observed information.

    With guessing a right answer may curve the wrong way; it then counts as flat.
    """
    at, size = start, len(start)
    for _ in range(TURNS):
        slope, _, bent = _bent(told.curve, at[told.place], told.scores)
        held = bank.precision.copy()
        held.flat[:: size + 1] += np.maximum(np.bincount(told.place, bent, size), 0.0)
        move = np.linalg.solve(held, _pull(bank, told, (at, slope)))
        at = at + np.clip(move, -LEAP, LEAP)
        if np.abs(move).max() < NEAR:
            break
    return at


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


def _averaged(
    curve: tuple[Floats, ...],
    spread: tuple[Floats, Floats, NDArray[np.int64]],
    scores: NDArray[np.int64],
) -> tuple[Floats, Floats]:
    """Slope and information averaged over a normal distribution, at three points of it."""
    mean, covariance, place = spread
    far = np.outer(NODES, np.sqrt(np.diag(covariance)))[:, place]
    slope, information = _told(curve, mean[place] + far, scores)
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
    at = (view.means + np.outer(NODES, view.sds))[:, place]
    rising = 0.5 * (1 + np.tanh(a * (at - b) / 2))
    chance = np.clip(c + (d - c) * rising, 1e-12, 1 - 1e-12)
    told = SHARES @ ((a * (d - c) * rising * (1 - rising)) ** 2 / (chance * (1 - chance)))
    gain = ((view.covariance @ bank.worth) * view.covariance).sum(axis=1)
    wide = np.diag(view.covariance)[place]
    return SHARES @ chance, told * gain[place] / (1 + told * wide)


def steepness(
    bank: JointBank, view: JointView, answers: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> Floats:
    """How the score by ability of each answer changes with its a, and with its b, (2, n).

    By central differences, averaged over the posterior.
    """
    items, scores = answers
    a, b, c, d = (of[items] for of in (bank.a, bank.b, bank.c, bank.d))
    spread = (view.means, view.covariance, bank.competence[items])
    curves = [(a + HAIR, b), (a - HAIR, b), (a, b + HAIR), (a, b - HAIR)]
    told = [_averaged((*curve, c, d), spread, scores)[0] for curve in curves]
    return np.array([told[0] - told[1], told[2] - told[3]]) / (2 * HAIR)


def _told(
    curve: tuple[Floats, ...], at: Floats, scores: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """The score by ability and Fisher's information of each answer."""
    slope, information, _ = _bent(curve, at, scores)
    return slope, information


def _bent(
    curve: tuple[Floats, ...], at: Floats, scores: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """The score by ability of each answer, Fisher's information, and the observed one.

    With s = P' (x - P) / (P (1 - P)) and P'' = a P' (1 - 2 L): -s' = s² - s a (1 - 2 L).
    """
    a, b, c, d = curve
    rising = 0.5 * (1 + np.tanh(a * (at - b) / 2))
    chance = np.clip(c + (d - c) * rising, 1e-12, 1 - 1e-12)
    steep = a * (d - c) * rising * (1 - rising)
    steep_by_spread = steep / (chance * (1 - chance))
    slope = steep_by_spread * (scores - chance)
    return slope, steep * steep_by_spread, slope * (slope - a * (1 - 2 * rising))
