"""Weighted means and shares with their design-based variance, by Taylor linearisation.

A mean is a ratio of two totals; to the first order its error is that of the total of
``w (y − mean) / Σw``, whose variance over the primary units of each stratum is

    V = Σ_h (1 − f_h) n_h / (n_h − 1) Σ_i (z_hi − z̄_h)².

Where weights were adjusted to known totals, what the adjustment explains is taken away first
(residuals of the weighted regression on the groups). A stratum with a single primary unit is
measured against the mean of all units. Source: W. G. Cochran (1977), Sampling Techniques, 5 and
11; C.-E. Särndal, B. Swensson, J. Wretman (1992), Model Assisted Survey Sampling, 5 and 6.
"""

from dataclasses import dataclass

import numpy as np

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.intervals import LEVEL, Interval, korn_graubard, logit, tail
from perron.engines.survey.quantiles import student_quantile
from perron.engines.survey.samples import Floats, Sample
from perron.engines.survey.weighting import kish_effect

EXPECTED = 10.0  # of answers in effect, on the rarer side, below which the exact interval is used


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number for the population, with how sure it is.

    ``effect``: the variance beside that of a simple random sample of as many people; ``kish``: by
    the weights alone; ``size``: of a simple random sample that would be as sure. ``alone`` counts
    strata with one single unit. ``measuring``: the part of the variance that unsure levels add.
    """

    value: float
    se: float
    people: int
    degrees: int
    effect: float
    kish: float
    size: float
    interval: Interval
    alone: int = 0
    measuring: float = 0.0


def estimate_mean(
    of: Sample, values: Floats, *, within: Floats | None = None, level: float = LEVEL
) -> Estimate:
    """The mean of ``values`` (n,) in the population, or in the part of it where ``within`` holds.

    ``within`` (n,) of bools keeps everybody in the design, as it must: the size of a part is
    itself uncertain. Raises SurveyRefused.
    """
    found = linearised(of, values, within)
    reach = student_quantile(tail(level), max(1, found.degrees)) * found.se
    straight = Interval(found.value - reach, found.value + reach, "student")
    return _estimate(found, straight)


def estimate_share(
    of: Sample,
    values: Floats,
    *,
    within: Floats | None = None,
    level: float = LEVEL,
) -> Estimate:
    """The share of people for whom ``values`` (n,), 0 or 1 or the chance of it, is true."""
    given = np.asarray(values, dtype=np.float64)
    if not ((given >= 0) & (given <= 1)).all():
        raise SurveyRefused("A share is made of 0 and 1, or of chances between them.")
    return finished(linearised(of, given, within), level)


def finished(found: "Found", level: float) -> Estimate:
    """The estimate of a share, with its interval."""
    return _estimate(found, _share_interval(found, level))


@dataclass(frozen=True, slots=True)
class Found:
    """A mean with its variance, and the variance of one of as many people drawn plainly."""

    value: float
    variance: float
    plain: float
    people: int
    degrees: int
    kish: float
    alone: int
    measuring: float = 0.0

    @property
    def se(self) -> float:
        return float(np.sqrt(self.variance))

    @property
    def size(self) -> float:
        """Answers in effect; by the weights alone where nothing varies."""
        if self.plain > 0 and self.variance > 0:
            return self.people * self.plain / self.variance
        return self.people / self.kish


def linearised(of: Sample, values: Floats, within: Floats | None) -> Found:
    """The weighted mean of ``values`` (n,) and its linearised variance."""
    given = np.asarray(values, dtype=np.float64)
    if given.shape != of.weights.shape or not np.isfinite(given).all():
        raise SurveyRefused("Each person needs one value that is a number.")
    inside = np.ones(of.people, dtype=bool) if within is None else np.asarray(within, dtype=bool)
    weights = of.weights * inside
    whole = float(weights.sum())
    people = int(inside.sum())
    if people == 0:
        raise SurveyRefused("Nobody of this part answered: there is nothing to estimate from.")
    value = float(weights @ given) / whole
    apart = np.where(inside, given - value, 0.0)
    errors = of.weights * _unexplained(of, apart / whole)
    variance, alone = _variance(of, errors)
    spread = float(weights @ apart**2) / whole
    plain = spread / (people - 1) if people > 1 else 0.0
    return Found(value, variance, plain, people, of.degrees, kish_effect(of.weights[inside]), alone)


def _unexplained(of: Sample, errors: Floats) -> Floats:
    """What the groups to which the weights were adjusted do not explain."""
    if not of.margins:
        return errors
    columns = np.hstack([np.eye(int(margin.max()) + 1)[margin] for margin in of.margins])
    root = np.sqrt(of.weights)[:, None]
    slopes = np.linalg.lstsq(columns * root, errors * root[:, 0], rcond=None)[0]
    return errors - columns @ slopes


def _variance(of: Sample, errors: Floats) -> tuple[float, int]:
    units, first = np.unique(of.clusters, return_index=True)
    totals = np.bincount(of.clusters, weights=errors)[units]
    strata = of.strata[first]
    left = 1 - of.fractions()
    count = np.bincount(strata, minlength=len(left))
    means = np.bincount(strata, weights=totals, minlength=len(left)) / np.maximum(count, 1)
    lonely = count == 1
    means[lonely] = totals.mean()
    squares = np.bincount(strata, weights=(totals - means[strata]) ** 2, minlength=len(left))
    grown = np.where(lonely, 1.0, count / np.maximum(count - 1, 1))
    return float((left * grown * squares).sum()), int((lonely & (left > 0)).sum())


def _share_interval(found: Found, level: float) -> Interval:
    """On the logit scale, or exact where the rarer side is small or nothing varies."""
    rarer = min(found.value, 1 - found.value) * found.size
    if found.degrees < 1:
        raise SurveyRefused("There are as many strata as people drawn: nothing shows the error.")
    if rarer >= EXPECTED and found.se > 0:
        return logit(found.value, found.se, found.degrees, level=level)
    return korn_graubard(
        found.value, found.size, people=found.people, degrees=found.degrees, level=level
    )


def _estimate(found: Found, interval: Interval) -> Estimate:
    effect = found.variance / found.plain if found.plain > 0 else float("nan")
    return Estimate(
        found.value,
        found.se,
        found.people,
        found.degrees,
        effect,
        found.kish,
        found.size,
        interval,
        found.alone,
        found.measuring,
    )
