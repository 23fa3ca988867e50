"""How severe each juror is, with its uncertainty; shown beside scores, never put in their place.

The variances are those of REML; a juror's effect is the best linear unbiased predictor (Henderson
1975): b = sum u_k w_k g / (1 + g d_k). Its standard error takes in that the variances are estimated
themselves: the error around b is averaged over the ratio g, weighted by the likelihood and a
half-Cauchy law on s_j / s_e (Gelman 2006), so that it is not zero where REML's s_j happens to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from perron.engines.scoring.designs import RATIOS, Design, Floats, Given, lay_out
from perron.engines.scoring.refusals import Problem

GOLDEN = (5**0.5 - 1) / 2
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class JurorEffect:
    """A juror's effect in thousandths of a point: above zero gives more than the others would.

    ``error``: standard error; ``low`` and ``high``: interval at the level asked for; ``informed``:
    whether any application was scored by others too. Without that, nothing is known of a juror.
    """

    juror: str
    reviews: int
    effect: float
    error: float
    low: float
    high: float
    informed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Plausible:
    """What the effects may be: a mixture over ratios g, from which draws are made."""

    design: Design
    along: Floats
    squares: float
    ratios: Floats
    weights: Floats

    def effects(self, ratios: Floats) -> Floats:
        """Predictors by ratio (rows) and juror (columns), in thousandths."""
        return (self.along * self._pulls(ratios)) @ self.design.directions.T

    def errors(self, variances: Floats, ratios: Floats) -> Floats:
        """Variances of prediction by ratio and juror, for error variances by ratio."""
        variance = variances[:, None] * self._pulls(ratios)
        return variance @ (self.design.directions**2).T

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        """Draws of the effects: rows are draws, columns jurors."""
        design = self.design
        ratios = self.ratios[rng.choice(len(self.ratios), size=draws, p=self.weights)]
        left = design.remainder(self.along, np.array(self.squares), ratios)
        variances = left / rng.chisquare(design.freedom, size=draws)
        spread = np.sqrt(np.maximum(variances, 0)[:, None] * self._pulls(ratios))
        noise = rng.standard_normal((draws, len(design.jurors))) * spread
        return self.effects(ratios) + noise @ design.directions.T

    def _pulls(self, ratios: Floats) -> Floats:
        return ratios[:, None] / (1 + ratios[:, None] * self.design.strengths)


@dataclass(frozen=True, slots=True)
class Severities:
    """Effects of all jurors, standard deviations (thousandths), and what must be said of them.

    ``groups``: jurors joined by applications scored together; more than one, and jurors of
    different groups cannot be compared (said in ``problems``).
    """

    jurors: tuple[JurorEffect, ...]
    juror_sd: float
    error_sd: float
    groups: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    plausible: Plausible

    @property
    def effects(self) -> dict[str, float]:
        """Effect by juror, in thousandths."""
        return {one.juror: one.effect for one in self.jurors}


def severities(given: Sequence[Given], level: int = 95) -> Severities:
    """How severe each juror is, from all reviews of an edition, calibration applications included.

    ``level``: of the intervals, in percent. Raises ScoringRefused as ``lay_out`` does.
    """
    design = lay_out(given)
    along, squares = design.summary(design.points)
    ratio = best_ratio(design, along, squares)
    plausible = _plausible(design, along, float(squares))
    best = np.array([ratio])
    effects = plausible.effects(best)[0]
    error_variance = float(design.remainder(along, squares, best)[0]) / design.freedom
    errors = _errors(plausible, effects)
    z = NormalDist().inv_cdf((1 + level / 100) / 2)
    reviews = np.bincount(design.at_juror)
    together = {juror for group in design.groups if len(group) > 1 for juror in group}
    return Severities(
        jurors=tuple(
            JurorEffect(
                juror,
                int(count),
                float(b),
                float(e),
                float(b - z * e),
                float(b + z * e),
                informed=juror in together,
            )
            for juror, count, b, e in zip(design.jurors, reviews, effects, errors, strict=True)
        ),
        juror_sd=float(np.sqrt(max(error_variance * ratio, 0))),
        error_sd=float(np.sqrt(max(error_variance, 0))),
        groups=design.groups,
        problems=_problems(design),
        plausible=plausible,
    )


def best_ratio(design: Design, along: Floats, squares: Floats) -> float:
    """The ratio g at which REML is best: the best step of a grid, then golden section around it."""
    found = int(np.argmin(design.deviance(along, squares, RATIOS)))
    low = np.arctan(np.sqrt(RATIOS[max(found - 1, 0)]))
    high = np.arctan(np.sqrt(RATIOS[min(found + 1, len(RATIOS) - 1)]))
    for _ in range(HALVINGS):
        inner = np.array([high - GOLDEN * (high - low), low + GOLDEN * (high - low)])
        worse = design.deviance(along, squares, np.tan(inner) ** 2)
        low, high = (low, inner[1]) if worse[0] <= worse[1] else (inner[0], high)
    ends = np.array([0.0, float(np.tan((low + high) / 2)) ** 2])
    return float(ends[int(np.argmin(design.deviance(along, squares, ends)))])


def _plausible(design: Design, along: Floats, squares: float) -> Plausible:
    deviance = design.deviance(along, np.array(squares), RATIOS[1:])
    weights = np.exp(-(deviance - deviance.min()) / 2)
    return Plausible(design, along, squares, RATIOS[1:], weights / weights.sum())


def _errors(plausible: Plausible, effects: Floats) -> Floats:
    """Standard errors around the effects, averaged over what the ratio may be."""
    design, ratios = plausible.design, plausible.ratios
    left = design.remainder(plausible.along, np.array(plausible.squares), ratios)
    variances = np.maximum(left, 0) / max(design.freedom - 2, 1)  # of an inverse chi-square
    away = (plausible.effects(ratios) - effects) ** 2
    mean: Floats = plausible.weights @ (plausible.errors(variances, ratios) + away)
    return np.sqrt(mean)


def _problems(design: Design) -> tuple[Problem, ...]:
    alone = tuple(group[0] for group in design.groups if len(group) == 1)
    several = [group for group in design.groups if len(group) > 1]
    found = []
    if alone:
        found.append(
            Problem.of(
                "jurors_alone",
                "{jurors:names} scored nothing that others scored: their severity is not known.",
                jurors=alone,
            )
        )
    if len(several) > 1:
        found.append(
            Problem.of(
                "groups_apart",
                "The jury falls into {count} groups without an application in common. Severities "
                "of different groups cannot be compared.",
                count=len(several),
                groups=tuple(several),
            )
        )
    return tuple(found)
