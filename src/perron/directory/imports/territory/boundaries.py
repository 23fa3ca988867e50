"""Official boundaries from an operator's file take the place of the schematic cells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory.areas import Area, read_areas
from perron.directory.imports.territory.cells import polygons_of
from perron.directory.imports.territory.coverage import outlines_of, simplified, weight
from perron.directory.imports.territory.errors import TerritoryRefused
from perron.directory.imports.territory.frame import Frame
from perron.directory.imports.territory.rows import (
    Credit,
    MunicipalityRow,
    Outline,
    OutlineKind,
    Territory,
)
from perron.directory.imports.territory.schematic import listed
from perron.directory.imports.territory.tables import is_in_degrees

TOLERANCES = (0.7, 1.0, 1.5, 2.2, 3.3, 5.0)
LARGEST_PATHS_BYTES = 95_000
NEAR_DEGREES = 0.1
EXAMPLES = 3


def read_boundaries(
    path: Path, territory: Territory, *, code_property: str | None, credit: Credit | None = None
) -> Territory:
    """Replace outlines by those of a GeoJSON or TopoJSON file in longitude and latitude.

    Areas are matched by code, in ``code_property`` or, when that is None, in the property that
    matches most. Municipalities that the file leaves out keep the outline they had. The findings
    answered are about the file alone. ``credit`` is whom the file's licence asks to name. Raises
    ``TerritoryRefused`` when the file cannot be used; the territory given is never changed.
    """
    areas = read_areas(path)
    codes = spellings([row.code for row in territory.municipalities])
    column = code_property or best_property(areas, codes)
    parts = matched(areas, column, codes)
    if not parts:
        raise _nothing_matches(path, areas, looked_at=code_property, codes=codes)
    _require_degrees(path, [part for several in parts.values() for part in several])
    found = {code: _together(several) for code, several in parts.items()}
    _require_near(path, found, territory)
    strangers = sum(code_of(area, column, codes) not in found for area in areas)
    redrawn = _redrawn(territory, found)
    missing = [row for row in redrawn.municipalities if row.code not in found]
    vanished = [row for row in redrawn.municipalities if row.code in found and not row.outline]
    return replace(
        redrawn,
        credits=(*territory.credits, credit) if credit else territory.credits,
        findings=(
            *listed(_("Not in the file, so the outline stays as it was: %(names)s."), missing),
            *listed(_("Too small to be drawn: %(names)s."), vanished),
            *_counted(strangers),
        ),
    )


def spellings(codes: Sequence[str]) -> dict[str, str]:
    """Answer codes by what a file may write: a code kept as a number has lost its zeros."""
    shorter = {code.lstrip("0") or code: code for code in codes}
    return {**shorter, **{code: code for code in codes}}


def best_property(areas: Sequence[Area], codes: Mapping[str, str]) -> str:
    """Answer the property that holds the code of most municipalities; on a tie the first."""
    columns = dict.fromkeys(column for area in areas for column in area.properties)
    return max(
        columns, key=lambda column: len({code_of(area, column, codes) for area in areas} - {""})
    )


def code_of(area: Area, column: str, codes: Mapping[str, str]) -> str:
    """Answer the municipality's code that an area carries, or an empty text."""
    value = area.properties.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return codes.get(str(value).strip(), "")


def matched(
    areas: Sequence[Area], column: str, codes: Mapping[str, str]
) -> dict[str, list[BaseGeometry]]:
    """Answer geometries by code: one municipality may have several features."""
    parts: dict[str, list[BaseGeometry]] = {}
    for area in areas:
        code = code_of(area, column, codes)
        if code and polygons_of(area.geometry, smallest=0):
            parts.setdefault(code, []).append(area.geometry)
    return dict(sorted(parts.items()))


def _together(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    return MultiPolygon(polygons_of(shapely.union_all(parts), smallest=0))


def _redrawn(territory: Territory, found: Mapping[str, BaseGeometry]) -> Territory:
    kept = _kept(territory, found)
    everything = [*found.values(), *kept.values()]
    west, south, east, north = shapely.total_bounds(everything).tolist()
    frame = Frame.around((west, south, east, north))
    outlines = light(
        {code: frame.drawn(area) for code, area in found.items()},
        {code: frame.drawn(area) for code, area in kept.items()},
    )

    def kind(code: str) -> OutlineKind:
        if code not in outlines:
            return ""
        return "official" if code in found else "schematic"

    return replace(
        territory,
        municipalities=tuple(
            replace(row, outline=outlines.get(row.code, ()), outline_kind=kind(row.code))
            for row in territory.municipalities
        ),
        width=frame.width,
        height=frame.height,
        frame=frame,
    )


def light(
    official: Mapping[str, BaseGeometry], kept: Mapping[str, BaseGeometry]
) -> dict[str, Outline]:
    """Simplify official areas as far as a page asks; areas kept from before yield to them."""
    outlines: dict[str, Outline] = {}
    for tolerance in TOLERANCES:
        smooth = simplified(list(official.values()), tolerance)
        outlines = outlines_of({**dict(zip(official, smooth, strict=True)), **kept})
        if weight(outlines) <= LARGEST_PATHS_BYTES:
            break
    return outlines


def _kept(territory: Territory, found: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Answer, in degrees, the outlines that the file does not replace."""
    frame = territory.frame
    if frame is None:
        return {}
    return {
        row.code: frame.undrawn(_filled(row))
        for row in territory.municipalities
        if row.outline and row.code not in found
    }


def _filled(row: MunicipalityRow) -> BaseGeometry:
    """Fill rings by the even-odd rule."""
    area: BaseGeometry = Polygon()
    for ring in row.outline:
        area = shapely.symmetric_difference(area, Polygon(ring))
    return area


def _require_degrees(path: Path, parts: Sequence[BaseGeometry]) -> None:
    west, south, east, north = shapely.total_bounds(parts).tolist()
    if is_in_degrees(west, south) and is_in_degrees(east, north):
        return
    raise TerritoryRefused(
        _(
            "%(file)s has coordinates such as %(x).0f, %(y).0f: they are projected, in metres. "
            "Expected: longitude and latitude in degrees (WGS 84, EPSG:4326). Convert the file "
            "first. Nothing was changed."
        )
        % {"file": path.name, "x": max(west, east, key=abs), "y": max(south, north, key=abs)}
    )


def _require_near(path: Path, found: Mapping[str, BaseGeometry], territory: Territory) -> None:
    """Refuse a file of another place, or with latitude before longitude: most points are far."""
    far = [
        shapely.box(*area.bounds).distance(shapely.Point(row.point)) > NEAR_DEGREES
        for row in territory.municipalities
        if row.point and (area := found.get(row.code)) is not None
    ]
    if sum(far) * 2 <= len(far):
        return
    raise TerritoryRefused(
        _(
            "The areas of %(file)s lie far from the municipalities whose codes they carry. Is "
            "latitude written before longitude? Expected: longitude first. Nothing was changed."
        )
        % {"file": path.name}
    )


def _nothing_matches(
    path: Path, areas: Sequence[Area], *, looked_at: str | None, codes: Mapping[str, str]
) -> TerritoryRefused:
    seen = dict.fromkeys(name for area in areas for name in area.properties)
    where = _("the property “%(name)s”") % {"name": looked_at} if looked_at else _("any property")
    return TerritoryRefused(
        _(
            "No area of %(file)s carries the code of a municipality in %(where)s. Codes look like "
            "%(examples)s; the properties of the file are %(seen)s. Nothing was changed."
        )
        % {
            "file": path.name,
            "where": where,
            "examples": ", ".join(sorted(set(codes.values()))[:EXAMPLES]),
            "seen": ", ".join(seen),
        }
    )


def _counted(strangers: int) -> list[str]:
    sentence = _("Areas left out because their code is no municipality here: %(count)s.")
    return [sentence % {"count": strangers}] if strangers else []
