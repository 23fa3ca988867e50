"""When a sitting ends: the level is certain, or the estimate is precise enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from perron.engines.adaptive.bank import Floats

Reason = Literal["", "length", "precision", "decision"]


@dataclass(frozen=True, slots=True)
class Stopping:
    """The rules of the end; the first that holds ends the sitting.

    ``least`` items are always asked. ``sd``: the posterior's SD that is precise enough (0: never).
    ``cuts`` divide the scale into levels, and ``certainty`` is the chance of one of them that
    decides (1: never).
    """

    least: int = 1
    sd: float = 0.0
    cuts: tuple[float, ...] = ()
    certainty: float = 1.0

    @property
    def is_early(self) -> bool:
        """Whether a sitting may end before its length at all."""
        return self.sd > 0 or (bool(self.cuts) and self.certainty < 1)

    def reason(self, asked: int, sd: float, chances: Sequence[float] | Floats) -> Reason:
        """Why a sitting may end before its length, empty where it goes on."""
        if asked < self.least:
            return ""
        if self.cuts and self.certainty < 1 and max(chances) >= self.certainty:
            return "decision"
        return "precision" if sd <= self.sd else ""
