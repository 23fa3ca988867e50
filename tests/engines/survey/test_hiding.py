"""Nobody is read from a table: what is hidden, and that the audit is exact."""

from itertools import pairwise, product

import numpy as np
import pytest

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.hiding import (
    Counts,
    Mask,
    exposed,
    exposed_in_row,
    hide,
    hide_row,
    range_of,
    with_margins,
)
from perron.engines.survey.series import (
    Published,
    adds_hidden,
    exposed_between,
    exposed_in_series,
    first,
    following,
)


def table(*rows: list[int]) -> Counts:
    return np.array(rows, dtype=np.int64)


def agreeing(counts: Counts, mask: Mask, most: int) -> list[Counts]:
    """Every table with cells up to ``most`` that agrees with all that is published."""
    full = with_margins(counts)
    cells = product(range(most + 1), repeat=counts.size)
    tables = (with_margins(np.array(one).reshape(counts.shape)) for one in cells)
    return [one for one in tables if (one[~mask] == full[~mask]).all()]


def test_a_cell_below_ten_is_hidden_and_others_with_it() -> None:
    counts = table([40, 3, 50], [60, 70, 80])

    mask = hide(counts)

    assert mask[0, 1]
    assert mask.sum() == 4
    assert not mask[:, -1].any()
    assert not mask[-1].any()
    assert exposed(counts, mask) == []


def test_hiding_the_small_cell_alone_is_found_out_by_the_margins() -> None:
    counts = table([40, 3], [60, 70])
    mask = np.zeros((3, 3), dtype=bool)
    mask[0, 1] = True

    (found,) = exposed(counts, mask)

    assert (found.row, found.column, found.count, found.low, found.high) == (0, 1, 3, 3, 3)


def test_two_small_cells_of_a_row_are_known_too_well_by_their_sum() -> None:
    counts = table([40, 3, 2], [60, 70, 80])
    mask = np.zeros((3, 4), dtype=bool)
    mask[0, 1:3] = mask[1, 1:3] = True

    assert {(one.low, one.high) for one in exposed(counts, mask)} == {(0, 5)}
    assert exposed(counts, hide(counts)) == []


def test_a_table_of_nobody_hides_nothing_and_a_small_one_everything() -> None:
    assert not hide(table([0, 0], [0, 0])).any()
    assert exposed(table([0, 0]), hide(table([0, 0]))) == []
    assert hide(table([4, 5], [0, 0])).all()


def test_the_audit_equals_a_list_of_all_tables() -> None:
    rng = np.random.default_rng(5)
    for _time in range(60):
        counts = rng.integers(0, 3, size=(2, 2))
        mask = rng.random((3, 3)) < 0.6
        mask[-1, -1] = False
        tables = agreeing(counts, mask, int(counts.sum()))
        for row, column in zip(*np.nonzero(mask), strict=True):
            reached = [one[row, column] for one in tables]
            assert range_of(counts, mask, (row, column)) == (min(reached), max(reached))


def test_hidden_tables_pass_the_audit_whatever_they_hold() -> None:
    rng = np.random.default_rng(6)
    for _time in range(150):
        size = (int(rng.integers(1, 6)), int(rng.integers(1, 6)))
        counts = rng.poisson(rng.choice([2, 12, 60], size=size))
        mask = hide(counts)
        assert exposed(counts, mask) == []
        assert (mask >= (with_margins(counts) < 10)).all() or counts.sum() == 0


def test_a_published_number_has_no_range() -> None:
    counts = table([40, 30], [60, 70])

    assert range_of(counts, hide(counts), (0, 0)) == (40, 40)


def test_a_row_with_its_sum_hides_two_at_least() -> None:
    mask = hide_row([3, 40, 50])

    assert mask.tolist() == [True, True, False, False]
    assert exposed_in_row([3, 40, 50], mask) == []
    assert exposed_in_row([3, 40, 50], np.array([True, False, False, False]))[0].count == 3
    assert hide_row([30, 40, 50], hidden=mask).tolist() == mask.tolist()


@pytest.mark.parametrize("wrong", [np.array([1, 2]), np.array([[1, -2]]), np.zeros((0, 0))])
def test_what_is_no_table_of_people_is_refused(wrong: Counts) -> None:
    with pytest.raises(SurveyRefused, match="whole numbers of people"):
        hide(wrong)


def test_three_who_came_between_two_publications_are_not_found_by_subtracting() -> None:
    before = first(table([40, 50, 60]))
    after = following(before, table([40, 53, 72]))

    assert not before.hidden.any()
    assert adds_hidden(before, after)
    assert exposed_between(before, after) == []
    careless = Published(after.counts, hide(after.counts))
    assert [one.count for one in exposed_between(before, careless) if one.row == 0] == [0, 3]


def test_many_who_came_are_simply_shown() -> None:
    before = first(table([40, 50, 60]))
    after = following(before, table([50, 65, 90]))

    assert not after.hidden.any()
    assert not adds_hidden(before, after)


def test_a_series_grown_at_random_gives_nobody_away() -> None:
    rng = np.random.default_rng(7)
    counts = rng.poisson(30, size=(3, 4))
    series = [first(counts)]
    for _week in range(8):
        counts = counts + rng.poisson(rng.choice([0, 3, 25], size=(3, 4)))
        series.append(following(series[-1], counts))

    assert exposed_in_series(series) == []


def test_subtracting_three_publications_by_hand_finds_no_small_number() -> None:
    """The attack without the audit: every table of newcomers that agrees with all pictures."""
    series = [first(table([4, 3, 5]), least=3)]
    for counts in (table([4, 4, 8]), table([7, 4, 8])):
        series.append(following(series[-1], counts, least=3))

    for before, after in pairwise(series):
        came = after.counts - before.counts
        tables = agreeing(came, after.hidden, int(came.sum()))
        for column in np.flatnonzero(came[0] < 3):
            reached = {int(one[0, column]) for one in tables}
            assert max(reached) - min(reached) >= 3


def test_what_was_hidden_is_not_shown_again_and_nobody_leaves() -> None:
    before, after = first(table([4, 50, 60])), first(table([40, 90, 100]))

    with pytest.raises(SurveyRefused, match="may not be shown later"):
        exposed_between(before, after)
    with pytest.raises(SurveyRefused, match="nobody leaves"):
        following(before, table([3, 50, 60]))
