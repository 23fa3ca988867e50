"""The result: every part of it, on one edition that can be reckoned by hand."""

from typing import Any

import pytest

from perron.engines.awards.canonical import digest
from perron.engines.awards.passing import passing_over
from perron.engines.awards.reporting import report
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.standing import Standing
from tests.engines.awards.editions import (
    a_proof,
    an_application,
    an_instance,
    awards,
    two_sources,
)

HALVES = {"2026": 5_000, "2027": 5_000}


@pytest.fixture
def result() -> dict[str, Any]:
    """Two cells, two moneys, a floor that is missed and one that is met."""
    both = ["from-north", "from-south"]
    rows = [
        an_application("a", 90_000, 1_001, moneys=both, groups=["first"], profile=HALVES),
        an_application("b", 80_000, moneys=["from-south"], groups=["poor"], profile=HALVES),
        an_application("c", 70_000, moneys=both, groups=["poor"], profile=HALVES),
        an_application("d", 60_000, moneys=["from-north"], cell="hill", profile=HALVES),
        an_application("e", 10_000, moneys=both, cell="hill", profile=HALVES),
    ]
    more = two_sources(2_500, 1_000)
    more["sources"][0]["years"] = {"2027": 9_999}
    groups = [
        {"id": "first", "floor": 900},
        {"id": "poor", "floor": 5_000},
        {"id": "none", "ceiling": 0},
    ]
    instance = an_instance(*rows, rules={"threshold": 20_000}, groups=groups, **more)
    told = awards("d:from-north", "a:from-north", "b:from-south")
    return report(instance, told, a_proof(still_open=["c", "a", "c"]))


def test_it_follows_its_schema_and_its_digest_is_that_of_all_the_rest(
    result: dict[str, Any],
) -> None:
    assert shape_problems("result", result) == []
    assert result["digest"] == digest({k: v for k, v in result.items() if k != "digest"})


def test_awards_stand_in_the_order_with_what_each_source_pays(result: dict[str, Any]) -> None:
    assert [(row["id"], row["money"], row["amount"]) for row in result["awards"]] == [
        ("a", "from-north", 1_001),
        ("b", "from-south", 1_000),
        ("d", "from-north", 1_000),
    ]
    assert result["awards"][0]["sources"] == {"north": 1_001}
    assert result["spent"] == {
        "sources": {"north": 2_001, "south": 1_000},
        "years": {"north": {"2027": 1_001}},
    }


def test_cut_offs_are_told_for_each_cell_and_money_that_somebody_is_eligible_for(
    result: dict[str, Any],
) -> None:
    assert result["cutoffs"] == [
        {"cell": "hill", "money": "from-north", "id": "d", "score": 60_000},
        {"cell": "north", "money": "from-north", "id": "a", "score": 90_000},
        {"cell": "north", "money": "from-south", "id": "b", "score": 80_000},
    ]


def test_floors_quality_and_shortfall_are_summed(result: dict[str, Any]) -> None:
    assert result["floors"] == [
        {"group": "first", "floor": 900, "granted": 1_001, "shortfall": 0},
        {"group": "poor", "floor": 5_000, "granted": 1_000, "shortfall": 4_000},
    ]
    assert result["shortfall"]["total"] == 4_000
    assert result["quality"]["total"] == 90_000 * 1_001 + 80_000 * 1_000 + 60_000 * 1_000


def test_plain_rank_stands_beside_it(result: dict[str, Any]) -> None:
    assert result["rank"] == {
        "awards": ["a", "b", "c"],
        "quality": 90_000 * 1_001 + 80_000 * 1_000 + 70_000 * 1_000,
        "shortfall": 3_000,
        "changes": 2,
    }


def test_who_is_passed_over_across_cells_is_counted(result: dict[str, Any]) -> None:
    across = {"applications": 1, "most_points": 10_000, "floors": {}}

    assert result["passing_over"] == {"inside": 0, "across": across}


def test_what_is_open_is_told_once_in_the_order_of_the_lots(result: dict[str, Any]) -> None:
    assert sorted(result["open"]) == ["a", "c"]
    assert result["sentences"][3]["code"] == "funded"


def test_a_floor_that_the_lower_serves_and_the_higher_does_not_is_counted() -> None:
    rows = [
        an_application("high", 9, cell="one"),
        an_application("higher", 8, cell="two", groups=["poor"]),
        an_application("same", 5, cell="three"),
        an_application("low", 5, cell="four", groups=["poor", "free"]),
        an_application("out", 7, cell="four", moneys=[]),
    ]
    groups = [{"id": "poor", "floor": 1}, {"id": "rich", "floor": 1}, {"id": "free"}]
    instance = an_instance(*rows, groups=groups)

    told = passing_over(Standing(instance, awards("low:regional")))

    assert told == {
        "inside": 0,
        "across": {"applications": 2, "most_points": 4, "floors": {"poor": 1}},
    }


def test_only_other_cells_count_and_the_lowest_of_them() -> None:
    rows = [
        an_application("a1", 9, cell="a"),
        an_application("b1", 8, cell="b"),
        an_application("b2", 7, cell="b"),
        an_application("c1", 6, cell="c"),
        an_application("c2", 5, cell="c"),
        an_application("c3", 4, cell="c", moneys=["regional"]),
        an_application("b3", 6, tie=1, cell="b"),
    ]
    instance = an_instance(*rows)

    told: dict[str, Any] = passing_over(
        Standing(instance, awards("b1:regional", "b2:regional", "c1:regional", "c2:regional"))
    )

    assert told["across"] == {"applications": 2, "most_points": 4, "floors": {}}
