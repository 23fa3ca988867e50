"""Response curves on equally spaced points: what every later step looks up."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.bank import Floats, Item, checked

POINTS = 81
REACH = 6.0


@dataclass(frozen=True, slots=True)
class Tables:
    """A bank of J items with at most S scores each, on Q points of ability.

    ``chances`` and ``logs`` (J, S, Q): P(score) and its logarithm, 1 and 0 where an item has no
    such score; ``information`` (J, Q): Fisher's; ``share`` (J, Q): the expected part of the
    highest score, which for right and wrong is P(right); ``tops`` (J,): the highest scores.
    """

    bank: tuple[Item, ...]
    points: Floats
    chances: Floats
    logs: Floats
    information: Floats
    share: Floats
    tops: NDArray[np.int64]

    @property
    def step(self) -> float:
        """The distance between two points."""
        return float(self.points[1] - self.points[0])


def points_of_ability(points: int = POINTS, reach: float = REACH) -> Floats:
    """Equally spaced points: Gauss-Hermite's are too far apart where a long test is precise."""
    return np.linspace(-reach, reach, points)


def tabulate(items: Sequence[Item], points: Floats | None = None) -> Tables:
    """Compute the curves of a bank once. AdaptiveRefused names an item that cannot be used."""
    bank = checked(items)
    at = points_of_ability() if points is None else points
    tops = np.array([item.top for item in bank])
    chances = np.ones((len(bank), int(tops.max()) + 1, len(at)))
    information, share = np.empty((len(bank), len(at))), np.empty((len(bank), len(at)))
    for number, item in enumerate(bank):
        curves = item_chances(item, at)
        chances[number, : len(curves)] = curves
        information[number] = item_information(item, curves, at)
        share[number] = np.arange(len(curves)) @ curves / item.top
    return Tables(bank, at, chances, np.log(chances), information, share, tops)


def item_chances(item: Item, at: Floats) -> Floats:
    """P(score k) at each ability, (scores, Q), never 0 in floating point."""
    if item.steps:
        sums = item.a * np.cumsum(at[None, :] - item.b - np.array(item.steps)[:, None], axis=0)
        logits = np.vstack([np.zeros_like(at), sums])
        weights = np.exp(logits - logits.max(axis=0))
        chances: Floats = weights / weights.sum(axis=0)
        return np.maximum(chances, np.finfo(float).tiny)
    slope = item.a * (at - item.b)
    rising, falling = logistic(slope), logistic(-slope)
    right = item.c + (item.d - item.c) * rising
    wrong = (1 - item.d) + (item.d - item.c) * falling
    return np.maximum(np.vstack([wrong, right]), np.finfo(float).tiny)


def item_information(item: Item, curves: Floats, at: Floats) -> Floats:
    """Fisher's information at each ability: a² Var(score), or P'² / (P (1 - P))."""
    scores = np.arange(len(curves), dtype=float)
    if item.steps:
        spread: Floats = scores**2 @ curves - (scores @ curves) ** 2
        return item.a**2 * spread
    rising = logistic(item.a * (at - item.b))
    slope = (item.d - item.c) * item.a * rising * (1 - rising)
    found: Floats = slope**2 / (curves[0] * curves[1])
    return found


def logistic(at: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    found: Floats = 0.5 * (1 + np.tanh(at / 2))
    return found
