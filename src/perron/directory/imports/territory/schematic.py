"""The schematic map: municipalities drawn as cells around their points, inside known boundaries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import shapely
from django.utils.translation import gettext as _

from perron.directory.imports.territory.cells import Zone, cells_of, distinct
from perron.directory.imports.territory.coverage import outlines_of, simplified
from perron.directory.imports.territory.frame import Frame
from perron.directory.imports.territory.ground import Ground
from perron.directory.imports.territory.rows import MunicipalityRow, Outline, Point, Territory

TOLERANCE = 1.0


def schematic_territory(ground: Ground) -> Territory:
    """Draw the map and answer the territory with its outlines."""
    points, strays = within_their_zones(ground)
    frame, outlines = drawn(ground.zones, points)
    municipalities = tuple(
        replace(
            row,
            point=points.get(row.code),
            outline=outlines.get(row.code, ()),
            outline_kind="schematic" if row.code in outlines else "",
        )
        for row in ground.municipalities
    )
    return Territory(
        districts=ground.districts,
        municipalities=municipalities,
        width=frame.width if frame else 0.0,
        height=frame.height if frame else 0.0,
        credits=ground.credits,
        findings=(*ground.findings, *strays, *_gaps(municipalities, points)),
        frame=frame,
    )


def drawn(
    zones: tuple[Zone, ...], points: Mapping[str, Point]
) -> tuple[Frame | None, dict[str, Outline]]:
    """Draw the cells of all zones (in degrees) in one frame; no frame where there is no zone."""
    if not zones:
        return None, {}
    west, south, east, north = shapely.total_bounds([zone.area for zone in zones]).tolist()
    frame = Frame.around((west, south, east, north))
    smooth = simplified([frame.drawn(zone.area) for zone in zones], TOLERANCE)
    flat = [Zone(zone.members, area) for zone, area in zip(zones, smooth, strict=True)]
    seeds = {code: frame.place(*point) for code, point in points.items()}
    return frame, outlines_of(cells_of(flat, seeds))


def within_their_zones(ground: Ground) -> tuple[dict[str, Point], list[str]]:
    """Keep the points that lie in a zone of their municipality, with a sentence for the others.

    A name alone finds the wrong village now and then: a namesake lies in another zone.
    """
    kept: dict[str, Point] = {}
    for zone in ground.zones:
        shapely.prepare(zone.area)
        for code in zone.members:
            point = ground.points.get(code)
            if point and shapely.intersects_xy(zone.area, *point):
                kept[code] = point
    if not ground.zones:
        return dict(ground.points), []
    strays = [row for row in ground.municipalities if row.code in ground.points.keys() - kept]
    return kept, listed(
        _("The point lies outside the municipality's own boundary and was not used: %(names)s."),
        strays,
    )


def _gaps(rows: tuple[MunicipalityRow, ...], points: Mapping[str, Point]) -> list[str]:
    apart = distinct(points)
    return [
        *listed(
            _("No point is known: %(names)s."),
            [row for row in rows if row.code not in points],
        ),
        *listed(
            _("The same point as another municipality, so no cell of its own: %(names)s."),
            [row for row in rows if row.code in points and row.code not in apart],
        ),
        *listed(
            _("Without an outline on the map: %(names)s."),
            [row for row in rows if not row.outline],
        ),
    ]


def listed(sentence: str, rows: Iterable[MunicipalityRow]) -> list[str]:
    """Answer the sentence about these municipalities, or nothing when there are none."""
    names = ", ".join(named(row) for row in rows)
    return [sentence % {"names": names}] if names else []


def named(row: MunicipalityRow) -> str:
    """Name a municipality in a sentence: its first name and its code."""
    return f"{next(iter(row.names.values()), row.code)} ({row.code})"
