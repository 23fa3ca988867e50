"""Why each application is funded or not: the code, the facts and the text."""

from typing import Any

from perron.engines.awards.outcomes import Award
from perron.engines.awards.sentences import TEXTS, money_text, points_text, sentences
from perron.engines.awards.standing import Standing
from tests.engines.awards.editions import an_application, an_instance, awards, two_sources

Rows = list[dict[str, Any]]


def told(given: list[Award], *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    standing = Standing(an_instance(*rows, **more), given)
    return {str(row["id"]): row for row in sentences(standing)}


def test_points_and_money_are_written_as_people_write_them() -> None:
    assert [points_text(number) for number in (68_500, 71_000, 1, 0, 100_000)] == [
        "68.5",
        "71",
        "0.001",
        "0",
        "100",
    ]
    assert money_text(1_234_560, "EUR") == "12,345.60 EUR"
    assert money_text(5, "EUR") == "0.05 EUR"


def test_funded_in_full_and_in_part() -> None:
    rows = [an_application("a", 68_500, 1_234_500), an_application("b", 60_000, levels=[90, 60])]

    said = told(awards("a:regional", "b:regional:60"), *rows)

    assert said["a"] == {
        "id": "a",
        "code": "funded",
        "facts": {"money": "regional", "amount": 1_234_500, "score": 68_500, "cutoff": 60_000},
        "text": "Funded in full from regional: 12,345.00 EUR. Score 68.5; the last funded from "
        "regional in its cell scored 60.",
    }
    assert said["b"]["code"] == "funded_in_part"
    assert said["b"]["facts"] == {
        "money": "regional",
        "amount": 600,
        "score": 60_000,
        "level": 60,
    }
    assert said["b"]["text"] == (
        "Funded at 60 % from regional: 6.00 EUR. Score 60; it is the last funded from regional in "
        "its cell."
    )


def test_the_threshold_comes_before_all_other_reasons() -> None:
    said = told([], an_application("a", 49_500, moneys=[]), rules={"threshold": 50_000})

    assert said["a"]["facts"] == {"score": 49_500, "threshold": 50_000, "points_short": 500}
    assert said["a"]["text"] == (
        "Not funded: the score of 49.5 is 0.5 below the least that may be funded, 50."
    )


def test_whoever_is_eligible_for_nothing_is_told_so() -> None:
    said = told([], an_application("a", 1, moneys=[]))

    assert said["a"]["facts"] == {}
    assert said["a"]["text"] == "Not funded: it is eligible for no money."


def test_rivals_and_what_is_required_are_named_wherever_the_cut_off_is() -> None:
    rows = [
        an_application("a", 9),
        an_application("b", 8),
        an_application("c", 7, requires=["x", "d"]),
        an_application("x", 6),
        an_application("d", 5),
    ]

    said = told(awards("a:regional"), *rows, exclusive=[["a", "b"]])

    assert said["b"]["text"] == (
        "Not funded: it scored 0.008, and a, which excludes it and stands before it, is funded."
    )
    assert said["c"]["text"] == (
        "Not funded: it scored 0.007, and it requires d, which is not funded."
    )


def test_a_rival_that_stands_after_it_is_no_reason() -> None:
    rows = [an_application("a", 9, moneys=["from-north"])]
    rows.append(an_application("b", 8, moneys=["from-south"]))

    said = told(awards("b:from-south"), *rows, exclusive=[["a", "b"]], **two_sources(0, 9_999))

    assert said["a"]["code"] == "no_cutoff"


def test_a_full_board_is_the_reason_only_before_a_cut_off() -> None:
    rows = [
        an_application("a", 9, board="full"),
        an_application("b", 8, board="full"),
        an_application("c", 7),
        an_application("d", 6, board="full"),
    ]

    said = told(
        awards("a:regional", "c:regional"), *rows, boards=[{"id": "full", "most_awards": 1}]
    )

    assert said["b"]["text"] == (
        "Not funded: it scored 0.008, and with it the board full would pass its limit."
    )
    assert said["d"]["code"] == "below_cutoff"


def test_below_the_cut_off_the_nearest_one_is_told_and_what_would_have_helped() -> None:
    both = ["from-north", "from-south"]
    rows = [
        an_application("a", 9_000, moneys=["from-north"]),
        an_application("b", 8_000, moneys=["from-south"]),
        an_application("c", 7_000, moneys=both),
        an_application("d", 6_000, moneys=["from-south"]),
    ]

    said = told(awards("a:from-north", "b:from-south"), *rows, **two_sources(9_999, 1_600))

    assert said["c"]["facts"]["money"] == "from-south"
    assert said["c"]["facts"]["cutoff"] == 8_000
    assert said["c"]["facts"]["euros_less"] == 400
    assert said["c"]["text"] == (
        "Not funded: it scored 7, and the last funded from from-south in its cell scored 8. A "
        f"score higher by {points_text(said['c']['facts']['points_short'])} would have stood "
        "before it. A request smaller by 4.00 EUR would have fitted into what from-south has left."
    )
    assert said["d"]["facts"]["euros_less"] is None


def test_with_an_equal_score_the_tie_and_the_lot_decide_what_is_short() -> None:
    rows = [
        an_application("a", 5_000, tie=2),
        an_application("b", 5_000, tie=3),
        an_application("c", 4_000, tie=1),
        an_application("d", 4_000, tie=2, cell="south"),
        an_application("e", 4_000, tie=2),
    ]
    instance = an_instance(*rows)
    lots = {one.id: one.lot for one in instance.applications}

    said = told(awards("a:regional"), *rows)

    assert said["b"]["facts"]["points_short"] == 1
    assert said["c"]["facts"]["points_short"] == 1_000
    by_lot = 1_000 if lots["e"] < lots["a"] else 1_001
    assert said["e"]["facts"]["points_short"] == by_lot


def test_where_nothing_is_funded_the_first_is_told_what_would_have_fitted() -> None:
    rows = [an_application("a", 9), an_application("b", 8)]

    said = told([], *rows, sources=[{"id": "region", "limit": 999}])

    assert said["a"]["text"] == (
        "Not funded: it scored 0.009, and nothing in its cell was funded from a money that it is "
        "eligible for. A request smaller by 0.01 EUR would have fitted into what regional has left."
    )
    assert said["b"]["facts"] == {"score": 8, "money": "regional", "euros_less": None}


def test_where_something_else_than_money_stands_in_the_way_that_is_told() -> None:
    row = an_application("a", 9, groups=["capped"])

    said = told([], row, groups=[{"id": "capped", "ceiling": 1}])

    assert said["a"]["facts"]["euros_less"] == 0
    assert said["a"]["text"].endswith(" Its request would have fitted into what regional has left.")


def test_where_nothing_is_left_no_smaller_request_is_proposed() -> None:
    said = told([], an_application("a", 9), sources=[{"id": "region", "limit": 0}])

    assert said["a"]["facts"]["euros_less"] is None


def test_where_less_than_half_would_fit_no_smaller_request_is_proposed() -> None:
    rows = [an_application("a", 9)]

    half = told([], *rows, sources=[{"id": "region", "limit": 500}])
    less = told([], *rows, sources=[{"id": "region", "limit": 499}])

    assert half["a"]["facts"]["euros_less"] == 500
    assert less["a"]["facts"]["euros_less"] is None


def test_what_fits_is_reckoned_from_above_in_every_source_and_year() -> None:
    profile = {"2026": 5_000, "2027": 3_000, "2028": 2_000}
    row = an_application("a", 9, 6_000, moneys=["mix"], levels=[50], profile=profile)
    more: dict[str, Any] = {
        "sources": [
            {"id": "east", "limit": 1_001, "years": {"2026": 401, "2030": 0}},
            {"id": "west", "limit": 9_999, "years": {"2028": 303}},
        ],
        "moneys": [{"id": "mix", "parts": {"east": 4_000, "west": 6_000}}],
    }

    by_year = told([], row, **more)["a"]["facts"]["euros_less"]
    more["sources"][0]["years"]["2026"] = 9_999
    by_source = told([], row, **more)["a"]["facts"]["euros_less"]

    # East may pay 803 (401 in 2026): a base of 2,007; then 1,001: a base of 2,502.
    assert by_year == 6_000 - 4_015
    # West may pay 1,507 (303 in the last year, with 2 cents of rounding): a base of 2,511.
    assert by_source == 6_000 - 5_005


def test_every_code_has_a_text() -> None:
    assert len(TEXTS) == 10
