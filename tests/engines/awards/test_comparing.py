"""Two scenarios side by side, and what each floor costs."""

from collections.abc import Mapping
from typing import Any

import pytest

from perron.engines.awards.comparing import (
    Balance,
    Change,
    CutOffChange,
    Scenario,
    floor_prices,
    scenario_difference,
    without_floor,
)
from perron.engines.awards.errors import ResultRefused
from perron.engines.awards.instances import read_instance
from perron.engines.awards.reporting import report
from tests.engines.awards.editions import (
    a_proof,
    an_application,
    an_edition,
    an_instance,
    awards,
    two_sources,
)

BOTH = ["from-north", "from-south"]
ROWS = [
    an_application("a", 9_000, moneys=BOTH, groups=["first"]),
    an_application("b", 8_000, moneys=BOTH),
    an_application("c", 7_000, 500, moneys=BOTH, cell="hill", groups=["first", "poor"]),
    an_application("d", 6_000, moneys=BOTH, cell="hill"),
]
GROUPS = [{"id": "first", "floor": 1_500}, {"id": "poor", "floor": 0}, {"id": "last"}]


def a_scenario(*told: str, **more: Any) -> Scenario:
    instance = an_instance(*more.pop("rows", ROWS), groups=GROUPS, **two_sources(9_999, 9_999))
    return Scenario(instance, report(instance, awards(*told), a_proof()))


def test_who_enters_who_leaves_and_who_is_paid_otherwise() -> None:
    before = a_scenario("a:from-north", "b:from-north")
    after = a_scenario("a:from-south", "c:from-north")

    difference = scenario_difference(before, after)

    assert difference.enter == (Change("c", 7_000, "hill", None, "from-north", 0, 500),)
    assert difference.leave == (Change("b", 8_000, "north", "from-north", None, 1_000, 0),)
    assert difference.stay == (
        Change("a", 9_000, "north", "from-north", "from-south", 1_000, 1_000),
    )
    assert difference.sources == {"north": -1_500, "south": 1_000}
    assert difference.quality == 7_000 * 500 - 8_000 * 1_000
    assert difference.shortfall == -500


def test_cells_and_groups_are_balanced_and_cut_offs_compared() -> None:
    difference = scenario_difference(
        a_scenario("a:from-north", "b:from-north"), a_scenario("a:from-south", "c:from-north")
    )

    assert difference.cells == {"hill": Balance(1, 0, 500), "north": Balance(0, 1, -1_000)}
    assert difference.groups == {"first": Balance(1, 0, 500), "poor": Balance(1, 0, 500)}
    assert difference.cutoffs == (
        CutOffChange("hill", "from-north", None, 7_000),
        CutOffChange("north", "from-north", 8_000, None),
        CutOffChange("north", "from-south", None, 9_000),
    )


def test_nothing_changes_from_a_scenario_to_itself() -> None:
    same = a_scenario("a:from-north")

    difference = scenario_difference(same, same)

    assert (difference.enter, difference.leave, difference.stay) == ((), (), ())
    assert (difference.cells, difference.cutoffs, difference.quality) == ({}, (), 0)


def test_whom_only_the_first_scenario_knows_leaves() -> None:
    before = a_scenario("a:from-north", "c:from-north")
    after = a_scenario("a:from-north", rows=ROWS[:2])

    difference = scenario_difference(before, after)

    assert [change.id for change in difference.leave] == ["c"]
    assert difference.groups["poor"] == Balance(0, 1, -500)


def test_a_result_of_another_instance_is_not_compared() -> None:
    one, other = a_scenario("a:from-north"), a_scenario("a:from-north", rows=ROWS[:2])

    with pytest.raises(ResultRefused):
        scenario_difference(one, Scenario(one.instance, other.result))


def solve(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the floor of the first the hill is served; without it, the best."""
    floors = [row["id"] for row in document["groups"] if row.get("floor")]
    told = (
        ["a:from-north", "c:from-north"] if "first" in floors else ["a:from-north", "b:from-north"]
    )
    return report(read_instance(document), awards(*told), a_proof())


def test_the_price_of_a_floor_is_what_would_be_won_without_it() -> None:
    groups = [{"id": "first", "floor": 1_500}, {"id": "hills", "floor": 600}, {"id": "zero"}]
    rows = [row | ({"groups": ["first", "hills"]} if row["id"] == "c" else {}) for row in ROWS]
    document = an_edition(*rows, groups=groups, **two_sources(9_999, 9_999))

    first, hills = floor_prices(document, solve)

    assert (first.group, first.floor, first.quality) == ("first", 1_500, 8_000_000 - 3_500_000)
    assert first.least < 0 < first.most
    assert first.shortfall == 100 - 600
    assert [change.id for change in first.difference.enter] == ["b"]
    assert (hills.group, hills.quality, hills.shortfall) == ("hills", 0, 0)


def test_an_edition_without_floors_has_no_prices_and_is_not_solved() -> None:
    document = an_edition(*ROWS[:1], groups=[{"id": "first"}], **two_sources(1, 1))

    assert list(floor_prices(document, lambda _document: {})) == []


def test_a_floor_is_given_up_and_its_ceiling_stays() -> None:
    groups = [{"id": "a", "floor": 1, "ceiling": 2}, {"id": "b", "floor": 3}]

    freed = without_floor({"groups": groups, "edition": "x"}, "a")

    assert freed == {"groups": [{"id": "a", "ceiling": 2}, {"id": "b", "floor": 3}], "edition": "x"}
