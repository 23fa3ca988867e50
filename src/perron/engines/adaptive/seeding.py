"""New items among known ones: a tenth of a sitting at most, and how they are calibrated."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Mask, Whole
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.tables import logistic

MOST = 0.10
TURNS = 60
LEAP = 0.5
ENOUGH = 1e-6
# What is held of an item before its first answer: ln a ~ N(0.15, 0.3²), d ~ N(0, 3²).
LOG_SLOPE, LOG_SPREAD, SHIFT_SPREAD = 0.15, 0.30, 3.0


def places(
    length: int, rng: np.random.Generator, most: float = MOST, *, first: int = 1
) -> tuple[int, ...]:
    """At which places of a sitting new items are asked: none before ``first``, nor the last."""
    count = min(int(length * most + ENOUGH), length - 1 - first)
    if count < 1:
        return ()
    return tuple(
        sorted(int(one) for one in rng.choice(np.arange(first, length - 1), count, replace=False))
    )


def newest(answered: Whole, open_items: Mask, rng: np.random.Generator) -> int:
    """The open new item with the fewest answers so far, drawn where several have as few."""
    if not open_items.any():
        raise AdaptiveRefused("No new item can be asked.")
    fewest = answered[open_items].min()
    return int(rng.choice(np.flatnonzero(open_items & (answered == fewest))))


@dataclass(frozen=True, slots=True)
class Learnt:
    """A new item's slope and difficulty with their standard errors."""

    a: float
    b: float
    se_a: float
    se_b: float


def learn(points: Floats, weights: Floats, scores: Sequence[int], *, floor: float = 0.0) -> Learnt:
    """Fit one item, others held: posteriors (n, Q) without that item, and its answers of 0 or 1.

    The maximum of the marginal likelihood with weak priors, by EM (expected counts, then Newton);
    errors from the observed information at the end.
    """
    x = np.array(scores)
    if len(x) == 0 or weights.shape != (len(x), len(points)) or not ((x == 0) | (x == 1)).all():
        raise AdaptiveRefused("Each answer of 0 or 1 needs the posterior of who gave it.")
    now = np.array([LOG_SLOPE, 0.0])  # ln a, d
    for _ in range(TURNS):
        slope, held, complete = _told(points, weights, (x, now, floor))
        move = np.clip(np.linalg.solve(complete, slope), -LEAP, LEAP)
        now = now + move
        if np.abs(move).max() < ENOUGH:
            break
    covariance = np.linalg.inv(held)
    a, d = float(np.exp(now[0])), float(now[1])
    b = -d / a
    to_b = np.array([-b, -1 / a])
    return Learnt(
        a, b, a * float(np.sqrt(covariance[0, 0])), float(np.sqrt(to_b @ covariance @ to_b))
    )


def _told(
    points: Floats, weights: Floats, item: tuple[Whole, Floats, float]
) -> tuple[Floats, Floats, Floats]:
    """The score by (ln a, d), and the information without and with known abilities, (2, 2)."""
    x, now, floor = item
    a = float(np.exp(now[0]))
    rising = logistic(a * points + now[1])
    right = floor + (1 - floor) * rising
    share = rising / right  # (1 - c) L (1 - L) / (P (1 - P))
    chances = np.where(x[:, None] == 1, right, 1 - right)
    held = weights * chances
    held /= held.sum(axis=1, keepdims=True)
    by = np.array([a * points, np.ones_like(points)])
    scores = (share * (x[:, None] - right) * held) @ by.T
    every = held.sum(axis=0)
    curvature = every * share**2 * right * (1 - right)
    prior = np.diag([1 / LOG_SPREAD**2, 1 / SHIFT_SPREAD**2])
    pull = np.array([(LOG_SLOPE - now[0]) / LOG_SPREAD**2, -now[1] / SHIFT_SPREAD**2])
    complete = (by * curvature) @ by.T + prior
    return scores.sum(axis=0) + pull, scores.T @ scores + prior, complete
