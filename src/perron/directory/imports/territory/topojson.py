"""TopoJSON turned into GeoJSON: arcs are put together into rings.

Format: https://github.com/topojson/topojson-specification (version 1.0).
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

Position: TypeAlias = list[float]
Arc: TypeAlias = list[Position]


def geojson_of(topology: dict[str, Any]) -> dict[str, Any]:
    """Answer the areas of all objects of a topology as one FeatureCollection.

    A damaged topology raises ``KeyError``, ``IndexError``, ``TypeError`` or ``ValueError``.
    """
    arcs = [_positions(arc, topology.get("transform")) for arc in topology["arcs"]]
    features = [
        {
            "type": "Feature",
            "id": found.get("id"),
            "properties": found.get("properties"),
            "geometry": _geometry(found, arcs),
        }
        for entry in topology["objects"].values()
        for found in _flat(entry)
    ]
    return {"type": "FeatureCollection", "features": features}


def _flat(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if entry.get("type") == "GeometryCollection":
        for inner in entry["geometries"]:
            yield from _flat(inner)
    else:
        yield entry


def _positions(arc: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> Arc:
    """Undo the quantisation: steps of whole numbers become positions."""
    if transform is None:
        return [[float(spot[0]), float(spot[1])] for spot in arc]
    (east, north), (west, south) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [[x * east + west, y * north + south] for x, y in zip(xs, ys, strict=True)]


def _geometry(found: dict[str, Any], arcs: Sequence[Arc]) -> dict[str, Any] | None:
    if found.get("type") == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(found["arcs"], arcs)}
    if found.get("type") == "MultiPolygon":
        parts = [_rings(part, arcs) for part in found["arcs"]]
        return {"type": "MultiPolygon", "coordinates": parts}
    return None


def _rings(rings: Sequence[Sequence[int]], arcs: Sequence[Arc]) -> list[Arc]:
    return [_ring(ring, arcs) for ring in rings]


def _ring(indexes: Sequence[int], arcs: Sequence[Arc]) -> Arc:
    """Chain arcs; a negative index is an arc walked backwards (its ones' complement)."""
    line: Arc = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line.extend(arc[1:] if line else arc)
    return line
