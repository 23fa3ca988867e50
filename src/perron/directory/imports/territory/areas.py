"""Areas with their properties, out of a GeoJSON or TopoJSON file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory.errors import TerritoryRefused, reason_of
from perron.directory.imports.territory.topojson import geojson_of

LARGEST_BYTES = 50_000_000
FEATURE_ID = "id"
DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
AREAS = ("Polygon", "MultiPolygon", "GeometryCollection")


@dataclass(frozen=True, slots=True)
class Area:
    """One feature: its properties (its own id among them, unless a property has that name)."""

    properties: Mapping[str, object]
    geometry: BaseGeometry


def read_areas(path: Path) -> list[Area]:
    """Read every polygon feature of a file; raises ``TerritoryRefused`` with the reason."""
    features = list(_features(_document(path), path))
    if not features:
        raise TerritoryRefused(
            _(
                "%(file)s holds no features. Expected: a GeoJSON FeatureCollection or a TopoJSON "
                "topology, one feature for each municipality. Nothing was changed."
            )
            % {"file": path.name}
        )
    areas = [
        Area(_properties(feature), geometry)
        for number, feature in enumerate(features, start=1)
        if (geometry := _geometry(feature, number, path)) is not None
    ]
    if not areas:
        raise TerritoryRefused(
            _(
                "%(file)s holds features, but none of them is an area. Boundaries are polygons; "
                "points and lines have none. Nothing was changed."
            )
            % {"file": path.name}
        )
    return areas


def _document(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise TerritoryRefused(
                _(
                    "%(file)s is too large: %(size)s MB, where at most %(most)s MB are read. "
                    "Simplify the boundaries first; a map needs a few hundred kilobytes. "
                    "Nothing was changed."
                )
                % {
                    "file": path.name,
                    "size": size // 1_000_000,
                    "most": LARGEST_BYTES // 1_000_000,
                }
            )
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except OSError as trouble:
        raise TerritoryRefused(
            _("%(file)s cannot be read: %(why)s.") % {"file": path.name, "why": reason_of(trouble)}
        ) from trouble
    except (ValueError, RecursionError) as trouble:
        if isinstance(trouble, TerritoryRefused):
            raise
        raise TerritoryRefused(
            _(
                "%(file)s is not JSON. Boundaries are read from GeoJSON or TopoJSON; convert a "
                "shapefile or a GeoPackage first. Nothing was changed."
            )
            % {"file": path.name}
        ) from trouble
    return document if isinstance(document, dict) else {}


def _no_number(word: str) -> float:
    """Refuse NaN and Infinity, which Python would read although JSON has no such numbers."""
    raise ValueError(word)


def _features(document: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    try:
        found = geojson_of(document) if document.get("type") == "Topology" else document
    except DAMAGE as trouble:
        raise TerritoryRefused(
            _(
                "%(file)s is TopoJSON, but damaged: its arcs, objects or transform are not as the "
                "format says. Export it again. Nothing was changed."
            )
            % {"file": path.name}
        ) from trouble
    listed = found.get("features") if found.get("type") == "FeatureCollection" else [found]
    for feature in listed if isinstance(listed, list) else ():
        if isinstance(feature, dict) and feature.get("type") == "Feature":
            yield feature


def _properties(feature: dict[str, Any]) -> dict[str, object]:
    written = feature.get("properties")
    return {FEATURE_ID: feature.get("id"), **(written if isinstance(written, dict) else {})}


def _geometry(feature: dict[str, Any], number: int, path: Path) -> BaseGeometry | None:
    written = feature.get("geometry")
    if not isinstance(written, dict) or written.get("type") not in AREAS:
        return None
    try:
        with np.errstate(all="ignore"):  # absurd numbers are told apart later, by their range
            return shapely.make_valid(shapely.force_2d(shape(written)))
    except (*DAMAGE, ShapelyError) as trouble:
        raise TerritoryRefused(
            _("%(file)s, feature %(number)s: the geometry is damaged. Nothing was changed.")
            % {"file": path.name, "number": number}
        ) from trouble
