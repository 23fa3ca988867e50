"""Draws for tests: plain integers, the same for the same seed."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")


class Draw:
    """A seeded source of whole numbers and choices."""

    def __init__(self, *seed: int) -> None:
        """The same seed draws the same."""
        self.rng = np.random.default_rng(seed)

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends among them."""
        return int(self.rng.integers(least, most + 1))

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return bool(self.rng.random() < share)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[self.number(0, len(things) - 1)]

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """So many different ones, in any order."""
        return [things[int(place)] for place in self.rng.permutation(len(things))[:count]]
