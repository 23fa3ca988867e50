"""What the importers answer: districts, municipalities with their place on the map, and credits."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from perron.directory.imports.territory.frame import Frame

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84), or x and y on the map; the text says which."""

Ring: TypeAlias = tuple[Point, ...]
"""A closed line in map coordinates; the first point is not repeated at the end."""

Outline: TypeAlias = tuple[Ring, ...]
"""All rings of an area, holes included: fill them by the even-odd rule."""

OutlineKind: TypeAlias = Literal["schematic", "official", ""]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a published map or list must name."""

    name: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The level above municipalities: a province, a canton or a county, as the region calls it."""

    code: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality; ``names`` by language code, ``point`` as longitude and latitude."""

    code: str
    names: dict[str, str]
    district: str
    postal_codes: tuple[str, ...] = ()
    point: Point | None = None
    outline: Outline = ()
    outline_kind: OutlineKind = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """Everything an import brings.

    ``width`` and ``height`` are the view box of the map (both 0 where there is no map);
    ``frame`` puts any other point on the same map; ``findings`` are sentences about what did not
    match.
    """

    districts: tuple[DistrictRow, ...]
    municipalities: tuple[MunicipalityRow, ...]
    width: float
    height: float
    credits: tuple[Credit, ...]
    findings: tuple[str, ...]
    frame: Frame | None = None
