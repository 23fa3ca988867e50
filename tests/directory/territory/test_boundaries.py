"""Official boundaries take the place of cells, by code; what does not fit is refused or told."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.affinity import scale, translate
from shapely.geometry import LineString, box

from perron.directory.imports.territory import (
    Credit,
    Territory,
    TerritoryRefused,
    areas,
    boundaries,
    read_boundaries,
)
from tests.directory.territory.make import (
    COUNTY,
    a_collection,
    a_county,
    a_feature,
    a_square,
    a_topology,
    filled,
    squares,
)

EVERYTHING = tuple(COUNTY)


@pytest.fixture
def county(tmp_path: Path) -> Territory:
    return a_county(tmp_path)


@pytest.fixture
def geojson(tmp_path: Path) -> Callable[[list[dict[str, Any]]], Path]:
    return lambda features: a_collection(tmp_path / "towns.geojson", features)


def read(path: Path, territory: Territory, column: str | None = None) -> Territory:
    return read_boundaries(path, territory, code_property=column)


def test_official_outlines_replace_the_cells(county: Territory, geojson: Any) -> None:
    drawn = read(geojson(squares(*EVERYTHING)), county)

    towns = [filled(row.outline) for row in drawn.municipalities]
    assert {row.outline_kind for row in drawn.municipalities} == {"official"}
    assert [len(row.outline) for row in drawn.municipalities] == [1, 1, 1, 1]
    assert shapely.coverage_is_valid(towns)
    assert [town.area for town in towns] == pytest.approx([towns[0].area] * 4, rel=0.01)
    assert drawn.findings == ()
    assert (drawn.width, drawn.credits) == (1000, county.credits)


def test_points_of_the_territory_stay_and_lie_on_the_new_map(
    county: Territory, geojson: Any
) -> None:
    drawn = read(geojson(squares(*EVERYTHING)), county)

    assert drawn.frame
    for row, before in zip(drawn.municipalities, county.municipalities, strict=True):
        assert row.point
        assert row.point == before.point
        assert filled(row.outline).contains(shapely.Point(drawn.frame.place(*row.point)))


def test_whom_the_file_asks_to_credit_is_credited(county: Territory, geojson: Any) -> None:
    credit = Credit("The land registry", "CC BY 4.0", "https://registry.example")

    drawn = read_boundaries(geojson(squares("0101")), county, code_property="ref", credit=credit)

    assert drawn.credits[-1] == credit


def test_the_property_with_most_codes_is_found(county: Territory, geojson: Any) -> None:
    features = squares(*EVERYTHING)
    for feature in features:
        feature["properties"] = {"number": "0101", "id_town": feature["properties"]["ref"]}

    assert read(geojson(features), county).findings == ()


def test_codes_may_be_numbers_and_may_be_the_features_own_id(
    county: Territory, geojson: Any
) -> None:
    features = [{**feature, "properties": None} for feature in squares(*EVERYTHING)]
    for feature, code in zip(features, (101, 102.0, " 0203", "0204"), strict=True):
        feature["id"] = code

    drawn = read(geojson(features), county)

    assert {row.outline_kind for row in drawn.municipalities} == {"official"}


def test_a_named_property_is_the_only_one_looked_at(county: Territory, geojson: Any) -> None:
    path = geojson(squares(*EVERYTHING))

    with pytest.raises(
        TerritoryRefused, match=r"in the property “name”.*look like 0101, 0102, 0203;.*id, ref"
    ):
        read(path, county, "name")


def test_a_partial_match_keeps_the_other_outlines_and_names_them(
    county: Territory, geojson: Any
) -> None:
    drawn = read(geojson([*squares("0101", "0203"), a_feature("7", box(4, 50, 4.1, 50.1))]), county)

    assert [row.outline_kind for row in drawn.municipalities] == [
        "official",
        "schematic",
        "official",
        "schematic",
    ]
    assert drawn.findings == (
        "Not in the file, so the outline stays as it was: Birch (0102), Dogwood (0204).",
        "Areas left out because their code is no municipality here: 1.",
    )
    assert shapely.coverage_is_valid([filled(row.outline) for row in drawn.municipalities])


def test_kept_outlines_move_with_the_frame(county: Territory, geojson: Any) -> None:
    wide = a_feature("0101", a_square("0101").union(box(3, 49.9, 4, 50)))

    drawn = read(geojson([wide]), county)

    birch, before = drawn.municipalities[1], county.municipalities[1]
    assert drawn.frame
    assert county.frame
    here = drawn.frame.undrawn(filled(birch.outline)).centroid
    there = county.frame.undrawn(filled(before.outline)).centroid
    assert here.distance(there) < 0.01


def test_a_town_in_several_features_is_put_together(county: Territory, geojson: Any) -> None:
    west, east = box(3.9, 49.9, 4, 50.1), box(4, 49.9, 4.1, 50.1)
    features = [a_feature("0101", west), a_feature("0101", east), *squares("0102")]

    drawn = read(geojson(features), county)

    assert len(drawn.municipalities[0].outline) == 1


def test_a_crossed_ring_is_mended(county: Territory, geojson: Any) -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[3.9, 49.9], [4.1, 50.1], [4.1, 49.9], [3.9, 50.1], [3.9, 49.9]]],
    }
    feature = {**a_feature("0101", None), "geometry": bow}

    drawn = read(geojson([feature, *squares("0102")]), county)

    assert len(drawn.municipalities[0].outline) == 2


def test_a_town_too_small_for_the_map_is_named(county: Territory, geojson: Any) -> None:
    speck = a_feature("0101", box(4, 50, 4.00001, 50.00001))

    drawn = read(geojson([speck, *squares("0102", "0203", "0204")]), county)

    assert drawn.municipalities[0].outline_kind == ""
    assert drawn.findings == ("Too small to be drawn: Alder (0101).",)


def test_features_without_geometry_and_points_are_passed_over(
    county: Territory, geojson: Any
) -> None:
    features = [a_feature("0101", None), a_feature("0102", shapely.Point(4, 50)), *squares("0203")]

    assert read(geojson(features), county).municipalities[2].outline_kind == "official"


def test_a_single_feature_and_a_byte_order_mark_are_read(county: Territory, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text("\ufeff" + json.dumps(squares("0101")[0]), encoding="utf-8")

    assert read(path, county).municipalities[0].outline_kind == "official"


def test_boundaries_give_a_map_where_there_was_none(tmp_path: Path, geojson: Any) -> None:
    towns = "code,name_en,district\n0101,Alder,01\n0102,Birch,01\n"
    drawn = read(geojson(squares("0101")), a_county(tmp_path, towns=towns))

    assert [row.outline_kind for row in drawn.municipalities] == ["official", ""]
    assert drawn.width == 1000


def test_a_heavy_file_is_simplified_until_it_is_light(
    county: Territory, geojson: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = geojson(
        [
            a_feature(code, shapely.Point(COUNTY[code]).buffer(0.09, quad_segs=900))
            for code in COUNTY
        ]
    )
    fine = read(path, county)
    monkeypatch.setattr(boundaries, "LARGEST_PATHS_BYTES", 700)

    coarse = read(path, county)

    assert corners(coarse) < corners(fine) / 2
    assert {row.outline_kind for row in coarse.municipalities} == {"official"}


def corners(territory: Territory) -> int:
    return sum(len(ring) for row in territory.municipalities for ring in row.outline)


def test_topojson_is_read_with_its_shared_borders(county: Territory, tmp_path: Path) -> None:
    path = tmp_path / "towns.topo.json"
    path.write_text(json.dumps(a_topology()))

    drawn = read(path, county)

    west, east = (filled(row.outline) for row in drawn.municipalities[:2])
    assert [row.outline_kind for row in drawn.municipalities[:2]] == ["official", "official"]
    assert len(drawn.municipalities[0].outline) == 2
    assert shapely.coverage_is_valid([west, east])
    assert west.intersection(east).length > 100


def test_topojson_without_quantisation_is_read(county: Territory, tmp_path: Path) -> None:
    corners = [[3.9, 49.9], [4.1, 49.9], [4.1, 50.1], [3.9, 50.1], [3.9, 49.9]]
    town = {"type": "Polygon", "id": "0101", "arcs": [[0]]}
    path = tmp_path / "town.json"
    path.write_text(json.dumps({"type": "Topology", "arcs": [corners], "objects": {"town": town}}))

    assert read(path, county).municipalities[0].outline_kind == "official"


@pytest.mark.parametrize(
    "text",
    [
        "<gml/>",
        "",
        '{"type": "FeatureCollection", "features": [NaN]}',
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_not_json_is_refused(county: Territory, tmp_path: Path, text: str) -> None:
    path = tmp_path / "towns.json"
    path.write_text(text)

    with pytest.raises(TerritoryRefused, match=r"towns\.json is not JSON"):
        read(path, county)


def test_a_binary_file_is_refused_as_not_json(county: Territory, tmp_path: Path) -> None:
    path = tmp_path / "towns.gpkg"
    path.write_bytes(b"SQLite format 3\0\xff\xfe")

    with pytest.raises(TerritoryRefused, match="is not JSON"):
        read(path, county)


def test_a_missing_file_is_refused(county: Territory, tmp_path: Path) -> None:
    with pytest.raises(TerritoryRefused, match="cannot be read: No such file"):
        read(tmp_path / "nowhere.json", county)


def test_a_file_too_large_is_refused_before_it_is_read(county: Territory, tmp_path: Path) -> None:
    path = tmp_path / "towns.json"
    with path.open("wb") as file:
        file.truncate(areas.LARGEST_BYTES + 1_000_000)

    with pytest.raises(TerritoryRefused, match="too large: 51 MB, where at most 50 MB"):
        read(path, county)


@pytest.mark.parametrize(
    "document",
    [[], {}, {"type": "FeatureCollection"}, {"type": "FeatureCollection", "features": [1, {}]}],
)
def test_a_file_without_features_is_refused(
    county: Territory, tmp_path: Path, document: object
) -> None:
    path = tmp_path / "towns.json"
    path.write_text(json.dumps(document))

    with pytest.raises(TerritoryRefused, match="holds no features"):
        read(path, county)


def test_lines_are_no_boundaries(county: Territory, geojson: Any) -> None:
    path = geojson([a_feature("0101", LineString([(4, 50), (4.1, 50)]))])

    with pytest.raises(TerritoryRefused, match="none of them is an area"):
        read(path, county)


def test_codes_that_match_nothing_are_refused_with_what_is_expected(
    county: Territory, geojson: Any
) -> None:
    path = geojson([a_feature("BE100", box(4, 50, 4.1, 50.1))])

    with pytest.raises(
        TerritoryRefused, match=r"in any property\. Codes look like 0101, 0102, 0203;"
    ):
        read(path, county)


def test_projected_coordinates_are_refused_with_what_is_expected(
    county: Territory, geojson: Any
) -> None:
    path = geojson([a_feature("0101", box(150_000, 170_000, 151_000, 171_000))])

    with pytest.raises(
        TerritoryRefused, match=r"151000, 171000.*longitude and latitude in degrees"
    ):
        read(path, county)


def test_latitude_before_longitude_is_refused_with_the_suspicion(
    county: Territory, geojson: Any
) -> None:
    swapped = [
        a_feature(code, translate(box(0, 0, 0.1, 0.1), COUNTY[code][1], COUNTY[code][0]))
        for code in COUNTY
    ]

    with pytest.raises(TerritoryRefused, match="Is latitude written before longitude"):
        read(geojson(swapped), county)


@pytest.mark.parametrize(
    "coordinates",
    [
        [[[4, 50], [4.1, 50]]],
        [[["a", "b"], [1, 2], [3, 4], [5, 6]]],
        [4, 50],
        [[[10**400, 1]]],
    ],
)
def test_a_damaged_geometry_is_refused_with_its_number(
    county: Territory, geojson: Any, coordinates: object
) -> None:
    broken = {"type": "Polygon", "coordinates": coordinates}
    path = geojson([*squares("0102"), {**a_feature("0101", None), "geometry": broken}])

    with pytest.raises(TerritoryRefused, match="feature 2: the geometry is damaged"):
        read(path, county)


@pytest.mark.parametrize(
    "damage",
    [
        {"arcs": []},
        {"arcs": None},
        {"objects": []},
        {"transform": {}},
        {"transform": {"scale": [1], "translate": [0, 0]}},
        {"objects": {"towns": "none"}},
    ],
)
def test_a_damaged_topology_is_refused(
    county: Territory, tmp_path: Path, damage: dict[str, object]
) -> None:
    path = tmp_path / "towns.json"
    path.write_text(json.dumps({**a_topology(), **damage}))

    with pytest.raises(TerritoryRefused, match=r"towns\.json is TopoJSON, but damaged"):
        read(path, county)


def test_a_refused_file_leaves_the_territory_as_it_was(county: Territory, geojson: Any) -> None:
    before = replace(county)

    with pytest.raises(TerritoryRefused):
        read(geojson([a_feature("x", scale(a_square("0101"), 2, 2))]), county)

    assert county == before
