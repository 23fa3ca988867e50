"""Degrees to map coordinates and back, and distances on the globe."""

from math import hypot

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from perron.directory.imports.territory import Frame, great_circle_km

LONGITUDES = st.floats(-179, 175)
LATITUDES = st.floats(-70, 66)
SHARES = st.floats(0, 1)
SPANS = st.floats(0.05, 4)


@st.composite
def frames(draw: st.DrawFn) -> tuple[Frame, tuple[float, float, float, float]]:
    west, south = draw(LONGITUDES), draw(LATITUDES)
    bounds = (west, south, west + draw(SPANS), south + draw(SPANS))
    return Frame.around(bounds), bounds


@given(framed=frames(), x=SHARES, y=SHARES)
def test_a_point_put_on_the_map_and_read_back_is_the_same(
    framed: tuple[Frame, tuple[float, float, float, float]], x: float, y: float
) -> None:
    frame, (west, south, east, north) = framed
    point = west + x * (east - west), south + y * (north - south)

    assert frame.locate(*frame.place(*point)) == pytest.approx(point, abs=1e-9)


@given(framed=frames(), x=SHARES, y=SHARES)
def test_what_lies_within_the_bounds_lies_within_the_view_box(
    framed: tuple[Frame, tuple[float, float, float, float]], x: float, y: float
) -> None:
    frame, (west, south, east, north) = framed
    across, down = frame.place(west + x * (east - west), south + y * (north - south))

    assert 1.9 < across < frame.width - 1.9
    assert 1.9 < down < frame.height - 1.9


@given(framed=frames())
def test_a_kilometre_is_as_long_eastwards_as_northwards_in_the_middle_of_the_map(
    framed: tuple[Frame, tuple[float, float, float, float]],
) -> None:
    frame, (west, south, east, north) = framed
    middle = (west + east) / 2, (south + north) / 2
    aside, above = (middle[0] + 0.01, middle[1]), (middle[0], middle[1] + 0.01)

    def length(other: tuple[float, float]) -> float:
        start, end = frame.place(*middle), frame.place(*other)
        return hypot(end[0] - start[0], end[1] - start[1]) / great_circle_km(middle, other)

    assert length(aside) == pytest.approx(length(above), rel=1e-3)


def test_north_is_up() -> None:
    frame = Frame.around((4, 50, 6, 51))

    assert frame.place(5, 50.9)[1] < frame.place(5, 50.1)[1]


def test_a_single_place_still_has_a_map() -> None:
    frame = Frame.around((4, 50, 4, 50))

    assert frame.height > 0
    assert frame.place(4, 50) == pytest.approx((500, frame.height / 2), abs=0.1)


def test_areas_go_to_the_map_and_back() -> None:
    frame = Frame.around((4, 50, 6, 51))
    area = shapely.box(4.5, 50.2, 5.5, 50.8)

    back = frame.undrawn(frame.drawn(area))

    assert shapely.equals_exact(back, area, tolerance=1e-9)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert great_circle_km((4, 50), (4, 51)) == pytest.approx(111.195, abs=0.001)


def test_halfway_round_the_globe_is_half_its_circumference() -> None:
    assert great_circle_km((0, 0), (180, 0)) == pytest.approx(20015.1, abs=0.1)


@given(a=st.tuples(LONGITUDES, LATITUDES), b=st.tuples(LONGITUDES, LATITUDES))
def test_a_distance_is_the_same_both_ways_and_none_to_oneself(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert great_circle_km(a, b) == pytest.approx(great_circle_km(b, a))
    assert great_circle_km(a, a) == 0


@given(
    a=st.tuples(LONGITUDES, LATITUDES),
    b=st.tuples(LONGITUDES, LATITUDES),
    c=st.tuples(LONGITUDES, LATITUDES),
)
def test_a_detour_is_never_shorter(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    assume(a != c)
    assert great_circle_km(a, c) <= great_circle_km(a, b) + great_circle_km(b, c) + 1e-6
