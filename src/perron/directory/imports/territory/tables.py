"""CSV files of a region's folder, read with a sentence for everything that can be wrong in them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from perron.directory.imports.territory.errors import TerritoryRefused, reason_of
from perron.directory.imports.territory.rows import Point

LARGEST_LONGITUDE = 180.0
LARGEST_LATITUDE = 90.0
NAME_PREFIX = "name_"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its file, its number (the heading is 1) and its cells by column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, why: str) -> TerritoryRefused:
        """Make the refusal of this line."""
        return TerritoryRefused(
            _("%(file)s, line %(number)s: %(why)s Nothing was imported.")
            % {"file": self.file, "number": self.number, "why": why}
        )

    def names(self) -> dict[str, str]:
        """Answer the names by language code, from the columns name_fr, name_de and so on."""
        found = {
            column.removeprefix(NAME_PREFIX): words
            for column, words in self.cells.items()
            if column.startswith(NAME_PREFIX) and words
        }
        if not found:
            raise self.refuse(_("there is no name."))
        return found

    def point(self) -> Point | None:
        """Answer longitude and latitude, or nothing when both cells are empty."""
        written = {"lon": self["lon"], "lat": self["lat"]}
        if not any(written.values()):
            return None
        try:
            longitude, latitude = float(written["lon"]), float(written["lat"])
        except ValueError as trouble:
            raise self.refuse(
                _("“%(lon)s” and “%(lat)s” are not two numbers with a decimal point.") % written
            ) from trouble
        if not is_in_degrees(longitude, latitude):
            raise self.refuse(
                _("%(lon)s, %(lat)s is no longitude and latitude in degrees.") % written
            )
        return longitude, latitude


def is_in_degrees(longitude: float, latitude: float) -> bool:
    """Whether two numbers can be a longitude and a latitude."""
    return abs(longitude) <= LARGEST_LONGITUDE and abs(latitude) <= LARGEST_LATITUDE


def read_table(path: Path, *, columns: Sequence[str]) -> list[Line]:
    """Read a table in UTF-8 that has at least these columns; every line has its own code."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(_lines(path.name, file, columns))
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise TerritoryRefused(
            _("%(file)s cannot be read: %(why)s. A table is a CSV file in UTF-8.")
            % {"file": path.name, "why": reason_of(trouble)}
        ) from trouble
    _require_codes(lines)
    return lines


def _lines(name: str, file: TextIO, columns: Sequence[str]) -> Iterator[Line]:
    reader = csv.reader(file, strict=True)
    heading = [word.strip() for word in next(reader, [])]
    missing = [column for column in columns if column not in heading]
    if missing:
        raise TerritoryRefused(
            _("%(file)s has no column %(missing)s; its heading says: %(heading)s.")
            % {"file": name, "missing": ", ".join(missing), "heading": ", ".join(heading)}
        )
    for row in reader:
        words = [word.strip() for word in row]
        line = Line(name, reader.line_num, dict(zip(heading, words, strict=False)))
        if len(words) > len(heading):
            raise line.refuse(_("there are more cells than columns: is a comma not quoted?"))
        if any(words):
            yield line


def _require_codes(lines: Sequence[Line]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        code = line["code"]
        if not code:
            raise line.refuse(_("there is no code."))
        if code in seen:
            raise line.refuse(
                _("the code %(code)s stands on line %(first)s already.")
                % {"code": code, "first": seen[code]}
            )
        seen[code] = line.number
