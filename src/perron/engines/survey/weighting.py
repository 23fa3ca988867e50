"""Weights: from the draw, for those who did not answer, and to totals that are known.

Sources: W. E. Deming and F. F. Stephan (1940), Annals of Mathematical Statistics 11, 427-444
(raking); L. Kish (1965), Survey Sampling (what weights cost).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.samples import Floats, numbered

CLOSE, ROUNDS = 1e-10, 1000
Totals = Mapping[object, float]


def design_weights(strata: Sequence[object], population: Totals, drawn: Totals) -> Floats:
    """For each person, how many people of the stratum one drawn person stands for."""
    found = []
    for name in strata:
        if not drawn.get(name) or name not in population:
            raise SurveyRefused(f"How many were drawn in stratum {name}, and of how many?")
        found.append(population[name] / drawn[name])
    return np.array(found, dtype=np.float64)


def answering_weights(weights: Floats, answered: Sequence[bool], cells: Sequence[object]) -> Floats:
    """Let those who answered stand for those of their cell who did not: (n,), 0 for the silent.

    Raises SurveyRefused where nobody of a cell answered: it has to be joined with another one.
    """
    names, places = numbered(cells)
    told = np.asarray(answered, dtype=bool)
    drawn = np.bincount(places, weights=weights, minlength=len(names))
    heard = np.bincount(places, weights=weights * told, minlength=len(names))
    if (heard == 0).any():
        name = names[int((heard == 0).argmax())]
        raise SurveyRefused(
            f"Nobody answered in the cell {name}. Join it with a cell like it, then estimate again."
        )
    return np.where(told, weights * (drawn / heard)[places], 0.0)


def post_stratified(weights: Floats, groups: Sequence[object], totals: Totals) -> Floats:
    """Weights that add up, in each group, to its known total."""
    return raked(weights, [groups], [totals]).weights


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights after raking, and after how many rounds."""

    weights: Floats
    rounds: int


def raked(weights: Floats, margins: Sequence[Sequence[object]], totals: Sequence[Totals]) -> Raked:
    """Weights that add up to every known total of every margin, by proportional fitting.

    The margins' totals must have one sum, and every group with a total must have somebody in it.
    """
    fits = [_fit(margin, total) for margin, total in zip(margins, totals, strict=True)]
    sums = [float(aims.sum()) for _places, aims in fits]
    if max(sums) - min(sums) > CLOSE * max(sums):
        raise SurveyRefused("The known totals of the margins do not have the same sum.")
    found = np.asarray(weights, dtype=np.float64).copy()
    for done in range(1, ROUNDS + 1):
        for places, aims in fits:
            found *= (aims / np.bincount(places, weights=found, minlength=len(aims)))[places]
        apart = max(
            float(np.abs(np.bincount(places, weights=found) / aims - 1).max())
            for places, aims in fits
        )
        if apart < CLOSE:
            return Raked(found, done)
    raise SurveyRefused("No weights fit all the known totals at once: join groups that are small.")


def _fit(margin: Sequence[object], totals: Totals) -> tuple[np.ndarray, Floats]:
    names, places = numbered(margin)
    if unknown := [name for name in names if name not in totals]:
        raise SurveyRefused(f"There is no known total of the group {unknown[0]}.")
    if empty := [name for name, total in totals.items() if total > 0 and name not in names]:
        raise SurveyRefused(f"Nobody in the sample is of the group {empty[0]}.")
    aims = np.array([totals[name] for name in names], dtype=np.float64)
    if (aims <= 0).any():
        raise SurveyRefused("A group has people in the sample and a known total of 0.")
    return places, aims


def kish_effect(weights: Floats) -> float:
    """By how much unequal weights alone make a variance larger: n Σw² / (Σw)²."""
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
