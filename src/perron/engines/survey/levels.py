"""Shares of people by level, where each person's level is known by chances only.

A test leaves each person a vector of chances over the levels. The expected share is the weighted
mean of the chances; because people with unsure levels vary less in their chances than in their
true levels, and the difference is exactly what is not known of each, the design variance of the
chances is the whole variance towards a large population. Towards a finite one, the levels of those
who were drawn stay unsure, which adds Σ f (w / Σw)² p (1 − p), f being the part that was drawn.
"""

from dataclasses import replace

import numpy as np

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.estimating import Estimate, Found, finished, linearised
from perron.engines.survey.intervals import LEVEL
from perron.engines.survey.samples import Floats, Sample

SUMS = 1e-6


def estimate_levels(of: Sample, chances: Floats, *, level: float = LEVEL) -> tuple[Estimate, ...]:
    """The share of people at each level, from chances (n, levels) that sum to 1 for each person."""
    given = checked(of, chances)
    return tuple(_share(of, given[:, place], level) for place in range(given.shape[1]))


def estimate_reaching(of: Sample, chances: Floats, least: int, *, level: float = LEVEL) -> Estimate:
    """The share of people at level ``least`` (counted from 0) or above."""
    return _share(of, checked(of, chances)[:, least:].sum(axis=1), level)


def checked(of: Sample, chances: Floats) -> Floats:
    """The chances as an array; SurveyRefused where a row is no distribution."""
    given = np.asarray(chances, dtype=np.float64)
    if given.ndim != len(("person", "level")) or len(given) != of.people:
        raise SurveyRefused("Each person needs one row with a chance for each level.")
    wrong = (given < -SUMS).any(axis=1) | (np.abs(given.sum(axis=1) - 1) > SUMS)
    if not np.isfinite(given).all() or wrong.any():
        raise SurveyRefused(f"The chances of person {int(wrong.argmax()) + 1} do not sum to 1.")
    return np.clip(given, 0.0, 1.0)


def _share(of: Sample, chances: Floats, level: float) -> Estimate:
    held = np.clip(chances, 0.0, 1.0)
    found = linearised(of, held, None)
    parts = of.weights / of.weights.sum()
    unsure = float((of.fractions()[of.strata] * parts**2 * held * (1 - held)).sum())
    return finished(grown(found, unsure), level)


def grown(found: Found, unsure: float) -> Found:
    """The same with the variance that unsure levels add."""
    return replace(found, variance=found.variance + unsure, measuring=unsure)
