"""The oracle agrees with what can be seen by eye, and the engine's solver with the oracle."""

import json
from typing import Any

import pytest

from perron.engines.awards.solving import solve
from perron.engines.awards.verifying import verify
from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.ranking import plain_rank
from tests.engines.awards import oracle
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tiny import a_knotty_edition, an_edition


def an_application(name: str, score: int, asked: int, **more: Any) -> dict[str, Any]:
    """An application of the one cell, for the one money."""
    row = {"id": name, "score": score, "tie": 0, "asked": asked, "cell": "here"}
    return row | {"moneys": ["money"]} | more


def a_case(limit: int, *applications: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An edition with one source."""
    return {
        "format": "perron-awards-instance/1",
        "edition": "by-eye",
        "currency": "EUR",
        "rules": {
            "method": "optimise",
            "threshold": 0,
            "seed": "drawn",
            "gap_ppm": 0,
            "node_limit": 100_000,
        },
        "sources": [{"id": "source", "limit": limit}],
        "moneys": [{"id": "money", "parts": {"source": 10_000}}],
        "applications": list(applications),
        **more,
    }


def test_nobody_is_passed_over_even_where_more_money_would_flow() -> None:
    large, small = an_application("large", 90_000, 900), an_application("small", 50_000, 500)
    rows = (large, small, an_application("mid", 60_000, 400))

    best = oracle.solve(a_case(950, *rows))

    assert best.awards == {"large": ("money", 100)}
    assert best.quality == 90_000 * 900
    assert best.allowed == 2


def test_an_excuse_lets_the_next_be_funded() -> None:
    first = an_application("first", 90_000, 300)
    twin = an_application("twin", 80_000, 300)
    last = an_application("last", 70_000, 300)

    best = oracle.solve(a_case(900, first, twin, last, exclusive=[["first", "twin"]]))

    assert best.awards.keys() == {"first", "last"}


def test_the_last_may_be_funded_in_part() -> None:
    first = an_application("first", 90_000, 300, levels=[100, 50])
    last = an_application("last", 70_000, 300, levels=[100, 50])

    best = oracle.solve(a_case(450, first, last))

    assert best.awards == {"first": ("money", 100), "last": ("money", 50)}
    assert best.changes == 1


def test_a_floor_comes_before_quality() -> None:
    rich = an_application("rich", 90_000, 500)
    rural = an_application("rural", 60_000, 500, cell="there", groups=["rural"])

    best = oracle.solve(a_case(500, rich, rural, groups=[{"id": "rural", "floor": 400}]))

    assert best.awards.keys() == {"rural"}
    assert (best.shortfall, best.changes) == (0, 2)


def test_of_equals_the_lot_decides() -> None:
    here = an_application("one", 90_000, 500)
    there = an_application("two", 90_000, 500, cell="there")
    case = a_case(500, here, there)
    edition = oracle.Edition(case)
    first = min(case["applications"], key=edition.lot)

    assert oracle.solve(case).awards.keys() == {first["id"]}


@pytest.mark.parametrize("seed", range(30))
def test_what_the_oracle_lists_is_allowed_and_no_more(seed: int) -> None:
    instance = an_edition(seed, 4)
    edition = oracle.Edition(instance)
    listed = list(oracle.allowed(edition))
    draw = Draw(8, seed)

    assert all(oracle.is_allowed(instance, awards) for awards in listed)
    for _ in range(20):
        awards = {
            row["id"]: (draw.pick(row["moneys"]), draw.pick(oracle.row_levels(row)))
            for row in instance["applications"]
            if row["moneys"] and draw.chance(0.6)
        }
        assert oracle.is_allowed(instance, awards) == (awards in listed)


@pytest.mark.parametrize("seed", range(40))
def test_plain_rank_is_the_same_whoever_computes_it(seed: int) -> None:
    for instance in (an_edition(seed, 8), a_knotty_edition(seed, 8)):
        funded = plain_rank(read_case(instance))

        assert funded == oracle.plain_rank(oracle.Edition(instance))


def compare(instance: dict[str, Any]) -> None:
    """The solver's result is the oracle's, and the verifier accepts it."""
    result = json.loads(json.dumps(solve(instance)))
    best = oracle.solve(instance)

    assert verify(instance, result).failures == ()
    assert result["shortfall"]["total"] == best.shortfall
    assert result["quality"]["total"] == best.quality
    assert result["rank"]["changes"] == best.changes
    awards = {row["id"]: (row["money"], row["level"]) for row in result["awards"]}
    assert awards == best.awards


@pytest.mark.parametrize("seed", range(1000, 1015))
def test_the_solver_finds_what_the_oracle_finds(seed: int) -> None:
    compare(an_edition(seed))


@pytest.mark.parametrize("seed", range(1015, 1030))
def test_the_solver_finds_it_where_everybody_is_bound_to_somebody(seed: int) -> None:
    compare(a_knotty_edition(seed))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_the_solver_finds_what_the_oracle_finds_in_hundreds_of_editions(block: int) -> None:
    for seed in range(2000 + 15 * block, 2015 + 15 * block):
        compare(an_edition(seed, 7))
        compare(a_knotty_edition(seed, 7))
