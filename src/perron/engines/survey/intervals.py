"""Intervals of a share: on the logit scale, Wilson's, and Clopper and Pearson's exact one.

Sources: E. B. Wilson (1927), JASA 22, 209-212; C. J. Clopper and E. S. Pearson (1934), Biometrika
26, 404-413; for surveys, E. L. Korn and B. I. Graubard (1998), Survey Methodology 24, 193-201.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.quantiles import beta_quantile, normal_quantile, student_quantile

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where, and by which method."""

    low: float
    high: float
    method: str


def tail(level: float) -> float:
    """The chance below the upper end of a two-sided interval."""
    if not 0 < level < 1:
        raise SurveyRefused(f"{level:g} is no level of an interval: give a number such as 0.95.")
    return (1 + level) / 2


def logit(share: float, se: float, degrees: float, *, level: float = LEVEL) -> Interval:
    """Even on the scale of log p/(1 − p); ``share`` lies strictly between 0 and 1."""
    odds = log(share / (1 - share))
    reach = student_quantile(tail(level), degrees) * se / (share * (1 - share))
    return Interval(1 / (1 + exp(reach - odds)), 1 / (1 + exp(-reach - odds)), "logit")


def wilson(share: float, size: float, level: float = LEVEL) -> Interval:
    """Wilson's score interval, for ``size`` (effective) answers."""
    z = normal_quantile(tail(level))
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    reach = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach), "wilson")


def exact(share: float, size: float, level: float = LEVEL) -> Interval:
    """Clopper and Pearson's interval; ``size`` need not be whole."""
    low, high, hits = 1 - tail(level), tail(level), share * size
    return Interval(
        beta_quantile(low, hits, size - hits + 1) if hits > 0 else 0.0,
        beta_quantile(high, hits + 1, size - hits) if hits < size else 1.0,
        "exact",
    )


def korn_graubard(
    share: float, size: float, *, people: int, degrees: float, level: float = LEVEL
) -> Interval:
    """The exact interval for a survey: ``size`` answers in effect, from ``people`` people.

    The effective size is made smaller by how few degrees of freedom its variance rests on, and is
    never taken to be more than the number of people.
    """
    chance = tail(level)
    if 0 < share < 1 and people > 1:
        ratio = student_quantile(chance, people - 1) / student_quantile(chance, degrees)
        size *= ratio * ratio
    found = exact(share, min(size, float(people)), level)
    return Interval(found.low, found.high, "korn-graubard")
