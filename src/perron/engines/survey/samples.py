"""A sample: who was drawn where, with what weight, out of how many."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from perron.engines.survey.errors import SurveyRefused

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sample:
    """People who answered, one per place.

    ``weights`` (n,) say for how many people each stands. ``strata`` (n,) and ``clusters`` (n,)
    number the stratum and the primary unit (a person where there are no clusters); clusters of two
    strata have two numbers. ``drawn_of`` (number of strata,) is how many primary units the
    population has in each stratum, infinite where drawn units are not a notable part of it.
    ``margins`` are the groupings to which the weights were adjusted, each (n,) of group numbers.
    """

    weights: Floats
    strata: Places
    clusters: Places
    drawn_of: Floats
    margins: tuple[Places, ...] = field(default=())

    @property
    def people(self) -> int:
        """How many answered."""
        return len(self.weights)

    @property
    def degrees(self) -> int:
        """Primary units less strata: on how many free differences a variance rests."""
        units = len(np.unique(self.clusters))
        return units - len(np.unique(self.strata))

    def fractions(self) -> Floats:
        """For each stratum, which part of its primary units was drawn and answered."""
        units = np.zeros(len(self.drawn_of))
        _, first = np.unique(self.clusters, return_index=True)
        np.add.at(units, self.strata[first], 1)
        if (units > self.drawn_of).any():
            place = int((units > self.drawn_of).argmax())
            raise SurveyRefused(
                f"Stratum {place + 1} has {units[place]:.0f} units in the sample and "
                f"{self.drawn_of[place]:g} in the population."
            )
        return units / self.drawn_of


def sample(
    weights: Sequence[float] | Floats,
    strata: Sequence[object] | None = None,
    clusters: Sequence[object] | None = None,
    *,
    drawn_of: dict[object, float] | None = None,
    margins: Sequence[Sequence[object]] = (),
) -> Sample:
    """A sample from plain columns of words or numbers, checked.

    Without ``strata`` there is one; without ``clusters`` each person is drawn alone. ``drawn_of``
    gives the size of each stratum, in primary units. Raises SurveyRefused.
    """
    given = np.asarray(weights, dtype=np.float64)
    if len(given) == 0:
        raise SurveyRefused("Nobody answered: there is nothing to estimate from.")
    if not (np.isfinite(given) & (given > 0)).all():
        line = int((~(np.isfinite(given) & (given > 0))).argmax()) + 1
        raise SurveyRefused(f"The weight of person {line} is no number above 0.")
    names, numbers = numbered(strata if strata is not None else [""] * len(given))
    units = clusters if clusters is not None else range(len(given))
    pairs = list(zip(numbers.tolist(), units, strict=True))
    sizes = drawn_of or {}
    return Sample(
        given,
        numbers,
        numbered(pairs)[1],
        np.array([sizes.get(name, np.inf) for name in names], dtype=np.float64),
        tuple(numbered(margin)[1] for margin in margins),
    )


def numbered(words: Sequence[object]) -> tuple[list[object], Places]:
    """The different words in the order in which they come, and each word's number."""
    known: dict[object, int] = {}
    numbers = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
    return list(known), numbers
