"""The maximisation step: items and groups from expected counts, by Newton's method."""

from dataclasses import replace

import numpy as np

from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.calibrating.expecting import Parameters, Sums
from perron.engines.adaptive.tables import logistic

TURNS = 3
LEAP = 1.0
LEAST_SLOPE = 0.02
MOST_SLOPE = 15.0
MOST_SHIFT = 60.0
FAINT = 1e-9


def maximise(sums: Sums, parameters: Parameters, points: Floats, *, equal: bool) -> Parameters:
    """One step of parameter-expanded EM (Liu, Rubin & Wu 1998).

    Items are fitted to the expected counts, ``equal``: with one slope for all; so are the means
    and SDs of all groups; then the scale is put back to where the first group has mean 0, SD 1.
    """
    fitted = parameters
    for _ in range(TURNS):
        fitted = _newton(sums, fitted, points, equal=equal)
    total = sums.persons.sum(axis=1)
    means = sums.persons @ points / total
    sds = np.sqrt(np.maximum(sums.persons @ points**2 / total - means**2, FAINT))
    return rescaled(replace(fitted, means=means, sds=sds))


def rescaled(found: Parameters) -> Parameters:
    """The same model on the scale on which the first group has mean 0 and SD 1."""
    mean, sd = found.means[0], found.sds[0]
    return Parameters(
        np.clip(found.a * sd, LEAST_SLOPE, MOST_SLOPE),
        np.clip(found.d + found.a * mean, -MOST_SHIFT, MOST_SHIFT),
        found.c,
        (found.means - mean) / sd,
        found.sds / sd,
    )


def _newton(sums: Sums, now: Parameters, points: Floats, *, equal: bool) -> Parameters:
    """One step of Fisher scoring for all items at once; no step goes further than LEAP."""
    rising = logistic(now.a[:, None] * points + now.d[:, None])
    chances = np.clip(now.c[:, None] + (1 - now.c[:, None]) * rising, 1e-300, 1 - 1e-16)
    # The share of a right answer that is owed to knowing: 1 where nothing can be guessed.
    share = (1 - now.c[:, None]) * rising * (1 - rising) / (chances * (1 - chances))
    residual = (sums.right - sums.asked * chances) * share
    weight = sums.asked * chances * (1 - chances) * share**2
    to_a, to_d = residual @ points, residual.sum(axis=1)
    aa, ad, dd = weight @ points**2, weight @ points, weight.sum(axis=1) + FAINT
    if equal:
        slope = (to_a - ad / dd * to_d).sum() / ((aa - ad**2 / dd).sum() + FAINT)
        by_a = np.full_like(to_a, slope)
    else:
        by_a = (to_a - ad / dd * to_d) / (aa - ad**2 / dd + FAINT)
    by_d = (to_d - ad * by_a) / dd
    far = np.maximum(np.maximum(np.abs(by_a), np.abs(by_d)) / LEAP, 1)
    if equal:
        far = np.full_like(far, far.max())
    return replace(now, a=now.a + by_a / far, d=now.d + by_d / far)
