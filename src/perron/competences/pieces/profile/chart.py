"""The drawing of what is known: a span on the scale of four levels, for each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from perron.competences.rules.levels import NAMES
from perron.competences.services.sitting.looking import Known

MARGIN = 1.5  # of the scale, beyond the first and the last level's beginning
SPAN = 1.2816  # SD to each side: eight chances in ten
EDGE = 1.5  # per cent


@dataclass(frozen=True, slots=True)
class Scale:
    """Where levels begin, in per cent of the width of the drawing."""

    low: float
    high: float
    cuts: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value lies, in per cent; what lies beyond an end stands at it."""
        share = 100 * (value - self.low) / (self.high - self.low)
        return round(min(100 - EDGE, max(EDGE, share)), 2)

    @property
    def bands(self) -> list[dict[str, float | str]]:
        """The levels as bands from the left."""
        ends = [0.0, *(self.place(cut) for cut in self.cuts), 100.0]
        return [
            {"level": level, "x": f"{start:.2f}", "width": f"{end - start:.2f}"}
            for level, (start, end) in enumerate(pairwise(ends))
        ]


def scale_of(cuts: Sequence[float]) -> Scale:
    """The scale on which levels begin at these points."""
    return Scale(cuts[0] - MARGIN, cuts[-1] + MARGIN, tuple(cuts))


def span_of(scale: Scale, known: Known) -> dict[str, str]:
    """The interval that holds the ability with eight chances in ten, and its middle."""
    return {
        "low": f"{scale.place(known.mean - SPAN * known.sd):.2f}",
        "middle": f"{scale.place(known.mean):.2f}",
        "high": f"{scale.place(known.mean + SPAN * known.sd):.2f}",
    }


def legend() -> list[str]:
    """The names of the bands from the left."""
    return [str(name) for name in NAMES]
