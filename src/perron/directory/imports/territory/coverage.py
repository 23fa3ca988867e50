"""Areas that share borders, made small for the web: simplified together, rounded together."""

from collections.abc import Iterable, Mapping, Sequence

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory.cells import polygons_of
from perron.directory.imports.territory.rows import Outline, Ring

GRID = 0.1
DECIMALS = 1


def simplified(areas: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Simplify areas of one plane so that a shared border stays shared.

    ``tolerance`` is a length in units of the plane: corners whose triangle is smaller than its
    square go (Visvalingam and Whyatt, 1993).
    """
    return [shapely.make_valid(area) for area in shapely.coverage_simplify(areas, tolerance)]


def outlines_of(areas: Mapping[str, BaseGeometry]) -> dict[str, Outline]:
    """Round areas to a tenth of a unit and answer their rings by code.

    All borders are rounded and cut at each other's corners as one net of lines, then every mesh
    goes to the area it came from: neighbours keep exactly the same points, and no gap or overlap
    appears. Where areas overlap, the first keeps the overlap. An area of a few tenths may vanish.
    """
    borders = [shapely.boundary(area) for area in areas.values()]
    net = shapely.union_all(borders, grid_size=GRID)
    meshes = shapely.get_parts(shapely.polygonize([net]))
    by_code: dict[str, list[BaseGeometry]] = {}
    codes = list(areas)
    for mesh, owner in owners(list(areas.values()), list(meshes)):
        by_code.setdefault(codes[owner], []).append(mesh)
    return {
        code: rings_of(shapely.coverage_union_all(by_code[code]))
        for code in codes
        if code in by_code
    }


def owners(
    areas: Sequence[BaseGeometry], meshes: Sequence[BaseGeometry]
) -> list[tuple[BaseGeometry, int]]:
    """Pair each mesh with the index of the first area that its inner point lies in."""
    if not meshes:
        return []
    spots = [shapely.point_on_surface(mesh) for mesh in meshes]
    first: dict[int, int] = {}
    for mesh, area in zip(*shapely.STRtree(areas).query(spots, predicate="within"), strict=True):
        first[int(mesh)] = min(int(area), first.get(int(mesh), int(area)))
    return [(meshes[mesh], area) for mesh, area in first.items()]


def rings_of(area: BaseGeometry) -> Outline:
    """Answer all rings of an area, the largest polygon first, rounded, the end not repeated."""
    polygons = sorted(polygons_of(area), key=lambda part: part.area, reverse=True)
    return tuple(ring for polygon in polygons for ring in _rings(polygon))


def _rings(polygon: Polygon) -> Iterable[Ring]:
    for line in (polygon.exterior, *polygon.interiors):
        spots = shapely.get_coordinates(line)[:-1].tolist()
        yield tuple((round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0) for x, y in spots)


def weight(outlines: Mapping[str, Outline]) -> int:
    """Answer how many bytes the paths of a map take."""
    return sum(len(path_of(outline)) for outline in outlines.values())


def path_of(outline: Outline) -> str:
    """Write an outline as the ``d`` of an SVG path, as short as it goes: relative steps."""
    return "".join(_path(ring) for ring in outline)


def _path(ring: Ring) -> str:
    start, *others = ring
    steps = zip(ring, others, strict=False)
    words = " ".join(_pair(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in steps)
    return f"M{_pair(*start)}l{words}z".replace(" -", "-")


def _pair(x: float, y: float) -> str:
    return f"{round(x, DECIMALS) + 0.0:g} {round(y, DECIMALS) + 0.0:g}"
