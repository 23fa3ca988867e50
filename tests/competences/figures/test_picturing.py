"""Rows of pictures give nobody away, alone or subtracted from each other."""

import numpy as np

from perron.competences.rules.picturing import (
    empty_row,
    empty_table,
    grown_row,
    grown_table,
    shown_row,
    shown_table,
)
from perron.engines.survey.hiding import LEAST


def test_a_row_begins_when_nothing_has_to_be_hidden() -> None:
    few = grown_row(empty_row(), [20, 12, 3, 0], "2026-03-02")
    more = grown_row(few, [20, 12, 10, 11], "2026-03-09")

    assert shown_row(few) is None
    assert shown_row(more) == [40, 24, 13, 11, 88]
    assert more["day"] == "2026-03-09"


def test_a_row_of_many_begins_with_gaps_where_a_level_is_rare() -> None:
    row = grown_row(empty_row(), [120, 90, 30, 4], "2026-03-02")

    assert shown_row(row) == [120, 90, None, None, 244]


def test_a_row_stays_as_it_was_until_the_newcomers_are_no_longer_few() -> None:
    before = grown_row(empty_row(), [40, 40, 40, 40], "2026-03-02")
    same = grown_row(before, [12, 3, 0, 1], "2026-03-09")
    later = grown_row(same, [15, 20, 14, 16], "2026-03-16")

    assert shown_row(same) == shown_row(before)
    assert same["day"] == "2026-03-02"
    assert shown_row(later) == [67, 63, 54, 57, 241]


def test_two_pictures_subtracted_never_tell_of_fewer_than_ten() -> None:
    """The attack: keep every picture ever shown, and subtract each from each later one."""
    rng = np.random.default_rng(3)
    for _region in range(30):
        row, shown = empty_row(), []
        for week in range(25):
            row = grown_row(row, rng.poisson([9, 12, 5, 2]).tolist(), f"week {week}")
            if (told := shown_row(row)) is not None:
                shown.append(told)
        for place, older in enumerate(shown):
            for newer in shown[place + 1 :]:
                came = [
                    new - old
                    for new, old in zip(newer, older, strict=True)
                    if new is not None and old is not None
                ]
                assert all(number == 0 or number >= LEAST for number in came)
        assert len({tuple(one) for one in shown}) > 1


def test_the_table_of_said_and_shown_waits_for_enough_people() -> None:
    few = grown_table(empty_table(3, 4), [[10, 2, 1, 0], [1, 12, 3, 0], [0, 1, 4, 9]], "first")
    more = grown_table(few, [[50, 15, 1, 0], [12, 60, 30, 11], [0, 14, 40, 39]], "second")
    bare = grown_table(more, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 9]], "third")
    none = grown_table(more, [[0] * 4] * 3, "fourth")

    assert shown_table(few) is None
    told = shown_table(more)
    assert told is not None
    assert told[-1][-1] == 315
    assert all(cell is None or cell >= LEAST for line in told for cell in line)
    assert shown_table(bare) == told
    assert none["day"] == "second"


def test_the_table_grows_where_many_came_everywhere() -> None:
    before = grown_table(empty_table(3, 4), [[20] * 4] * 3, "first")
    after = grown_table(before, [[10] * 4] * 3, "second")

    assert shown_table(after) is not None
    assert after["day"] == "second"
