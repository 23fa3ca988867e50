"""Invented persons take the test: all at once in step, or one by one under every rule."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.ability import Prior, below, prior_weights
from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Whole
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.tables import Tables, logistic

TOGETHER = 512  # persons whose posteriors fit into the processor's cache
FINE = 0.05  # the distance between abilities for which items are put into order
RESCALED = 4


@dataclass(frozen=True, slots=True)
class Simulation:
    """True abilities, posterior means and SDs, and P(ability ≤ the true one), (N,) each."""

    abilities: Floats
    means: Floats
    sds: Floats
    under: Floats

    @property
    def rmse(self) -> float:
        """The root of the mean squared error."""
        return float(np.sqrt(np.mean((self.means - self.abilities) ** 2)))

    def coverage(self, share: float = 0.95) -> float:
        """How many of the intervals that hold ``share`` of the posterior hold the truth."""
        tail = (1 - share) / 2
        return float(np.mean((self.under >= tail) & (self.under <= 1 - tail)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A bank as arrays, and its items in the order of their information at fine abilities."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats
    steps: Floats  # (J, M), infinite where an item has no such step
    graded: NDArray[np.bool_]
    chances: NDArray[np.float32]  # (J, S, Q)
    points: NDArray[np.float32]
    order: NDArray[np.int64]  # (fine points, items)
    before: NDArray[np.float32]


def simulate(
    tables: Tables, abilities: Floats, items: int, *, prior: Prior, rng: np.random.Generator
) -> Simulation:
    """Give each person ``items`` items of most information at the estimate so far.

    No blueprint and no bound on exposure: this is the plain rule that others are compared with.
    """
    if not 1 <= items <= len(tables.bank):
        raise AdaptiveRefused(
            f"{items} items cannot be asked: the bank holds {len(tables.bank)}, and 1 is least."
        )
    asked = _asked(tables, items, prior)
    parts = [
        _in_step(asked, abilities[start : start + TOGETHER], rng)
        for start in range(0, len(abilities), TOGETHER)
    ]
    weights = np.concatenate([np.empty((0, len(tables.points))), *parts])
    means = weights @ tables.points
    variances = weights @ tables.points**2 - means**2
    return Simulation(
        abilities, means, np.sqrt(variances), below(tables.points, weights, abilities)
    )


def _in_step(bank: _Asked, abilities: Floats, rng: np.random.Generator) -> Floats:
    """The posteriors (n, Q) of some persons after their last answer.

    Single precision is enough inside: a product of some hundred chances keeps five digits.
    """
    rows = np.arange(len(abilities))
    weights = np.repeat(bank.before[None, :], len(abilities), axis=0)
    done = np.zeros((len(abilities), len(bank.a)), dtype=bool)
    sums = np.column_stack([bank.points, np.ones_like(bank.points)])
    for number in range(bank.order.shape[1]):
        moments = weights @ sums
        place = (moments[:, 0] / moments[:, 1] - bank.points[0]) / FINE
        ranked = bank.order[np.rint(place).astype(int), : number + 1]
        chosen = ranked[rows, done[rows[:, None], ranked].argmin(axis=1)]
        done[rows, chosen] = True
        scores = _scores(bank, chosen, (abilities, rng.random(len(abilities))))
        weights *= bank.chances[chosen, scores]
        if number % RESCALED == RESCALED - 1:
            weights /= weights.sum(axis=1, keepdims=True)
    found = weights.astype(np.float64)
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def _scores(bank: _Asked, chosen: Whole, persons: tuple[Floats, Floats]) -> Whole:
    """What persons score: from their abilities and even numbers between 0 and 1."""
    abilities, luck = persons
    a, b, c, d = (of[chosen] for of in (bank.a, bank.b, bank.c, bank.d))
    scores = (luck < c + (d - c) * logistic(a * (abilities - b))).astype(np.int64)
    if (graded := bank.graded[chosen]).any():
        apart = (abilities - b)[graded, None] - bank.steps[chosen[graded]]
        slopes = np.cumsum(a[graded, None] * apart, axis=1)
        odds = np.exp(np.column_stack([np.zeros(len(slopes)), slopes]))
        reached = np.cumsum(odds, axis=1) / odds.sum(axis=1, keepdims=True)
        scores[graded] = (luck[graded, None] > reached[:, :-1]).sum(axis=1)
    return scores


def _asked(tables: Tables, items: int, prior: Prior) -> _Asked:
    bank = tables.bank
    steps = np.full((len(bank), int(tables.tops.max())), np.inf)
    for number, one in enumerate(bank):
        steps[number, : len(one.steps)] = one.steps
    fine = np.arange(tables.points[0], tables.points[-1] + FINE / 2, FINE)
    information = np.array([np.interp(fine, tables.points, row) for row in tables.information])
    order = np.argsort(-information, axis=0, kind="stable")[:items].T
    return _Asked(
        a=np.array([one.a for one in bank]),
        b=np.array([one.b for one in bank]),
        c=np.array([one.c for one in bank]),
        d=np.array([one.d for one in bank]),
        steps=steps,
        graded=np.array([bool(one.steps) for one in bank]),
        chances=tables.chances.astype(np.float32),
        points=tables.points.astype(np.float32),
        order=np.ascontiguousarray(order),
        before=prior_weights(tables.points, prior).astype(np.float32),
    )
