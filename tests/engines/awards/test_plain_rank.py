"""Plain rank: who is funded when applications are taken in the order."""

from typing import Any

from perron.engines.awards.instances import read_instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.verifying import verify
from tests.engines.awards.editions import an_application, an_edition, an_instance, two_sources
from tests.engines.awards.oracle import Edition
from tests.engines.awards.oracle import plain_rank as the_oracles
from tests.engines.awards.tiny import an_edition as a_tiny_edition


def ranked(*rows: dict[str, Any], **more: Any) -> list[str]:
    return [award.application for award in plain_rank(an_instance(*rows, **more))]


def limited(cents: int) -> dict[str, Any]:
    return {"sources": [{"id": "region", "limit": cents}]}


def test_whatever_still_fits_is_funded_when_others_are_skipped() -> None:
    rows = [an_application("a", 9), an_application("b", 8, 2_000), an_application("c", 7)]

    assert ranked(*rows, **limited(2_500)) == ["a", "c"]
    assert ranked(*rows, **limited(2_500), rules={"skip": False}) == ["a"]


def test_the_first_money_with_room_pays_at_the_highest_level() -> None:
    both = ["from-north", "from-south"]
    rows = [an_application(name, 9, tie=place, moneys=both) for place, name in enumerate("abc")]
    rows[1]["levels"] = [80, 60]

    assert plain_rank(an_instance(*rows, **two_sources(1_500, 1_500))) == (
        Award("a", "from-north", 100),
        Award("b", "from-south", 80),
    )


def test_nobody_below_the_threshold_or_without_money_is_taken() -> None:
    rows = [an_application("a", 9, moneys=[]), an_application("b", 5), an_application("c", 8)]

    assert ranked(*rows, rules={"threshold": 6}) == ["c"]


def test_rivals_and_what_is_required_are_looked_at_before_the_money() -> None:
    rows = [
        an_application("a", 9, requires=["c"]),
        an_application("b", 8),
        an_application("c", 7),
        an_application("d", 6, requires=["b", "c"]),
        an_application("e", 5),
    ]

    assert ranked(*rows, exclusive=[["b", "e"]]) == ["b", "c", "d"]


def test_boards_and_ceilings_are_kept_and_never_stop_the_others() -> None:
    rows = [
        an_application("a", 9, board="count"),
        an_application("b", 8, board="count"),
        an_application("c", 7, board="cents"),
        an_application("d", 6, board="cents"),
        an_application("e", 5, groups=["capped"]),
        an_application("f", 4, groups=["capped"]),
        an_application("g", 3, groups=["free"], board="free"),
    ]
    boards = [
        {"id": "count", "most_awards": 1},
        {"id": "cents", "most_money": 1_999},
        {"id": "free"},
    ]
    groups = [{"id": "capped", "ceiling": 1_999}, {"id": "free"}]

    funded = ranked(*rows, boards=boards, groups=groups, rules={"skip": False})

    assert funded == ["a", "c", "e", "g"]


def test_limits_by_year_are_kept() -> None:
    profile = {"2026": 4_000, "2027": 6_000}
    rows = [an_application(name, 9, profile=profile) for name in "ab"]
    years = {"2027": 1_100}

    assert len(ranked(*rows, sources=[{"id": "region", "limit": 9_999, "years": years}])) == 1


def test_it_is_the_plain_rank_of_the_oracle() -> None:
    for seed in range(150):
        document = a_tiny_edition(seed)

        mine = plain_rank(read_instance(document))

        told = {award.application: (award.money, award.level) for award in mine}
        assert told == the_oracles(Edition(document)), seed


def test_a_result_of_plain_rank_satisfies_the_verifier() -> None:
    for seed in range(60):
        document = a_tiny_edition(seed)
        document["rules"]["method"] = "rank"

        verdict = verify(document, solve_by_rank(read_instance(document)))

        assert verdict.ok, (seed, verdict.failures)


def test_who_is_passed_over_by_plain_rank_is_counted_and_told() -> None:
    rows = [
        an_application("a", 9),
        an_application("b", 8, 2_000),
        an_application("c", 7, 2_000, levels=[90]),
        an_application("d", 6),
        an_application("e", 5, 200, moneys=[]),
    ]
    document = an_edition(*rows, rules={"method": "rank"}, **limited(2_500))

    result: dict[str, Any] = solve_by_rank(read_instance(document))

    assert result["ended"] == "ranked"
    assert result["passing_over"]["inside"] == 2
    assert [row["code"] for row in result["sentences"]] == [
        "funded",
        "no_room",
        "no_room",
        "funded",
        "no_money",
    ]
    assert verify(document, result).ok
