"""What every importer finds before a map is drawn from it."""

from dataclasses import dataclass, field

from perron.directory.imports.territory.cells import Zone
from perron.directory.imports.territory.rows import Credit, DistrictRow, MunicipalityRow, Point


@dataclass(frozen=True, slots=True)
class Ground:
    """Districts and municipalities without outlines, their points and zones in degrees."""

    districts: tuple[DistrictRow, ...]
    municipalities: tuple[MunicipalityRow, ...]
    points: dict[str, Point] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    credits: tuple[Credit, ...] = ()
    findings: tuple[str, ...] = ()
