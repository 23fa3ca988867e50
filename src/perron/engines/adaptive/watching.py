"""Items that change: alarms when answers drift from the curve that an item had."""

from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.ability import Answers
from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.tables import Tables


@dataclass(frozen=True, slots=True)
class Watch:
    """Sums by item (J,): observed minus expected scores, and their variance; they add up."""

    surplus: Floats
    variance: Floats

    def plus(self, other: "Watch") -> "Watch":
        """The sums of both."""
        return Watch(self.surplus + other.surplus, self.variance + other.variance)

    @property
    def z(self) -> Floats:
        """Standardised: N(0, 1) where nothing has changed; above 0 is easier than it was."""
        return np.asarray(self.surplus / np.sqrt(np.maximum(self.variance, 1e-300)))


def unwatched(items: int) -> Watch:
    """No answer yet."""
    return Watch(np.zeros(items), np.zeros(items))


def watch(tables: Tables, before: Floats, answers: Answers) -> Watch:
    """One sitting: each answer beside what all the others of the sitting foretell.

    Leaving the item itself out makes the expectation exact where prior and curves are right.
    """
    found = unwatched(len(tables.tops))
    logs = np.array([tables.logs[item, score] for item, score in answers])
    whole = np.log(np.maximum(before, 1e-300)) + logs.sum(axis=0)
    for (item, score), own in zip(answers, logs, strict=True):
        rest = whole - own
        weights = np.exp(rest - rest.max())
        weights /= weights.sum()
        chances = tables.chances[item, : tables.tops[item] + 1] @ weights
        scores = np.arange(len(chances))
        mean = scores @ chances
        found.surplus[item] += score - mean
        found.variance[item] += scores**2 @ chances - mean**2
    return found


@dataclass(frozen=True, slots=True)
class Drift:
    """Two sums by item (Page 1954): how long answers have been easier, or harder, than foretold.

    ``slack`` and ``alarm`` count standard deviations of one batch: 0.5 and 5 raise a false alarm
    about once in 930 batches on each side, and find a shift of one SD within about ten.
    """

    easier: Floats
    harder: Floats
    slack: float = 0.5
    alarm: float = 5.0

    def after(self, batch: Watch) -> "Drift":
        """The sums after one more batch, such as a night's; items without answers stay."""
        z = np.where(batch.variance > 0, batch.z, 0.0)
        slack = np.where(batch.variance > 0, self.slack, 0.0)
        return Drift(
            np.maximum(self.easier + z - slack, 0),
            np.maximum(self.harder - z - slack, 0),
            self.slack,
            self.alarm,
        )

    def alarms(self) -> list[int]:
        """The items to take out of the pool and look at."""
        return [
            int(one) for one in np.flatnonzero(np.maximum(self.easier, self.harder) > self.alarm)
        ]


def undrifted(items: int) -> Drift:
    """The sums before the first batch."""
    return Drift(np.zeros(items), np.zeros(items))
