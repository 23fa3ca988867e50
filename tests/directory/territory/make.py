"""Small territories, files and shapes for the tests of the territorial importers."""

import json
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory import (
    Outline,
    Territory,
    TerritorySettings,
    read_territory,
)

REGION = Path(__file__).resolve().parents[3] / "regions" / "digital-wallonia"
COUNTY = {"0101": (4.0, 50.0), "0102": (4.2, 50.0), "0203": (4.0, 50.2), "0204": (4.2, 50.2)}
DISTRICTS = "code,name_en,name_fr\n01,Southshire,Midi\n02,Northshire,\n"
TOWNS = """code,name_en,name_fr,district,lon,lat,postal_codes
0101,Alder,Aulne,01,4.0,50.0,1000 1001
0102,Birch,Bouleau,01,4.2,50.0,1002
0203,Cedar,,02,4.0,50.2,"2000, 2001"
0204,Dogwood,Cornouiller,02,4.2,50.2,
"""


def a_folder(folder: Path, *, towns: str = TOWNS, districts: str = DISTRICTS) -> Path:
    """Write the two tables of a county of four towns, at the corners of a square."""
    (folder / "municipalities.csv").write_text(towns, encoding="utf-8")
    (folder / "districts.csv").write_text(districts, encoding="utf-8")
    return folder


def a_county(folder: Path, *, towns: str = TOWNS) -> Territory:
    """Read the county of four towns."""
    return read_territory(TerritorySettings(importer="csv"), folder=a_folder(folder, towns=towns))


def filled(outline: Outline) -> BaseGeometry:
    """Fill rings as a page does, by the even-odd rule."""
    area: BaseGeometry = Polygon()
    for ring in outline:
        area = shapely.symmetric_difference(area, Polygon(ring))
    return area


def a_feature(code: object, area: BaseGeometry | None, **properties: object) -> dict[str, Any]:
    """Write one GeoJSON feature with its code in the property ``ref``."""
    geometry = None if area is None else json.loads(shapely.to_geojson(area))
    return {"type": "Feature", "properties": {"ref": code, **properties}, "geometry": geometry}


def a_square(code: str) -> BaseGeometry:
    """Answer the square of a town of the county: the four make one square without gaps."""
    longitude, latitude = COUNTY[code]
    return box(longitude - 0.1, latitude - 0.1, longitude + 0.1, latitude + 0.1)


def squares(*codes: str) -> list[dict[str, Any]]:
    """Features of towns, each with its square."""
    return [a_feature(code, a_square(code), name="Town") for code in codes]


def a_collection(path: Path, features: list[dict[str, Any]]) -> Path:
    """Write a GeoJSON file."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def a_topology() -> dict[str, Any]:
    """Two towns side by side that share one border, quantised to hundredths of a degree.

    Alder lies west and has a hole; Birch, east, walks the shared arc backwards.
    """
    shared = [[20, 0], [0, 20]]
    west = [[20, 20], [-20, 0], [0, -20], [20, 0]]
    east = [[20, 0], [20, 0], [0, 20], [-20, 0]]
    hole = [[5, 5], [0, 5], [5, 0], [0, -5], [-5, 0]]
    towns = [
        {"type": "Polygon", "arcs": [[0, 1], [3]], "properties": {"ref": 101}},
        {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"ref": 102}},
        {"type": "Point", "coordinates": [0, 0], "properties": {"ref": 203}},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [3.9, 49.9]},
        "arcs": [shared, west, east, hole],
        "objects": {"towns": {"type": "GeometryCollection", "geometries": towns}},
    }
