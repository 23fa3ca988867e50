"""How often items have been given, and which may be given in the next sitting."""

from dataclasses import dataclass

import numpy as np

from perron.engines.adaptive.blueprint import Mask, Whole

WARMING = 10  # an item may be given so often before any share can be told


@dataclass(frozen=True, slots=True)
class Exposure:
    """Counts over the sittings so far: ``given`` and ``offered`` (J,) to how many persons.

    An item takes part in a sitting with the chance most · offered / given (van der Linden &
    Veldkamp 2004, whose expectation holds the share), and never where it would pass the share
    of all sittings that ``most`` allows.
    """

    given: Whole
    offered: Whole
    sittings: int = 0
    most: float = 0.30

    def draw(self, rng: np.random.Generator) -> Mask:
        """The items that take part in the next sitting, (J,)."""
        bound = max(float(WARMING), self.most * (self.sittings + 1))
        chance = self.most * self.offered / np.maximum(self.given, 1)
        lucky = (self.given < WARMING) | (rng.random(len(self.given)) < chance)
        found: Mask = lucky & (self.given + 1 <= bound)
        return found

    def after(self, drawn: Mask, asked: Whole) -> "Exposure":
        """The counts once a sitting has taken place."""
        given = self.given + np.bincount(asked, minlength=len(self.given))
        return Exposure(given, self.offered + drawn, self.sittings + 1, self.most)

    def rates(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The part of sittings in which each item was given, (J,)."""
        return np.asarray(self.given / max(self.sittings, 1))


def unexposed(items: int, most: float = 0.30) -> Exposure:
    """The counts before the first sitting."""
    return Exposure(np.zeros(items, np.int64), np.zeros(items, np.int64), 0, most)
