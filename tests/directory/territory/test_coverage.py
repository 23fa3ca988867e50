"""Rounded outlines: neighbours keep the same border, and a path is what the rings say."""

import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from perron.directory.imports.territory.cells import Zone, divided
from perron.directory.imports.territory.coverage import outlines_of, path_of, simplified, weight
from tests.directory.territory.make import filled

SPOTS = st.tuples(st.floats(1, 99), st.floats(1, 99))
SEEDS = st.lists(SPOTS, min_size=2, max_size=10, unique_by=lambda spot: (round(spot[0]), 0))
STEP = re.compile(r"-?\d+(?:\.\d+)?")


@given(spots=SEEDS)
@settings(max_examples=40, deadline=None)
def test_rounded_neighbours_keep_exactly_the_same_border(spots: list[tuple[float, float]]) -> None:
    seeds = {f"{number}": spot for number, spot in enumerate(spots)}
    square = box(0, 0, 100, 100)

    outlines = outlines_of(divided(Zone(tuple(seeds), square), seeds))

    areas = [filled(outline) for outline in outlines.values()]
    assert shapely.coverage_is_valid(areas)
    assert shapely.union_all(areas).area == pytest.approx(square.area)
    assert all(
        round(number, 1) == number
        for outline in outlines.values()
        for ring in outline
        for spot in ring
        for number in spot
    )


def test_a_border_stays_shared_when_it_is_simplified() -> None:
    bend = [(50, number) if number % 2 else (50.4, number) for number in range(101)]
    west = Polygon([(0, 0), *bend, (0, 100)])
    east = Polygon([(100, 0), *bend, (100, 100)])

    smooth = simplified([west, east], 1)

    assert shapely.coverage_is_valid(smooth)
    assert len(shapely.get_coordinates(smooth)) < 20


def test_a_hole_is_a_ring_of_its_own() -> None:
    outlines = outlines_of(
        {"town": box(0, 0, 10, 10).difference(box(4, 4, 6, 6)), "enclave": box(4, 4, 6, 6)}
    )

    assert len(outlines["town"]) == 2
    assert filled(outlines["town"]).area == pytest.approx(96)
    assert filled(outlines["enclave"]).area == pytest.approx(4)


def test_where_areas_overlap_the_first_keeps_the_overlap() -> None:
    outlines = outlines_of({"first": box(0, 0, 10, 10), "second": box(5, 0, 15, 10)})

    assert filled(outlines["first"]).area == pytest.approx(100)
    assert filled(outlines["second"]).area == pytest.approx(50)


def test_the_largest_polygon_of_an_area_comes_first() -> None:
    two = shapely.MultiPolygon([box(0, 0, 1, 1), box(5, 5, 9, 9)])

    outline = outlines_of({"town": two})["town"]

    assert [Polygon(ring).area for ring in outline] == pytest.approx([16, 1])


def test_an_area_smaller_than_the_rounding_vanishes() -> None:
    assert set(outlines_of({"a": box(0, 0, 5, 5), "b": box(9, 9, 9.01, 9.01)})) == {"a"}


def test_no_areas_have_no_outlines() -> None:
    assert outlines_of({}) == {}


def test_a_path_is_written_in_relative_steps() -> None:
    outline = (((0.0, 0.5), (10.0, 0.5), (10.0, 7.3)), ((2.0, 2.0), (3.0, 2.0), (3.0, 1.0)))

    path = path_of(outline)

    assert path == "M0 0.5l10 0 0 6.8zM2 2l1 0 0-1z"
    assert weight({"town": outline}) == len(path)


@given(spots=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=3))
def test_a_path_read_back_is_the_ring_it_was_written_from(spots: list[tuple[int, int]]) -> None:
    ring = tuple((x / 10, y / 10) for x, y in spots)

    numbers = [float(number) for number in STEP.findall(path_of((ring,)))]

    x = y = 0.0
    walked = []
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        walked.append((round(x, 1), round(y, 1)))
    assert tuple(walked) == ring
