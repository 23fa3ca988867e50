"""Schematic cells: every spot of a zone goes to the municipality whose point is nearest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import dist

import shapely
from shapely.geometry import MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

FINE_GRID = 1e-4  # cuts lines at each other; far finer than what is drawn
SPECK = 1e-9


@dataclass(frozen=True, slots=True)
class Zone:
    """An area with a known boundary and the codes of the municipalities that lie in it.

    A municipality may lie in several zones: each then holds a part of it.
    """

    members: tuple[str, ...]
    area: BaseGeometry


def cells_of(
    zones: Sequence[Zone], points: Mapping[str, tuple[float, float]]
) -> dict[str, BaseGeometry]:
    """Divide zones among their members; a member of several zones gets the union of its parts.

    Zones and points are in the same flat plane. A zone none of whose members has a point is left
    empty, unless it has but one member; a member without a point gets nothing where another
    member has one.
    """
    parts: dict[str, list[BaseGeometry]] = {}
    for zone in zones:
        for code, part in divided(zone, points).items():
            parts.setdefault(code, []).append(part)
    return {code: shapely.union_all(found) for code, found in parts.items()}


def divided(zone: Zone, points: Mapping[str, tuple[float, float]]) -> dict[str, BaseGeometry]:
    """Divide one zone.

    The point of a split municipality may lie in another of its zones: from there it still draws
    its share. Where a zone has several parts, a point inside one of them draws nothing in the
    others; a part without a point goes to the split municipalities, or else to all by distance.
    """
    if len(zone.members) == 1:
        return {zone.members[0]: zone.area}
    seeds = distinct({code: points[code] for code in zone.members if code in points})
    inside = {code: spot for code, spot in seeds.items() if shapely.intersects_xy(zone.area, *spot)}
    outside = {code: spot for code, spot in seeds.items() if code not in inside}
    pieces: dict[str, list[BaseGeometry]] = {}
    for part in polygons_of(zone.area):
        own = {code: spot for code, spot in inside.items() if shapely.intersects_xy(part, *spot)}
        for code, piece in shared_out(part, {**own, **outside} or seeds).items():
            pieces.setdefault(code, []).append(piece)
    return {code: shapely.union_all(found) for code, found in pieces.items()}


def shared_out(part: Polygon, seeds: Mapping[str, tuple[float, float]]) -> dict[str, BaseGeometry]:
    """Divide one polygon by nearest seed, each share in one piece.

    The lines halfway between seeds and the polygon's boundary are cut at each other into one net,
    so that the meshes of neighbours have exactly the same border.
    """
    if len(seeds) <= 1:
        return dict.fromkeys(seeds, part)
    spots = MultiPoint(list(seeds.values()))
    reach = shapely.union(part, spots).envelope
    halfway = shapely.voronoi_polygons(spots, extend_to=reach, only_edges=True)
    net = shapely.union_all([part.boundary, halfway], grid_size=FINE_GRID)
    shares: dict[str, list[Polygon]] = {}
    for mesh in polygons_of(shapely.polygonize([net])):
        middle = mesh.point_on_surface()
        if shapely.intersects(part, middle):
            shares.setdefault(nearest((middle.x, middle.y), seeds), []).append(mesh)
    return in_one_piece({code: main_first(meshes, seeds[code]) for code, meshes in shares.items()})


def nearest(spot: tuple[float, float], seeds: Mapping[str, tuple[float, float]]) -> str:
    """Answer the code of the seed nearest to a spot."""
    return min(seeds, key=lambda code: dist(spot, seeds[code]))


def main_first(meshes: Sequence[Polygon], seed: tuple[float, float]) -> list[Polygon]:
    """Order the pieces of a share: the one around the seed, then by size."""
    return sorted(
        meshes,
        key=lambda mesh: (bool(shapely.intersects_xy(mesh, *seed)), mesh.area),
        reverse=True,
    )


def in_one_piece(shares: Mapping[str, Sequence[Polygon]]) -> dict[str, BaseGeometry]:
    """Keep the first piece of each share; the others go to the neighbour they border on most.

    A bend in the boundary can cut a corner off a cell; on a map such a crumb reads as an error.
    """
    whole: dict[str, BaseGeometry] = {code: pieces[0] for code, pieces in shares.items()}
    crumbs = [(code, piece) for code, pieces in shares.items() for piece in pieces[1:]]
    while crumbs:
        # The best attached first: a crumb may border only on another crumb.
        ties = [_longest_border(whole, piece) for _, piece in crumbs]
        best = max(range(len(crumbs)), key=lambda index: ties[index][0])
        code, piece = crumbs.pop(best)
        length, neighbour = ties[best]
        taker = neighbour if length > SPECK else code
        whole[taker] = shapely.union(whole[taker], piece)
    return whole


def _longest_border(whole: Mapping[str, BaseGeometry], piece: Polygon) -> tuple[float, str]:
    return max(
        (shapely.length(shapely.intersection(area.boundary, piece.boundary)), code)
        for code, area in whole.items()
    )


def distinct(points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Keep the first of each set of codes that share one point: a spot has one nearest seed."""
    first: dict[tuple[float, float], str] = {}
    for code, spot in points.items():
        first.setdefault(spot, code)
    return {code: spot for spot, code in first.items()}


def polygons_of(area: BaseGeometry, *, smallest: float = SPECK) -> list[Polygon]:
    """Answer the polygons of any geometry larger than ``smallest``, without lines and points."""
    nested = (
        polygons_of(part, smallest=smallest) if hasattr(part, "geoms") else [part]
        for part in shapely.get_parts(area)
    )
    return [
        part
        for part in chain.from_iterable(nested)
        if isinstance(part, Polygon) and part.area > smallest
    ]
