"""What is known of a person after some answers: competences, areas, the whole, and the end."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.joint import JointView, joint_posterior, steepness
from perron.engines.adaptive.profiling.designing import ProfileDesign
from perron.engines.adaptive.sitting import Sitting
from perron.engines.adaptive.stopping import Reason

WITHIN_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """Mean, SD and central 95 % of a score, and the chance of each level, which sum to 1."""

    mean: float
    sd: float
    low: float
    high: float
    levels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ProfileView:
    """All that can be told of a sitting.

    SDs count what is not known of the items. ``posterior`` is that without it, by which items
    are chosen; its mode, passed as ``start`` at the next answer, saves time.
    """

    competences: tuple[Score, ...]
    areas: dict[str, Score]
    overall: Score
    ended: Reason
    posterior: JointView

    @property
    def mode(self) -> Floats:
        """Where the posterior peaks, (K,)."""
        return self.posterior.mode


def look(design: ProfileDesign, sitting: Sitting, *, start: Floats | None = None) -> ProfileView:
    """The profile after the answers that count; their order changes nothing.

    AdaptiveRefused for an item that the bank does not hold, or a score that is not 0 or 1.
    """
    answers = counted(design, sitting)
    found = joint_posterior(design.joint, answers, start)
    covariance = found.covariance + _added(design, found, answers)
    means, variances = list(found.means), list(np.diag(covariance))
    for share in design.bank.shares:
        means.append(share @ found.means)
        variances.append(share @ covariance @ share)
    cuts = design.conduct.stopping.cuts
    scores = [_score(mean, wide, cuts) for mean, wide in zip(means, variances, strict=True)]
    size = len(found.means)
    names = design.bank.frame.area_names
    return ProfileView(
        tuple(scores[:size]),
        dict(zip(names, scores[size:-1], strict=True)),
        scores[-1],
        _ended(design, [item for item, _ in answers], scores),
        found,
    )


def counted(design: ProfileDesign, sitting: Sitting) -> list[tuple[int, int]]:
    """The answers that the profile follows from: not to new items, nor to dropped ones."""
    for item, score in sitting.kept:
        if not 0 <= item < len(design.bank.items):
            raise AdaptiveRefused(f"There is no item {item} in the bank.")
        if score not in {0, 1}:
            raise AdaptiveRefused(f"Item {item} has no score {score}.")
    if not design.places:
        return list(sitting.kept)
    return [one for one in sitting.kept if not design.fresh[one[0]]]


def ability_weights(view: ProfileView, competence: int, points: Floats) -> Floats:
    """The posterior of one competence on points of ability, (Q,): what new items are fitted to."""
    mean, sd = view.posterior.means[competence], view.posterior.sds[competence]
    weights = np.exp(-0.5 * ((points - mean) / sd) ** 2)
    return np.asarray(weights / weights.sum(), float)


def _added(design: ProfileDesign, found: JointView, answers: Iterable[tuple[int, int]]) -> Floats:
    """What the standard errors of a and b add to the covariance, by the delta method.

    A parameter that is e higher moves the means by Σ_k · e · ∂s/∂parameter, where s is the score
    by ability of the answer and k its competence.
    """
    numbers, scores = np.array(sorted(answers), dtype=np.int64).reshape(-1, 2).T
    errors = design.bank.errors[:, numbers]
    if not errors.any():
        return np.zeros_like(found.covariance)
    moves = errors * steepness(design.joint, found, (numbers, scores))
    competence = design.joint.competence[numbers]
    size = len(found.means)
    each = np.bincount(competence, (moves**2).sum(axis=0), size)
    return np.asarray((found.covariance * each) @ found.covariance, float)


def _score(mean: float, variance: float, cuts: tuple[float, ...]) -> Score:
    sd = math.sqrt(variance)
    under = [0.5 * math.erfc((mean - cut) / (sd * math.sqrt(2))) for cut in cuts]
    steps = zip([0.0, *under], [*under, 1.0], strict=True)
    wide = WITHIN_95 * sd
    levels = tuple(above - below for below, above in steps)
    return Score(float(mean), sd, float(mean - wide), float(mean + wide), levels)


def _ended(design: ProfileDesign, asked: list[int], scores: list[Score]) -> Reason:
    if len(asked) >= design.plan.length:
        return "length"
    if not design.conduct.stopping.is_early or not design.plan.is_met(asked):
        return ""
    concerned = scores[: len(design.joint.mean)] if design.conduct.each else scores[-1:]
    sd = max(one.sd for one in concerned)
    unclear = min(concerned, key=lambda one: max(one.levels))
    return design.conduct.stopping.reason(len(asked), sd, unclear.levels)
