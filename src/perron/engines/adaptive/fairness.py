"""Items that work differently for a group of equally able persons (DIF), with purification."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating.expecting import Looking, Parameters, curves, looking
from perron.engines.adaptive.calibrating.fitting import calibrate
from perron.engines.adaptive.calibrating.responses import (
    EMPTY,
    Chunk,
    Responses,
    Small,
    responses,
)
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.normal import two_sided
from perron.engines.adaptive.tables import points_of_ability

POINTS = 61
ROUNDS = 8
FAINT = 1e-12


@dataclass(frozen=True, slots=True)
class Difference:
    """One item: how much harder it is for the group, in logits, and how surely.

    ``apart`` above 0: harder for the group than for others of the same ability.
    """

    item: int
    apart: float
    se: float
    p: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """What was found: by item, and how the group's abilities lie beside the others'."""

    differences: tuple[Difference, ...]
    mean: float
    sd: float
    rounds: int


def differences(scores: Small, in_group: NDArray[np.bool_], *, alpha: float = 0.01) -> Fairness:
    """Compare a group with the others, scores (N, J) with EMPTY where nobody asked.

    A model of two groups with one curve for each item is fitted, with means and SDs of their own.
    Each item's score test (Rao 1948; Glas 1998) asks whether the group's curve is shifted. Items
    that are flagged get a curve of their own for the group, so that they no longer bend the scale,
    and the others are asked again (purification), until the flags stay as they are.
    """
    _check(scores, in_group, alpha)
    flagged: set[int] = set()
    seen: list[set[int]] = []
    while True:
        found = compared(scores, in_group, flagged)
        ps = found[2]
        now = {int(item) for item in np.flatnonzero(ps < alpha)}
        if now == flagged or now in seen or len(seen) == ROUNDS:
            break
        seen.append(now)
        flagged = _surest(now, flagged, ps)
    shifts, errors, ps, mean, sd = found
    listed = tuple(
        Difference(item, float(shifts[item]), float(errors[item]), float(ps[item]), item in now)
        for item in range(scores.shape[1])
    )
    return Fairness(listed, mean, sd, len(seen) + 1)


def _surest(now: set[int], before: set[int], ps: Floats) -> set[int]:
    """The flags of the next round: of new ones the surer half, as some are flagged by others."""
    new = sorted(now - before, key=lambda item: float(ps[item]))
    return (now & before) | set(new[: (len(new) + 1) // 2])


def compared(
    scores: Small, in_group: NDArray[np.bool_], flagged: set[int]
) -> tuple[Floats, Floats, Floats, float, float]:
    """Shifts, their SEs and p, (J,) each; mean and SD of the group; flagged items are split."""
    items = scores.shape[1]
    split = sorted(flagged)
    own = np.where(in_group[:, None], scores[:, split], EMPTY)
    others = scores.copy()
    others[np.ix_(np.flatnonzero(in_group), np.array(split, dtype=np.int64))] = EMPTY
    answers = responses(np.hstack([others, own]).astype(np.int8), groups=in_group.astype(np.int64))
    fit = calibrate(answers)
    shifts, errors = _score_tests(answers, fit.parameters, items)
    for place, item in enumerate(split):
        mine, theirs = items + place, item
        a = fit.parameters.a
        # The shift at the difficulty that both curves have on average, in logits of that slope.
        shifts[item] = (fit.b[mine] - fit.b[theirs]) * (a[mine] + a[theirs]) / 2
        errors[item] = np.hypot(fit.se_d[mine], fit.se_d[theirs])
    ps = two_sided(shifts / errors)
    return shifts, errors, ps, float(fit.parameters.means[1]), float(fit.parameters.sds[1])


def _score_tests(answers: Responses, found: Parameters, items: int) -> tuple[Floats, Floats]:
    """For each item the one-step estimate of the group's shift and its SE, (J,) each."""
    points = points_of_ability(POINTS)
    chances = curves(found, points)[:items]
    expected = np.vstack([points * chances, chances]).T
    tests: _Tests = answers.total(_Testing(looking(answers, found, points), points, expected))
    return tests.shifts()


@dataclass(frozen=True, slots=True)
class _Testing:
    """The work of testing a chunk: each item's scores by a, by d and by d in the group."""

    look: Looking
    points: Floats
    expected: Floats

    def __call__(self, chunk: Chunk, /) -> "_Tests":
        """By Fisher's identity a score is the posterior mean of the complete one."""
        _, held, _ = self.look.sums(chunk)
        items = self.expected.shape[1] // 2
        told = (chunk.scores[:, :items] != EMPTY).astype(float)
        right = (chunk.scores[:, :items] == 1).astype(float)
        expected = held @ self.expected
        by_a = told * (right * (held @ self.points)[:, None] - expected[:, :items])
        by_d = told * (right - expected[:, items:])
        parts = np.array([by_a, by_d, by_d * (chunk.groups == 1)[:, None]])
        return _Tests(parts.sum(axis=1), np.einsum("rnj,cnj->rcj", parts, parts))


@dataclass(frozen=True, slots=True)
class _Tests:
    """Sums over chunks: scores (3, J) and their products (3, 3, J)."""

    score: Floats
    spread: Floats

    def plus(self, other: "_Tests") -> "_Tests":
        """Both."""
        return _Tests(self.score + other.score, self.spread + other.spread)

    def shifts(self) -> tuple[Floats, Floats]:
        """The shift that makes an item harder, and its SE; infinite where nothing tells it."""
        held = self.spread.transpose(2, 0, 1)
        nuisance = held[:, :2, :2] + FAINT * np.eye(2)
        across = np.linalg.solve(nuisance, held[:, :2, 2:])[:, :, 0]
        score = self.score[2] - (across * self.score[:2].T).sum(axis=1)
        information = np.maximum(held[:, 2, 2] - (across * held[:, :2, 2]).sum(axis=1), FAINT)
        return -score / information, 1 / np.sqrt(information)


def _check(scores: Small, in_group: NDArray[np.bool_], alpha: float) -> None:
    if not 0 < alpha < 1:
        raise AdaptiveRefused("The share of false flags has to lie between 0 and 1.")
    for side, name in ((in_group, "the group"), (~in_group, "the others")):
        right, asked = (scores[side] == 1).sum(axis=0), (scores[side] != EMPTY).sum(axis=0)
        alike = (right == 0) | (right == asked)
        if alike.any():
            item = int(alike.argmax()) + 1
            raise AdaptiveRefused(
                f"Item {item} cannot be compared: in {name} its answers are all alike, "
                "or there is none."
            )
