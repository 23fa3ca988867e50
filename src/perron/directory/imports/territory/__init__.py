"""Territorial sources turned into rows and an SVG-ready map: pure functions, no models."""

from perron.directory.imports.territory.boundaries import read_boundaries
from perron.directory.imports.territory.coverage import path_of
from perron.directory.imports.territory.errors import TerritoryRefused
from perron.directory.imports.territory.frame import Frame
from perron.directory.imports.territory.geometry import great_circle_km
from perron.directory.imports.territory.reading import read_territory
from perron.directory.imports.territory.rows import (
    Credit,
    DistrictRow,
    MunicipalityRow,
    Outline,
    Point,
    Territory,
)
from perron.directory.imports.territory.settings import (
    HandPoint,
    TerritorySettings,
    read_settings,
)

__all__ = [
    "Credit",
    "DistrictRow",
    "Frame",
    "HandPoint",
    "MunicipalityRow",
    "Outline",
    "Point",
    "Territory",
    "TerritoryRefused",
    "TerritorySettings",
    "great_circle_km",
    "path_of",
    "read_boundaries",
    "read_settings",
    "read_territory",
]
