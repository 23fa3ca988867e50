"""What is known of a person after some answers: competences, areas, the whole, and the end."""

import math
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, eq=False)
class ProfileView:
    """All that can be told of a sitting; scores are computed when they are asked for.

    SDs count what is not known of the items. ``posterior`` is that without it, by which items
    are chosen; its mode, passed as ``start`` at the next answer, saves time.
    """

    design: ProfileDesign
    answers: tuple[tuple[int, int], ...]
    posterior: JointView

    @property
    def mode(self) -> Floats:
        """Where the posterior peaks, (K,)."""
        return self.posterior.mode

    @cached_property
    def covariance(self) -> Floats:
        """The posterior's covariance with what the errors of a and b add, by the delta method.

        A parameter that is e higher moves the means by Σ_k · e · ∂s/∂parameter, where s is the
        score by ability of the answer and k its competence.
        """
        found = self.posterior
        numbers, scores = np.array(sorted(self.answers), dtype=np.int64).reshape(-1, 2).T
        errors = self.design.bank.errors[:, numbers]
        if not errors.any():
            return found.covariance
        joint = self.design.joint
        moves = errors * steepness(joint, found, (numbers, scores))
        each = np.bincount(joint.competence[numbers], (moves**2).sum(axis=0), len(found.means))
        return np.asarray(found.covariance + (found.covariance * each) @ found.covariance, float)

    @cached_property
    def competences(self) -> tuple[Score, ...]:
        """The score of each competence."""
        return self._scores(np.eye(len(self.posterior.means)))

    @cached_property
    def areas(self) -> dict[str, Score]:
        """The score of each area by its name."""
        names = self.design.bank.frame.area_names
        return dict(zip(names, self._scores(self.design.bank.shares[:-1]), strict=True))

    @cached_property
    def overall(self) -> Score:
        """The mean of all competences."""
        return self._scores(self.design.bank.shares[-1:])[0]

    @cached_property
    def ended(self) -> Reason:
        """Why the sitting ends here, empty where it goes on."""
        asked, conduct = [item for item, _ in self.answers], self.design.conduct
        if len(asked) >= self.design.plan.length:
            return "length"
        if not conduct.stopping.is_early or not self.design.plan.is_met(asked):
            return ""
        concerned = self.competences if conduct.each else (self.overall,)
        sd = max(one.sd for one in concerned)
        unclear = min(concerned, key=lambda one: max(one.levels))
        return conduct.stopping.reason(len(asked), sd, unclear.levels)

    def _scores(self, shares: Floats) -> tuple[Score, ...]:
        means = (shares @ self.posterior.means).tolist()
        sds = np.sqrt(((shares @ self.covariance) * shares).sum(axis=1)).tolist()
        cuts = self.design.conduct.stopping.cuts
        return tuple(_score(*one, cuts) for one in zip(means, sds, strict=True))


def look(design: ProfileDesign, sitting: Sitting, *, start: Floats | None = None) -> ProfileView:
    """The profile after the answers that count; their order changes nothing.

    AdaptiveRefused for an item that the bank does not hold, or a score that is not 0 or 1.
    """
    answers = counted(design, sitting)
    return ProfileView(design, answers, joint_posterior(design.joint, answers, start))


def counted(design: ProfileDesign, sitting: Sitting) -> tuple[tuple[int, int], ...]:
    """The answers that the profile follows from: not to new items, nor to dropped ones."""
    kept, size = sitting.kept, len(design.bank.items)
    for item, score in kept:
        if not 0 <= item < size:
            raise AdaptiveRefused(f"There is no item {item} in the bank.")
        if score not in {0, 1}:
            raise AdaptiveRefused(f"Item {item} has no score {score}.")
    if not design.places:
        return kept
    return tuple(one for one in kept if not design.fresh[one[0]])


def ability_weights(view: ProfileView, competence: int, points: Floats) -> Floats:
    """The posterior of one competence on points of ability, (Q,): what new items are fitted to."""
    mean, sd = view.posterior.means[competence], view.posterior.sds[competence]
    weights = np.exp(-0.5 * ((points - mean) / sd) ** 2)
    return np.asarray(weights / weights.sum(), float)


def _score(mean: float, sd: float, cuts: tuple[float, ...]) -> Score:
    under = [0.5 * math.erfc((mean - cut) / (sd * math.sqrt(2))) for cut in cuts]
    steps = zip([0.0, *under], [*under, 1.0], strict=True)
    levels = tuple(above - below for below, above in steps)
    return Score(mean, sd, mean - WITHIN_95 * sd, mean + WITHIN_95 * sd, levels)
