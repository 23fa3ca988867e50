"""Ability as a posterior on the points: mean, spread, interval, and the chance of each level."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.tables import Tables

Answers = Sequence[tuple[int, int]]
HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held of a person before the first answer; it stays as it is during a sitting."""

    mean: float = 0.0
    sd: float = 1.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """The posterior mean, its standard deviation, and the interval that holds ``share`` of it."""

    mean: float
    sd: float
    low: float
    high: float


def prior_weights(points: Floats, prior: Prior) -> Floats:
    """The prior on the points, which sums to 1."""
    weights = np.exp(-0.5 * ((points - prior.mean) / prior.sd) ** 2)
    total = float(weights.sum())
    if not (prior.sd > 0 and total > 0 and np.isfinite(total)):
        raise AdaptiveRefused("The prior has no weight on the scale; give another mean or SD.")
    found: Floats = weights / total
    return found


def posterior(tables: Tables, before: Floats, answers: Answers) -> Floats:
    """The weights of the points after some answers, (Q,), from all the answers at once.

    Answers are (item, score). They are added in the order of items, so that the order in which
    they were given changes not even the last bit, and one left out leaves no trace.
    """
    if not answers:
        return before
    _check(tables, answers)
    rows = [item * tables.logs.shape[1] + score for item, score in sorted(answers)]
    logs = tables.logs.reshape(-1, len(before)).take(rows, axis=0).sum(axis=0)
    logs -= logs.max()
    weights: Floats = np.exp(logs)
    weights *= before
    total = float(weights.sum())
    if not total > 0:  # answers and prior contradict each other beyond floating point
        with np.errstate(divide="ignore"):
            logs = logs + np.log(before)
        weights = np.exp(logs - logs.max())
        total = float(weights.sum())
    weights /= total
    return weights


def estimate(points: Floats, weights: Floats, share: float = 0.95) -> Estimate:
    """The posterior in four numbers."""
    mean = float(points @ weights)
    sd = float(np.sqrt(max(0.0, float((points - mean) ** 2 @ weights))))
    tail = (1 - share) / 2
    low, high = quantile(points, weights, tail), quantile(points, weights, 1 - tail)
    return Estimate(mean, sd, low, high)


def below(points: Floats, weights: Floats, at: Floats) -> Floats:
    """P(ability ≤ at), for each of the last dimension's posteriors.

    ``weights`` is (…, Q) and ``at`` (…): a cubic through the corrected trapezium sums
    (Euler-Maclaurin), which is exact to about 1e-4 where the posterior's SD is one step.
    """
    sums = _sums(weights)
    place = np.clip((at - points[0]) / (points[1] - points[0]), 0, len(points) - 1)
    cell = np.minimum(place.astype(int), len(points) - 2)
    t = place - cell
    left, right = cell[..., None], cell[..., None] + 1
    ends = [
        np.take_along_axis(of, side, -1)[..., 0] for of in (sums, weights) for side in (left, right)
    ]
    return np.clip(_cubic(t, ends), 0, 1)


def quantile(points: Floats, weights: Floats, share: float) -> float:
    """The ability below which ``share`` of one posterior lies."""
    sums = _sums(weights)
    cell = int(np.clip(np.searchsorted(sums, share) - 1, 0, len(points) - 2))
    ends = [float(of[cell + side]) for of in (sums, weights) for side in (0, 1)]
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if float(_cubic(middle, ends)) < share:
            low = middle
        else:
            high = middle
    return float(points[cell] + low * (points[1] - points[0]))


def levels(points: Floats, weights: Floats, cuts: Sequence[float]) -> Floats:
    """The chance of each of the levels that the cuts divide the scale into, (cuts + 1,)."""
    if list(cuts) != sorted(set(cuts)):
        raise AdaptiveRefused("The cuts between levels have to rise.")
    at = np.array(cuts, dtype=float)
    under = below(points, np.broadcast_to(weights, (len(at), len(points))), at)
    return np.diff(np.concatenate([[0.0], under, [1.0]]))


def _sums(weights: Floats) -> Floats:
    """The distribution function at the points."""
    flat = np.zeros_like(weights[..., :1])
    after = np.concatenate([weights[..., 1:], flat], axis=-1)
    before = np.concatenate([flat, weights[..., :-1]], axis=-1)
    sums: Floats = np.cumsum(weights, axis=-1) - weights / 2 - (after - before) / 24
    return sums


def _cubic(t: Floats | float, ends: Sequence[Floats | float]) -> Floats:
    """Hermite's cubic between two points, from its values and slopes there."""
    value, next_value, slope, next_slope = ends
    far = t * t * (3 - 2 * t)
    return np.asarray(
        value * (1 - far)
        + next_value * far
        + slope * t * (1 - t) ** 2
        - next_slope * t**2 * (1 - t)
    )


def _check(tables: Tables, answers: Answers) -> None:
    if len(dict(answers)) < len(answers):
        raise AdaptiveRefused("An item is answered twice.")
    for item, score in answers:
        if not 0 <= item < len(tables.bank):
            raise AdaptiveRefused(f"There is no item {item} in the bank.")
        if not 0 <= score <= tables.bank[item].top:
            raise AdaptiveRefused(f"Item {item} has no score {score}.")
