"""Cells: every spot belongs to the nearest point, and the cells fill their zone."""

from math import dist

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from perron.directory.imports.territory.cells import (
    Zone,
    cells_of,
    distinct,
    divided,
    in_one_piece,
    polygons_of,
)

SPOTS = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda spot: (spot[0], spot[1] + 0.5))
SEEDS = st.lists(SPOTS, min_size=1, max_size=12, unique=True).map(
    lambda spots: {f"{number:02}": spot for number, spot in enumerate(spots)}
)
SQUARE = box(0, 0, 100, 101)
HORSESHOE = Polygon(
    [(0, 0), (100, 0), (100, 101), (60, 101), (60, 30), (40, 30), (40, 101), (0, 101)]
)


@given(seeds=SEEDS)
@settings(max_examples=60, deadline=None)
def test_cells_fill_a_zone_without_overlap(seeds: dict[str, tuple[float, float]]) -> None:
    cells = divided(Zone(tuple(seeds), SQUARE), seeds)

    assert set(cells) == set(seeds)
    assert shapely.union_all(list(cells.values())).area == pytest.approx(SQUARE.area)
    assert sum(cell.area for cell in cells.values()) == pytest.approx(SQUARE.area)


@given(seeds=SEEDS, spot=SPOTS)
@settings(max_examples=60, deadline=None)
def test_a_spot_lies_in_the_cell_of_the_nearest_point(
    seeds: dict[str, tuple[float, float]], spot: tuple[float, float]
) -> None:
    cells = divided(Zone(tuple(seeds), SQUARE), seeds)
    shortest = min(dist(spot, seed) for seed in seeds.values())

    near = [code for code, cell in cells.items() if cell.distance(Point(spot)) < 1e-3]

    assert any(dist(spot, seeds[code]) == pytest.approx(shortest) for code in near)


@given(seeds=SEEDS)
@settings(max_examples=60, deadline=None)
def test_cells_of_a_bent_zone_are_each_in_one_piece(seeds: dict[str, tuple[float, float]]) -> None:
    cells = divided(Zone(tuple(seeds), HORSESHOE), seeds)

    assert {len(polygons_of(cell)) for cell in cells.values()} == {1}
    assert sum(cell.area for cell in cells.values()) == pytest.approx(HORSESHOE.area)


@given(seeds=SEEDS, east=SEEDS)
@settings(max_examples=40, deadline=None)
def test_neighbouring_zones_keep_their_common_border(
    seeds: dict[str, tuple[float, float]], east: dict[str, tuple[float, float]]
) -> None:
    others = {f"E{code}": (x + 100, y) for code, (x, y) in east.items()}
    zones = [Zone(tuple(seeds), SQUARE), Zone(tuple(others), box(100, 0, 200, 101))]

    cells = cells_of(zones, {**seeds, **others})

    west = shapely.union_all([cell for code, cell in cells.items() if code in seeds])
    assert west.symmetric_difference(SQUARE).area == pytest.approx(0, abs=0.01)


def test_one_member_takes_its_zone_even_without_a_point() -> None:
    assert divided(Zone(("a",), SQUARE), {}) == {"a": SQUARE}


def test_a_member_without_a_point_leaves_the_zone_to_the_others() -> None:
    cells = divided(Zone(("a", "b"), SQUARE), {"a": (50, 50)})

    assert cells == {"a": SQUARE}


def test_a_zone_without_any_point_is_left_empty() -> None:
    assert divided(Zone(("a", "b"), SQUARE), {}) == {}


def test_two_members_at_one_point_have_one_cell() -> None:
    assert distinct({"a": (1, 1), "b": (1, 1), "c": (2, 2)}) == {"a": (1, 1), "c": (2, 2)}
    assert set(divided(Zone(("a", "b"), SQUARE), {"a": (1, 1), "b": (1, 1)})) == {"a"}


def test_a_split_city_draws_its_share_from_the_zone_next_door() -> None:
    zones = [Zone(("city",), SQUARE), Zone(("city", "village"), box(100, 0, 200, 101))]

    cells = cells_of(zones, {"city": (95, 50), "village": (155, 50)})

    assert cells["city"].bounds == pytest.approx((0, 0, 125, 101), abs=0.01)
    assert cells["village"].bounds == pytest.approx((125, 0, 200, 101), abs=0.01)


def test_a_detached_part_without_a_point_goes_to_the_split_city() -> None:
    apart = MultiPolygon([box(100, 0, 200, 101), box(300, 0, 310, 10)])
    zones = [Zone(("city",), SQUARE), Zone(("city", "village"), apart)]

    cells = cells_of(zones, {"city": (20, 50), "village": (199, 50)})

    assert covers(cells["city"], (305, 5))
    assert not covers(cells["village"], (305, 5))


def test_the_point_in_one_part_of_a_zone_draws_nothing_in_a_part_that_has_its_own() -> None:
    two = MultiPolygon([box(0, 0, 10, 10), box(12, 0, 22, 10)])

    cells = divided(Zone(("a", "b"), two), {"a": (9, 5), "b": (21, 5)})

    assert shapely.equals(cells["a"], box(0, 0, 10, 10))
    assert shapely.equals(cells["b"], box(12, 0, 22, 10))


def test_a_crumb_goes_to_the_neighbour_with_the_longest_border() -> None:
    whole = in_one_piece(
        {
            "a": [box(0, 0, 10, 10), box(20, 0, 21, 10)],
            "b": [box(10, 0, 20, 10)],
            "c": [box(20, 10, 21, 12)],
        }
    )

    assert shapely.equals(whole["b"], box(10, 0, 21, 10))
    assert shapely.equals(whole["a"], box(0, 0, 10, 10))


def test_a_crumb_that_touches_nobody_stays() -> None:
    whole = in_one_piece({"a": [box(0, 0, 10, 10), box(20, 0, 21, 10)], "b": [box(10, 0, 19, 10)]})

    assert whole["a"].area == 110


def test_lines_and_points_are_no_polygons() -> None:
    mixed = shapely.GeometryCollection([SQUARE, Point(1, 1), shapely.LineString([(0, 0), (1, 1)])])

    assert polygons_of(mixed) == [SQUARE]


def covers(area: BaseGeometry, spot: tuple[float, float]) -> bool:
    return bool(shapely.intersects_xy(area, *spot))
