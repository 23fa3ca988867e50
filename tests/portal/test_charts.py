"""Pictures of numbers: places in per cent, labels that do not touch, nothing but SVG attributes."""

import re

from perron.portal.pieces.charts import Plot, Point, plot_of


def points(*numbers: float, start: int = 2020) -> list[Point]:
    """One settled value a year."""
    return [
        Point(at=start + place, number=number, label=f"{number:g}", when=str(start + place))
        for place, number in enumerate(numbers)
    ]


def test_the_ground_of_a_picture_is_zero() -> None:
    plot = Plot(points=points(50, 100), says="")

    assert plot.y(0) == plot.ground
    assert plot.y(100) == plot.top
    assert plot.y(50) == (plot.ground + plot.top) / 2


def test_values_below_zero_stand_below_the_line_of_zero() -> None:
    plot = Plot(points=points(-10, 10), says="")

    assert plot.y(-10) == plot.ground
    assert plot.top < plot.y(0) < plot.ground


def test_time_runs_from_side_to_side_in_per_cent() -> None:
    plot = Plot(points=points(1, 2, 3), says="")

    assert [plot.x(2020), plot.x(2021), plot.x(2022)] == [9.0, 50.0, 91.0]


def test_a_single_date_stands_in_the_middle() -> None:
    assert Plot(points=points(1), says="").x(2020) == 50.0


def test_labels_that_would_touch_are_left_to_the_table() -> None:
    picture = plot_of(Plot(points=points(*range(1, 31)), says=""))
    labels = re.findall(r'class="plot-value">(\d+)<', picture)

    assert len(labels) <= 7
    assert {"1", "30"} <= set(labels)
    assert picture.count("<circle") == 30


def test_what_a_picture_says_is_read_aloud_and_never_mark_up() -> None:
    picture = plot_of(Plot(points=points(1, 2), says='<b>"up"</b>'))

    assert 'role="img" aria-label="&lt;b&gt;&quot;up&quot;&lt;/b&gt;"' in picture
    assert "style=" not in picture


def test_three_sources_that_disagree_are_three_marks_with_the_ends_labelled() -> None:
    three = [Point(2020, number, str(number), "2020", disputed=True) for number in (570, 568, 500)]
    picture = plot_of(Plot(points=[*three, *points(679, start=2021)], says=""))

    assert picture.count("dot--disputed") == 3
    assert re.findall(r'plot-value">(\d+)<', picture) == ["570", "500", "679"]


def test_a_break_without_an_earlier_value_is_not_drawn() -> None:
    picture = plot_of(Plot(points=points(1, 2), says="", breaks=(2019.0,)))

    assert "series-break" not in picture
