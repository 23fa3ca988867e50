"""Items learnt anew from sittings over correlated competences, in sums that add up over chunks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Mask, Whole
from perron.engines.adaptive.joint import JointBank, joint_posterior
from perron.engines.adaptive.normal import two_sided
from perron.engines.adaptive.tables import logistic, points_of_ability
from perron.engines.adaptive.watching import Watch

POINTS = 41
TINY = 1e-12
LEAP = 0.5
DAMPED = 0.8  # outer products of few scores overshoot
LOG_SPREAD = 0.30  # of ln a about the author's
SHIFT_SPREAD = 0.60  # of b about the author's
Answered = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Person:
    """One sitting: its answers (item, 0 or 1), and whether it belongs to the group compared."""

    answers: Answered
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What some sittings tell of J items and two groups' K means; the sums of two add up.

    ``answers`` (J,); ``score`` (J, 3) by ln a, by d, and by d in the group; ``spread`` (J, 3, 3)
    its outer products; ``complete`` (J, 2, 2) the information if abilities were known;
    ``surplus`` and ``variance`` (J,) of what the sitting's other answers foretell; ``means``
    (2, K) and ``persons`` (2,) of the groups.
    """

    answers: Floats
    score: Floats
    spread: Floats
    complete: Floats
    surplus: Floats
    variance: Floats
    means: Floats
    persons: Floats

    def plus(self, other: "Told") -> "Told":
        """The sums of both."""
        names = [one.name for one in fields(self)]
        return Told(*(getattr(self, name) + getattr(other, name) for name in names))

    def as_json(self) -> dict[str, Any]:
        """As plain lists, exactly."""
        return {one.name: getattr(self, one.name).tolist() for one in fields(self)}

    @property
    def watch(self) -> Watch:
        """The sums by which drift is watched."""
        return Watch(self.surplus, self.variance)


def told_read(written: Mapping[str, Any]) -> Told:
    """What :meth:`Told.as_json` wrote."""
    return Told(*(np.array(written[one.name], float) for one in fields(Told)))


def untold(items: int, competences: int) -> Told:
    """No sitting yet."""
    return Told(
        np.zeros(items),
        np.zeros((items, 3)),
        np.zeros((items, 3, 3)),
        np.zeros((items, 2, 2)),
        np.zeros(items),
        np.zeros(items),
        np.zeros((2, competences)),
        np.zeros(2),
    )


def count(bank: JointBank, means: Floats, people: Sequence[Person], *, apart: Mask) -> Told:
    """What these sittings tell; ``means`` (2, K) of the groups; items ``apart`` move no profile.

    For each answer the posterior of its competence without that answer: the joint Gaussian, over
    the answer's own likelihood. Fisher's identity then gives each item's score.
    """
    found = untold(len(bank.a), len(bank.mean))
    banks = [replace(bank, mean=mean) for mean in means]
    for person in people:
        group = int(person.in_group)
        view = joint_posterior(banks[group], [one for one in person.answers if not apart[one[0]]])
        found.means[group] += view.means
        found.persons[group] += 1
        if person.answers:
            items, x = (np.array(one) for one in zip(*person.answers, strict=True))
            place = bank.competence[items]
            known = (view.means[place][:, None], view.sds[place][:, None])
            seen = _seen(bank, items, x, known=known, apart=apart[items])
            _add(found, (items, x), seen, in_group=person.in_group)
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """One person's answers (n,): scores by ln a and d, information, chances foretold."""

    score: Floats
    complete: Floats
    foretold: Floats


def _seen(
    bank: JointBank, items: Whole, x: Whole, *, known: tuple[Floats, Floats], apart: Mask
) -> _Seen:
    points = points_of_ability(POINTS)
    a, b, c, d = (of[items][:, None] for of in (bank.a, bank.b, bank.c, bank.d))
    rising = logistic(a * (points - b))
    right = np.clip(c + (d - c) * rising, TINY, 1 - TINY)
    own = np.where(x[:, None] == 1, right, 1 - right)
    logs = -0.5 * ((points - known[0]) / known[1]) ** 2
    without = _normed(logs - np.log(own) * ~apart[:, None])
    held = without * own
    held /= held.sum(axis=1, keepdims=True)
    slope = (d - c) * rising * (1 - rising) / (right * (1 - right))
    by = np.stack([a * (points - b), np.ones_like(right)], axis=1)
    residual = held * slope * (x[:, None] - right)
    information = held * slope**2 * right * (1 - right)
    return _Seen(
        np.einsum("nq,niq->ni", residual, by),
        np.einsum("nq,niq,njq->nij", information, by, by),
        (without * right).sum(axis=1),
    )


def _add(found: Told, answers: tuple[Whole, Whole], seen: _Seen, *, in_group: bool) -> None:
    """Add one person's answers to the sums."""
    items, x = answers
    score = np.column_stack([seen.score, seen.score[:, 1] * in_group])
    found.answers[items] += 1
    found.score[items] += score
    found.spread[items] += score[:, :, None] * score[:, None, :]
    found.complete[items] += seen.complete
    found.surplus[items] += x - seen.foretold
    found.variance[items] += seen.foretold * (1 - seen.foretold)


def _normed(logs: Floats) -> Floats:
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True, slots=True)
class Renewed:
    """Items after one step, (J,) each, and how far the farthest moved."""

    a: Floats
    b: Floats
    se_a: Floats
    se_b: Floats
    moved: float


def renew(bank: JointBank, told: Told, author: tuple[Floats, Floats]) -> Renewed:
    """One step towards the most likely items, with the author's (a, b) as a weak prior.

    Scores stand at the item's own b: (ln a, d) with d = -a (b - b₀), so that slope and shift
    hardly depend on each other. Steps by the outer products of scores (Berndt et al. 1974).
    """
    slope, shift = np.log(author[0] / bank.a), bank.a * (bank.b - author[1])
    spread = np.broadcast_to(SHIFT_SPREAD, shift.shape) * bank.a
    pull = np.stack([slope / LOG_SPREAD**2, shift / spread**2], axis=1)
    held = told.spread[:, :2, :2].copy()
    held[:, 0, 0] += 1 / LOG_SPREAD**2
    held[:, 1, 1] += 1 / spread**2
    move = np.linalg.solve(held, (told.score[:, :2] + pull)[:, :, None])[:, :, 0]
    move = np.clip(DAMPED * move, -LEAP, LEAP)
    covariance = np.linalg.inv(held)
    a = bank.a * np.exp(move[:, 0])
    b = bank.b - move[:, 1] / bank.a
    se_a = a * np.sqrt(covariance[:, 0, 0])
    se_b = np.sqrt(covariance[:, 1, 1]) / a
    return Renewed(a, b, se_a, se_b, float(np.abs(move).max(initial=0)))


def apart_of(told: Told) -> tuple[Floats, Floats, Floats]:
    """How much harder each item is for the group, in logits; its SE; p, (J,) each.

    Rao's score test (1948) with the item's own slope and shift as nuisance; items that one of the
    groups hardly met have an infinite SE.
    """
    nuisance = told.spread[:, :2, :2] + TINY * np.eye(2)
    across = np.linalg.solve(nuisance, told.spread[:, :2, 2:])[:, :, 0]
    score = told.score[:, 2] - (across * told.score[:, :2]).sum(axis=1)
    held = told.spread[:, 2, 2] - (across * told.spread[:, :2, 2]).sum(axis=1)
    safe = np.maximum(held, TINY)
    ses = np.where(held > TINY * 2, 1 / np.sqrt(safe), np.inf)
    shifts = np.where(held > TINY * 2, -score / safe, 0.0)
    return shifts, ses, np.asarray(two_sided(shifts / ses), float)
