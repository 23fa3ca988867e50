"""Rules 1 to 3, one case each: awards that break the contract are never made a result."""

from dataclasses import replace
from typing import Any

import pytest

from perron.engines.awards.errors import ResultUnsound
from perron.engines.awards.outcomes import Award, Bound, Proof
from perron.engines.awards.reporting import report
from perron.engines.awards.soundness import gap_ppm
from tests.engines.awards.editions import (
    FREE,
    a_proof,
    an_application,
    an_instance,
    awards,
    two_sources,
)


def faults_of(told: list[Award], *rows: dict[str, Any], **more: Any) -> tuple[str, ...]:
    with pytest.raises(ResultUnsound, match="No result was written") as refused:
        report(an_instance(*rows, **more), told, a_proof())
    return refused.value.faults


def is_sound(told: list[Award], *rows: dict[str, Any], **more: Any) -> bool:
    return bool(report(an_instance(*rows, **more), told, a_proof())["digest"])


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (awards("a:regional", "a:regional"), "a is funded 2 times."),
        (awards("z:regional"), "z is funded and is none of the applications."),
        (awards("a:moon"), "a is funded from moon, not being eligible."),
        (awards("b:regional"), "b is funded from regional, not being eligible."),
        (awards("a:regional:60"), "a is funded at 60 %, none of its levels."),
    ],
)
def test_an_award_is_to_one_that_is_eligible_once_at_its_level(
    told: list[Award], fault: str
) -> None:
    rows = [an_application("a", 9), an_application("b", 1)]

    assert faults_of(told, *rows, rules={"threshold": 5}) == (fault,)


def test_sources_pay_no_more_than_they_have_in_any_year() -> None:
    rows = [an_application(name, 9, profile={"2026": 10_000}) for name in "ab"]
    source = {"id": "region", "limit": 1_999, "years": {"2026": 1_998, "2027": 0}}

    assert faults_of(awards("a:regional", "b:regional"), *rows, sources=[source]) == (
        "region pays more than its limit.",
        "region pays more in 2026 than its limit.",
    )


def test_ceilings_and_boards_are_kept() -> None:
    rows = [an_application(name, 9, groups=["g", "h"], board="board") for name in "ab"]
    more = {
        "groups": [{"id": "g", "ceiling": 1_999}, {"id": "h"}],
        "boards": [{"id": "board", "most_awards": 1, "most_money": 1_999}, {"id": "other"}],
    }

    assert faults_of(awards("a:regional", "b:regional"), *rows, **more) == (
        "The group g passes its ceiling.",
        "The board board has more awards than it may.",
        "The board board is granted more money than it may.",
    )


def test_of_an_exclusive_list_one_is_funded_and_nothing_without_what_it_requires() -> None:
    rows = [
        an_application("a", 9),
        an_application("b", 8),
        an_application("c", 7, requires=["d"]),
        an_application("d", 6),
    ]
    told = awards("a:regional", "b:regional", "c:regional")

    assert faults_of(told, *rows, exclusive=[["a", "b"]]) == (
        "a is funded, and b, exclusive with it, too.",
        "b is funded, and a, exclusive with it, too.",
        "c is funded without d, which it requires.",
    )


def test_nobody_is_passed_over_in_a_cell() -> None:
    rows = [an_application(name, score) for name, score in (("a", 9), ("b", 8), ("c", 7))]

    assert faults_of(awards("a:regional", "c:regional"), *rows) == (
        "b is passed over for a lower place in its cell.",
    )


def test_who_stands_before_another_moneys_cut_off_or_in_another_cell_is_not_passed_over() -> None:
    rows = [
        an_application("a", 9, moneys=["from-north"]),
        an_application("b", 8, moneys=["from-south"]),
        an_application("c", 7, moneys=["from-north"], cell="elsewhere"),
    ]

    assert is_sound(awards("b:from-south", "c:from-north"), *rows, **two_sources(9_999, 9_999))


@pytest.mark.parametrize(
    ("excused", "more"),
    [
        ({"board": "full"}, {"boards": [{"id": "full", "most_awards": 1}]}),
        ({"board": "full"}, {"boards": [{"id": "full", "most_money": 1_999}]}),
        ({}, {"exclusive": [["a", "b"]]}),
        ({"requires": ["d"]}, {}),
    ],
)
def test_whoever_is_excused_may_be_passed_over(
    excused: dict[str, Any], more: dict[str, Any]
) -> None:
    rows = [
        an_application("a", 9) | ({"board": "full"} if "board" in excused else {}),
        an_application("b", 8, **excused),
        an_application("c", 7),
        an_application("d", 6),
    ]

    assert is_sound(awards("a:regional", "c:regional"), *rows, **more)


@pytest.mark.parametrize(
    ("excused", "more"),
    [
        ({"board": "wide"}, {"boards": [{"id": "wide", "most_awards": 2, "most_money": 2_000}]}),
        ({"board": "free"}, {"boards": [{"id": "free"}]}),
        ({}, {"exclusive": [["c", "b"]]}),
        ({"requires": ["a"]}, {}),
    ],
)
def test_an_excuse_needs_one_that_stands_before_and_a_limit_that_would_be_passed(
    excused: dict[str, Any], more: dict[str, Any]
) -> None:
    board: dict[str, Any] = {"board": excused["board"]} if "board" in excused else {}
    rows = [an_application("a", 9, **board), an_application("b", 8, **excused)]
    rows.append(an_application("c", 7, **board))

    assert faults_of(awards("a:regional", "c:regional"), *rows, **more) == (
        "b is passed over for a lower place in its cell.",
    )


def test_an_excuse_is_asked_for_each_money() -> None:
    both = ["from-north", "from-both"]
    rows = [
        an_application("a", 9, 1_000, moneys=["from-north"], board="board"),
        an_application("b", 8, 1_000, moneys=both, board="board"),
        an_application("c", 7, 1_000, moneys=both),
        an_application("d", 6, 1_000, moneys=both),
    ]
    more = {
        "sources": [{"id": "north", "limit": 9_999}],
        "moneys": [
            {"id": "from-north", "parts": {"north": 10_000}},
            {"id": "from-both", "parts": {"north": 5_000}},
        ],
        "boards": [{"id": "board", "most_money": 1_600}],
    }

    assert is_sound(awards("a:from-north", "c:from-north"), *rows, **more)
    assert faults_of(awards("a:from-north", "c:from-north", "d:from-both"), *rows, **more) == (
        "b is passed over for a lower place in its cell.",
    )


def test_only_at_the_last_cut_off_is_anything_awarded_in_part() -> None:
    levels: dict[str, Any] = {"levels": [100, 60]}
    rows = [
        an_application("a", 9, moneys=["from-north"], **levels),
        an_application("b", 8, moneys=["from-north", "from-south"], **levels),
        an_application("c", 7, moneys=["from-south"], **levels),
    ]
    more = two_sources(9_999, 9_999)

    assert is_sound(awards("a:from-north", "b:from-north:60"), *rows, **more)
    assert is_sound(awards("a:from-north:60", "b:from-south", "c:from-south:60"), *rows, **more)
    assert faults_of(awards("a:from-north:60", "b:from-north"), *rows, **more) == (
        "a is funded in part and is not at its cut-off alone.",
    )
    assert faults_of(awards("a:from-north", "b:from-north:60", "c:from-south"), *rows, **more) == (
        "b is funded in part and is not at its cut-off alone.",
    )


def test_plain_rank_keeps_all_rules_but_the_cut_offs() -> None:
    rows = [an_application(name, score) for name, score in (("a", 9), ("b", 8))]

    assert is_sound(awards("b:regional"), *rows, rules={"method": "rank"})


@pytest.mark.parametrize(
    ("proof", "fault"),
    [
        (replace(a_proof(), ended="tired"), "The search ended in no known way: tired."),
        (replace(a_proof(), quality=Bound(8_999, FREE)), "The quality passes its bound."),
        (replace(a_proof(), shortfall=Bound(1, FREE)), "The shortfall is less than its bound."),
        (
            replace(a_proof(), free_shortfall=(1, Bound(0, FREE))),
            "The shortfall without cut-offs passes the one with them, or its bound.",
        ),
        (
            replace(a_proof(), free_shortfall=(0, Bound(1, FREE))),
            "The shortfall without cut-offs passes the one with them, or its bound.",
        ),
        (
            replace(a_proof(), ended="gap", quality=Bound(10_000, FREE)),
            "The gap of 100000 millionths is more than the rules let pass.",
        ),
        (a_proof(still_open=["z"]), "z is open and is none of the applications."),
    ],
)
def test_a_proof_that_its_own_result_belies_is_refused(proof: Proof, fault: str) -> None:
    with pytest.raises(ResultUnsound) as refused:
        report(an_instance(an_application("a", 9)), awards("a:regional"), proof)

    assert refused.value.faults == (fault,)


def test_the_gap_is_rounded_up() -> None:
    assert [gap_ppm(999_999, 1_000_000), gap_ppm(2, 3), gap_ppm(0, 0), gap_ppm(5, 5)] == [
        1,
        333_334,
        0,
        0,
    ]
