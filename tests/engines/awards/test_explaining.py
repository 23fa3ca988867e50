"""One application's story, and whether what should have helped does."""

from collections.abc import Mapping
from typing import Any

import pytest

from perron.engines.awards.errors import ResultRefused, UnknownApplication
from perron.engines.awards.explaining import (
    Change,
    again_line,
    explain,
    solve_again,
    tell,
    with_change,
)
from perron.engines.awards.instances import read_instance
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from tests.engines.awards.editions import (
    a_proof,
    an_application,
    an_edition,
    awards,
    two_sources,
)

Document = dict[str, Any]


def an_edition_of_five() -> Document:
    both = ["from-north", "from-south"]
    return an_edition(
        an_application("a", 9_000, moneys=["from-north"]),
        an_application("b", 8_000, moneys=["from-south"]),
        an_application("c", 7_000, moneys=both),
        an_application("d", 3_000, moneys=both),
        an_application("e", 6_000, cell="hill", moneys=["from-south"]),
        rules={"threshold": 5_000},
        **two_sources(1_400, 1_600),
    )


def of_five() -> Document:
    instance = read_instance(an_edition_of_five())
    return report(instance, awards("a:from-north", "b:from-south"), a_proof(still_open=["c"]))


def told(application: str) -> str:
    return explain(read_instance(an_edition_of_five()), of_five(), application)


def test_a_story_tells_place_cut_offs_neighbours_and_what_would_have_helped() -> None:
    lines = told("c").splitlines()
    short = tell(read_instance(an_edition_of_five()), of_five(), "c").cutoffs[1].points_short or 0

    assert lines[0] == "c scored 7 and asked for 10.00 EUR: place 3 of 4 in the cell north."
    assert lines[1].startswith("Not funded: it scored 7, and the last funded from from-south")
    assert lines[2].startswith("  from-north: the last funded in its cell is a, 9; it lacks 2")
    assert lines[4] == "  Next before it: b, 8, funded."
    assert lines[5] == "  Next after it: d, 3, below_threshold."
    assert lines[6] == (
        f"  With the published cut-offs, a score of {(7_000 + short) / 1000:g} would have been "
        "enough."
    )
    assert lines[7] == (
        "  With the published cut-offs, a request for 6.00 EUR would have been enough."
    )
    assert lines[8] == "  By plain rank alone it would not have been funded."
    assert lines[9].startswith("  The proof leaves it open")


def test_whoever_is_funded_stands_at_its_cut_off_or_before() -> None:
    lines = told("a").splitlines()

    assert (
        lines[2] == "  from-north: the last funded in its cell is a, 9; it stands there or before."
    )
    assert lines[3] == "  Next after it: b, 8, funded."
    assert lines[-1] == "  By plain rank alone it would have been funded."


def test_below_the_threshold_the_score_that_would_have_helped_reaches_both() -> None:
    story = tell(read_instance(an_edition_of_five()), of_five(), "d")

    (change,) = story.changes
    assert change.field == "score"
    assert change.value in (8_000, 8_001)


def test_where_its_board_would_be_full_no_score_and_no_request_would_have_helped() -> None:
    rows = [
        an_application("a", 9_000, board="full"),
        an_application("b", 8_000),
        an_application("c", 7_000, board="full"),
    ]
    source, board = {"id": "region", "limit": 2_600}, {"id": "full", "most_awards": 1}
    instance = read_instance(an_edition(*rows, sources=[source], boards=[board]))
    result = report(instance, awards("a:regional", "b:regional"), a_proof())

    story = tell(instance, result, "c")

    assert story.changes == ()
    assert story.barred is not None
    assert "with it the board full would pass its limit." in story.barred
    assert "  Before that cut-off too: Not funded" in explain(instance, result, "c")


def test_where_nobody_is_funded_in_the_cell_that_is_told() -> None:
    lines = told("e").splitlines()

    assert lines[2] == "  from-south: nobody in its cell is funded from it."
    assert "a request for 6.00 EUR" in lines[3]


def test_an_application_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownApplication, match="no application “z”"):
        told("z")


def changed(result: Document, **more: Any) -> Document:
    return {**result, **more}


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        ({}, "The file: format, instance, rules,"),
        (changed(of_five(), nodes=2), "The result was changed since it was made"),
        (changed(of_five(), instance="0" * 64), "The result was made from another instance"),
        (
            changed(of_five(), cutoffs=[{"cell": "a", "money": "b", "id": "", "score": 0}]),
            "cutoffs[0].id: “” has none of the forms that it may have.",
        ),
    ],
)
def test_a_result_that_is_not_of_the_instance_tells_nothing(result: Document, problem: str) -> None:
    with pytest.raises(ResultRefused) as refused:
        explain(read_instance(an_edition_of_five()), result, "a")

    assert refused.value.problems[0].startswith(problem)
    assert "Nothing can be told from this result." in str(refused.value)


def ranked(document: Mapping[str, Any]) -> Mapping[str, Any]:
    rules = {**document["rules"], "method": "rank"}
    return solve_by_rank(read_instance({**document, "rules": rules}))


def test_solving_again_says_whether_it_came_true() -> None:
    rows = [an_application("a", 9_000), an_application("b", 8_000), an_application("c", 7_000)]
    source = {"id": "region", "limit": 1_600}
    document = an_edition(*rows, rules={"method": "rank"}, sources=[source])
    story = tell(read_instance(document), ranked(document), "b")

    by_score, by_request = solve_again(document, story, ranked)

    assert (by_score.funded, by_request.funded) == (True, True)
    assert again_line(story, by_request) == (
        "Solved again with a request for 6.00 EUR: it came true. Funded in full from regional: "
        "6.00 EUR. Score 8; the last funded from regional in its cell scored 8."
    )
    (row_of_a, row_of_b, _row_of_c) = with_change(document, "b", Change("asked", 1))["applications"]
    assert (row_of_a, row_of_b["asked"]) == (rows[0], 1)


def test_what_did_not_come_true_is_said_too() -> None:
    document = an_edition_of_five()
    story = tell(read_instance(document), of_five(), "c")

    (*_by_score, by_request) = solve_again(document, story, lambda _changed: of_five())

    assert not by_request.funded
    assert "it did not come true. Not funded" in again_line(story, by_request)
