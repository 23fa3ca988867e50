"""How far jurors agree: the share of the variance of single scores that is the applications'.

    ICC = s_a² / (s_a² + s_j² + s_e²)

the intraclass correlation for absolute agreement, two-way random effects, single score (Shrout and
Fleiss 1979, ICC(2,1)); without s_j² below the line, for consistency (ICC(3,1)). s_j² and s_e² are
those of REML with applications absorbed; s_a² is what the variance of the applications' means has
more than these explain, which for a complete table is the analysis of variance's own answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perron.engines.scoring.designs import RATIOS, Design, Floats, Given, lay_out
from perron.engines.scoring.refusals import Problem, ScoringRefused
from perron.engines.scoring.severity import best_ratio

LEAST_APPLICATIONS = 3
EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement and consistency of single scores (0 to 1; 0 where nothing varies).

    ``low`` and ``high`` are of the agreement.

    Standard deviations in thousandths: of applications, jurors, and what is left.
    """

    icc: float
    low: float
    high: float
    consistency: float
    application_sd: float
    juror_sd: float
    error_sd: float


def agreement(
    given: Sequence[Given], *, rng: np.random.Generator, replicates: int = 500, level: int = 95
) -> Agreement:
    """How far the jurors agree, over all reviews of an edition.

    The interval is a parametric bootstrap: scores are drawn again from the model, on the same
    design, ``replicates`` times, and what they spread is turned around the estimate, on log odds.
    Raises ScoringRefused as ``lay_out`` does, and for fewer than three applications.
    """
    design = lay_out(given)
    if len(design.applications) < LEAST_APPLICATIONS:
        raise ScoringRefused(
            Problem.of("too_few_applications", "Agreement is of at least three applications.")
        )
    points = design.points[None]
    along, squares = design.summary(points)
    ratio = np.array([best_ratio(design, along[0], squares[0])])
    parts = _variances(design, points, ratio)
    icc = float(_shares(parts)[0])
    low, high = _interval(
        icc, _shares(_again(design, parts[:, 0], rng=rng, replicates=replicates)), level
    )
    application, juror, error = (float(one) for one in parts[:, 0])
    whole = application + error
    return Agreement(
        icc=icc,
        low=low,
        high=high,
        consistency=application / whole if whole else 0.0,
        application_sd=application**0.5,
        juror_sd=juror**0.5,
        error_sd=error**0.5,
    )


def _variances(design: Design, points: Floats, ratios: Floats) -> Floats:
    """s_a², s_j² and s_e² (rows) of each row of points, given its ratio s_j² / s_e²."""
    along, squares = design.summary(points)
    pulls = ratios[:, None] / (1 + ratios[:, None] * design.strengths)
    error = np.maximum(squares - (along**2 * pulls).sum(axis=1), 0) / design.freedom
    juror = error * ratios
    shares = np.zeros((len(design.applications), len(design.jurors)))
    shares[design.at_application, design.at_juror] = 1 / design.counts[design.at_application]
    explained = shares.var(axis=0, ddof=1).sum() * juror + (1 / design.counts).mean() * error
    between = np.maximum(design.means(points).var(axis=1, ddof=1) - explained, 0)
    return np.stack([between, juror, error])


def _shares(parts: Floats) -> Floats:
    whole = parts.sum(axis=0)
    shares: Floats = np.divide(parts[0], whole, out=np.zeros_like(whole), where=whole > 0)
    return shares


def _again(design: Design, parts: Floats, *, rng: np.random.Generator, replicates: int) -> Floats:
    """Variances of scores drawn again from the model."""
    application, juror, error = np.sqrt(parts)
    shape = (replicates, len(design.applications))
    points = rng.standard_normal(shape)[:, design.at_application] * application
    jurors = rng.standard_normal((replicates, len(design.jurors)))
    points += jurors[:, design.at_juror] * juror
    points += rng.standard_normal((replicates, len(design.points))) * error
    along, squares = design.summary(points)
    deviance = design.deviance(along, squares, RATIOS)
    return _variances(design, points, RATIOS[np.argmin(deviance, axis=1)])


def _interval(icc: float, drawn: Floats, level: int) -> tuple[float, float]:
    """The basic bootstrap on log odds; at an end of the scale, where there are none, the draws."""
    tail = (1 - level / 100) / 2
    if not EDGE < icc < 1 - EDGE:
        low, high = np.quantile(drawn, [tail, 1 - tail])
        return float(low), float(high)
    odds = _log_odds(drawn)
    high, low = 2 * _log_odds(np.array(icc)) - np.quantile(odds, [tail, 1 - tail])
    return float(1 / (1 + np.exp(-low))), float(1 / (1 + np.exp(-high)))


def _log_odds(shares: Floats) -> Floats:
    inside: Floats = np.clip(shares, EDGE, 1 - EDGE)
    odds: Floats = np.log(inside / (1 - inside))
    return odds
