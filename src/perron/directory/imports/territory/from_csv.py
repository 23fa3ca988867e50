"""Municipalities and districts of any region, from two tables in its folder."""

import re
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.geometry import MultiPoint

from perron.directory.imports.territory.cells import Zone
from perron.directory.imports.territory.errors import TerritoryRefused
from perron.directory.imports.territory.frame import Frame
from perron.directory.imports.territory.ground import Ground
from perron.directory.imports.territory.rows import DistrictRow, MunicipalityRow, Point
from perron.directory.imports.territory.settings import TerritorySettings
from perron.directory.imports.territory.tables import Line, read_table

BETWEEN_CODES = re.compile(r"[\s,;]+")
LONE_REACH_DEGREES = 0.05


def tabled_ground(settings: TerritorySettings, folder: Path) -> Ground:
    """Read municipalities.csv and districts.csv (or as the settings name them).

    Columns: code, name_xx for each language xx, and for municipalities district, postal_codes
    (between spaces), lon and lat in degrees; the last three may be missing or empty.
    """
    districts = tuple(
        DistrictRow(code=line["code"], names=line.names())
        for line in read_table(folder / settings.districts, columns=("code",))
    )
    lines = read_table(folder / settings.municipalities, columns=("code", "district"))
    if not lines:
        raise TerritoryRefused(
            _("%(file)s lists no municipality.") % {"file": settings.municipalities}
        )
    known = {district.code for district in districts}
    municipalities = tuple(_municipality(line, known) for line in lines)
    points = {line["code"]: point for line in lines if (point := line.point())}
    return Ground(districts=districts, municipalities=municipalities, points=points)


def _municipality(line: Line, districts: set[str]) -> MunicipalityRow:
    if line["district"] not in districts:
        raise line.refuse(
            _("the district “%(code)s” is not in the table of districts.")
            % {"code": line["district"]}
        )
    return MunicipalityRow(
        code=line["code"],
        names=line.names(),
        district=line["district"],
        postal_codes=tuple(code for code in BETWEEN_CODES.split(line["postal_codes"]) if code),
    )


def hull_zone(points: Mapping[str, Point]) -> Zone:
    """Answer the zone around points, in degrees, where no boundary is known.

    It is their convex hull, wider on every side by the median distance to the nearest other
    point: as far as a municipality on the edge reaches, more or less.
    """
    spots = MultiPoint(list(points.values()))
    frame = Frame.around(spots.bounds)
    flat = shapely.get_coordinates(frame.drawn(spots))
    area = shapely.convex_hull(MultiPoint(flat)).buffer(_reach(flat, frame), quad_segs=4)
    return Zone(members=tuple(points), area=frame.undrawn(area))


def _reach(spots: NDArray[np.float64], frame: Frame) -> float:
    points = [shapely.Point(spot) for spot in spots]
    _pairs, distances = shapely.STRtree(points).query_nearest(
        points, exclusive=True, return_distance=True, all_matches=False
    )
    far = [float(distance) for distance in distances if distance > 0]
    return median(far) if far else LONE_REACH_DEGREES * frame.south
