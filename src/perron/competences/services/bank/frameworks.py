"""The framework of competences that the bank is ordered by: shipped, with its attribution."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FRAMEWORKS = Path(__file__).resolve().parents[2] / "schemas" / "frameworks"
DEFAULT = "digcomp-3.0"


@dataclass(frozen=True, slots=True)
class Competence:
    """A competence: its code, area, titles by language, and how other frameworks call it."""

    code: str
    area: str
    title: Mapping[str, str]
    earlier: Mapping[str, Any]
    national: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area of competences; ``earlier``: its title in the edition before."""

    code: str
    title: Mapping[str, str]
    earlier: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework: areas, competences, steps, and whom to thank for it."""

    code: str
    name: str
    areas: tuple[Area, ...]
    competences: tuple[Competence, ...]
    levels: tuple[Mapping[str, Any], ...]
    attribution: Mapping[str, Any]
    counts: Mapping[str, int]

    def competence(self, code: str) -> Competence | None:
        """A competence by its code."""
        return next((one for one in self.competences if one.code == code), None)

    def area(self, code: str) -> Area | None:
        """An area by its code."""
        return next((one for one in self.areas if one.code == code), None)

    def level(self, step: int) -> Mapping[str, Any]:
        """The named level that a step belongs to; raises ``KeyError``."""
        for level in self.levels:
            if step in level["steps"]:
                return level
        raise KeyError(step)


@cache
def framework(code: str = DEFAULT) -> Framework:
    """A shipped framework; raises ``FileNotFoundError``."""
    told = json.loads((FRAMEWORKS / f"{code}.json").read_text(encoding="utf-8"))
    areas = tuple(Area(one["code"], one["title"], one["earlier"]) for one in told["areas"])
    competences = tuple(
        Competence(
            one["code"],
            one["code"].rpartition(".")[0],
            one["title"],
            one["earlier"],
            tuple(one["national"]),
        )
        for one in told["competences"]
    )
    return Framework(
        told["code"],
        told["name"],
        areas,
        competences,
        tuple(told["levels"]),
        told["attribution"],
        told["counts"],
    )
