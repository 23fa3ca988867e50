"""Quantiles of the normal, Student and beta distributions, to twelve digits.

The incomplete beta function is Lentz's continued fraction (Press et al., Numerical Recipes, 6.4);
quantiles are found by halving, which cannot fail.
"""

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

TINY, ENOUGH = 1e-300, 1e-14
EVEN = 0.5
MANY_DEGREES = 1e6


def normal_quantile(p: float) -> float:
    """The point below which a standard normal falls with chance ``p``."""
    return NormalDist().inv_cdf(p)


def beta_below(x: float, a: float, b: float) -> float:
    """P(B ≤ x) for B ~ Beta(a, b): the regularised incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found, m = d, 0
    while abs(d * c - 1) >= ENOUGH:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        found *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        found *= d * c
    return found


def _away(x: float) -> float:
    return x if abs(x) > TINY else TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """The point below which Beta(a, b) falls with chance ``p``; 0 or 1 where a or b is 0."""
    if a <= 0:
        return 0.0
    if b <= 0:
        return 1.0
    return _halved(lambda x: beta_below(x, a, b), p)


def student_quantile(p: float, degrees: float) -> float:
    """The point below which Student's t falls with chance ``p``."""
    if degrees >= MANY_DEGREES:
        return normal_quantile(p)
    if p < EVEN:
        return -student_quantile(1 - p, degrees)
    # T² / (ν + T²) is Beta(1/2, ν/2); 2p − 1 is the chance of |T| below the point.
    share = beta_quantile(2 * p - 1, EVEN, degrees / 2)
    return sqrt(degrees * share / (1 - share)) if share < 1 else float("inf")


def _halved(rises: Callable[[float], float], aim: float) -> float:
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if rises(middle) < aim:
            low = middle
        else:
            high = middle
    return middle
