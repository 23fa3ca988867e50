"""What the bank's own uncertainty adds to a person's: items are known from few answers, too."""

import math

import numpy as np

from perron.engines.adaptive.ability import Answers
from perron.engines.adaptive.bank import Floats, Item
from perron.engines.adaptive.tables import Tables, logistic


def widened(tables: Tables, weights: Floats, answers: Answers) -> float:
    """The posterior's SD with the standard errors of a and b of the items that were answered.

    By the delta method: the derivative of the posterior mean with respect to an item's parameter
    is the posterior covariance of ability and of the derivative of that answer's log chance.
    """
    points = tables.points
    mean = points @ weights
    added = float((points - mean) ** 2 @ weights)
    for number, score in answers:
        item = tables.bank[number]
        slopes = _slopes(item, score, (tables.chances[number], points))
        for error, slope in zip((item.se_a, item.se_b), slopes, strict=True):
            added += (error * float(((points - mean) * weights) @ slope)) ** 2
    return math.sqrt(added)


def _slopes(item: Item, score: int, curves: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """How the log chance of a score changes with a and with b, (Q,) each."""
    chances, points = curves
    if item.steps:
        ways = np.concatenate([[0.0], np.cumsum(item.b + np.array(item.steps))])
        scores = np.arange(len(chances), dtype=float)
        to_a = score * points - ways[score] - ((scores @ chances) * points - ways @ chances)
        to_b: Floats = -item.a * (score - scores @ chances)
        return to_a, to_b
    rising = logistic(item.a * (points - item.b))
    slope = (item.d - item.c) * rising * (1 - rising) / chances[score]
    sign = 1 if score else -1
    return sign * slope * (points - item.b), -sign * slope * item.a
