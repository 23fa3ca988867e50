"""What is judged: admissibility, criteria with anchored levels, weighting, jury, ties."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from perron.core.text import Text
from perron.engines.scoring.combining import CombiningRule, ManyRule
from perron.engines.scoring.criteria import Criterion, Grid, Level
from perron.engines.scoring.ranking import Direction, Tie
from perron.engines.scoring.weighting import Band, Bands, Effect, Table, Weighting

UNTIL_READ = 2


@dataclass(frozen=True, slots=True)
class Admission:
    """A yes-or-no criterion; all must hold."""

    code: str
    label: Text
    help: Text

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["code"], Text(said["label"]), Text(said.get("help", {})))


@dataclass(frozen=True, slots=True)
class AnchoredLevel:
    """A step of a criterion in words; ``points`` in thousandths."""

    code: str
    points: int
    text: Text

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["code"], said["points"], Text(said["text"]))


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion in words; ``least`` in thousandths, None where nothing fails by it alone."""

    code: str
    name: Text
    help: Text
    weight: int
    levels: tuple[AnchoredLevel, ...]
    least: int | None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            code=said["code"],
            name=Text(said["name"]),
            help=Text(said.get("help", {})),
            weight=said["weight"],
            levels=tuple(map(AnchoredLevel.read, said["levels"])),
            least=said.get("least"),
        )

    def level(self, points: int) -> AnchoredLevel | None:
        """The level that is worth so much."""
        return next((level for level in self.levels if level.points == points), None)


@dataclass(frozen=True, slots=True)
class ExAequo:
    """What separates equal scores: a criterion or a fact, and which value stands first."""

    criterion: str
    fact: str
    first: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said.get("criterion", ""), said.get("fact", ""), said["first"])

    @property
    def tie(self) -> Tie:
        """As the engine that ranks takes it; its key is ``criterion:<code>`` or ``fact:<name>``."""
        key = f"criterion:{self.criterion}" if self.criterion else f"fact:{self.fact}"
        return Tie(key, Direction.HIGHEST if self.first == "high" else Direction.LOWEST)


@dataclass(frozen=True, slots=True)
class WeightingStep:
    """A step of the weighting in words."""

    code: str
    name: Text
    fact: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["code"], Text(said["name"]), said["fact"])


@dataclass(frozen=True, slots=True)
class Jury:
    """How many read each application, and from which difference (thousandths) a third does."""

    reviews: int
    gap: int
    combine: ManyRule
    blind: bool
    calibration: int
    needs: tuple[str, ...]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            reviews=said.get("reviews", UNTIL_READ),
            gap=said["gap"],
            combine=ManyRule(said["combine"]),
            blind=said.get("blind", False),
            calibration=said.get("calibration", 0),
            needs=tuple(said.get("needs", ())),
        )

    def combining(self, threshold: int | None) -> CombiningRule:
        """As the engine that combines reviews takes it; ``threshold`` is the grid's."""
        return CombiningRule(self.gap, threshold, self.combine)


def read_grid(said: Mapping[str, Any]) -> Grid:
    """The grid for the engine; raises ScoringRefused with every fault."""
    criteria = tuple(
        Criterion(
            one["code"],
            one["weight"],
            tuple(Level(level["code"], level["points"]) for level in one["levels"]),
            least=one.get("least"),
        )
        for one in said["criteria"]
    )
    return Grid(criteria, scale=said["scale"], threshold=said["threshold"])


def read_weighting(said: list[dict[str, Any]]) -> Weighting:
    """The weighting for the engine; raises ScoringRefused with every fault.

    A band holds what is under its ``up_to``; the last has none.
    """
    return Weighting(tuple(_step(one) for one in said))


def _step(said: Mapping[str, Any]) -> Bands | Table:
    effect = Effect(said["change"])
    if "bands" not in said:
        return Table(said["code"], said["fact"], effect, dict(said["table"]))
    bands = said["bands"]
    first = Band(None, bands[0]["value"])
    rest = (Band(str(below["up_to"]), here["value"]) for below, here in pairwise(bands))
    return Bands(said["code"], said["fact"], effect, (first, *rest))
