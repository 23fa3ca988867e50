"""The solver's results: checked by the verifier, the same on every machine, close to the best."""

import json
from typing import Any

import pytest

from perron.engines.awards.generating import generate
from perron.engines.awards.solving import solve
from perron.engines.awards.solving.patience import Patience
from perron.engines.awards.verifying import verify
from tests.engines.awards.drawing import Draw
from tests.engines.awards.editions import an_application, an_edition
from tests.engines.awards.tiny import an_edition as a_tiny_edition


def solved(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A result as JSON gives it back, accepted by the verifier."""
    result: dict[str, Any] = json.loads(json.dumps(solve(document, **more)))
    assert verify(document, result).failures == ()
    return result


def shuffled(document: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same instance with its lists in another order."""
    draw = Draw(3, seed)
    other: dict[str, Any] = json.loads(json.dumps(document))
    for name in ("sources", "moneys", "groups", "boards", "exclusive", "applications"):
        if name in other:
            other[name] = draw.some(other[name], len(other[name]))
    return other


def an_invented_edition() -> dict[str, Any]:
    """Too many applications to go through, few enough for a quick test."""
    document = generate(50, 0.5, 3)
    document["rules"]["gap_ppm"] = 50_000
    return document


def test_the_seed_of_the_solver_threads_and_the_order_of_the_lists_change_nothing() -> None:
    document = an_invented_edition()
    digests = {
        solved(shuffled(document, seed), solver_seed=seed, threads=1 + seed % 2)["digest"]
        for seed in range(3)
    }

    assert len(digests) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("files", "tight"), [(955, 0.7), (1300, 0.38)])
def test_an_edition_of_real_size_comes_within_a_thousandth_of_its_bound(
    files: int, tight: float
) -> None:
    result = solved(generate(files, tight, 1))

    assert result["ended"] == "gap"
    assert result["quality"]["gap_ppm"] <= 1000
    assert result["shortfall"]["total"] == result["shortfall"]["bound"]
    assert result["passing_over"]["inside"] == 0


def test_a_small_edition_ends_with_the_very_best_result() -> None:
    result = solved(an_edition(an_application("high", 90_000), an_application("low", 60_000)))

    assert result["ended"] == "optimal"
    assert [award["id"] for award in result["awards"]] == ["high", "low"]


def test_two_equals_are_parted_by_the_lot_whichever_stands_first() -> None:
    rows = [an_application(name, 80_000, cell=name) for name in ("east", "west")]
    little = [{"id": "region", "limit": 1_000}]
    one = solved(an_edition(*rows, sources=little))
    other = solved(an_edition(*reversed(rows), sources=little))

    assert len(one["awards"]) == 1
    assert one["digest"] == other["digest"]


def test_an_edition_in_which_nobody_can_be_funded_has_an_empty_result() -> None:
    edition = an_edition(
        an_application("low", 10_000),
        an_application("none", 90_000, moneys=[]),
        rules={"threshold": 50_000},
    )

    assert solved(edition)["awards"] == []


def test_plain_rank_is_answered_when_the_rules_ask_for_it() -> None:
    edition = an_edition(an_application("high", 90_000), rules={"method": "rank"})

    assert solved(edition)["ended"] == "ranked"


def test_whoever_will_not_wait_gets_a_sound_result_that_says_so() -> None:
    result = solved(an_invented_edition(), seconds=0.0)

    assert result["ended"] == "clock"


def test_patience_runs_out_once_and_for_all() -> None:
    times = iter([0.0, 1.0, 3.0, 0.5])
    patience = Patience(2.0, clock=lambda: next(times))

    assert [patience() for _ in range(3)] == [False, True, True]


def test_a_stated_limit_of_steps_is_kept_and_said() -> None:
    for edition in (an_invented_edition(), a_tiny_edition(2, 20)):
        edition["rules"] |= {"node_limit": 1, "gap_ppm": 0}

        assert solved(edition)["ended"] == "nodes"


def test_sums_beyond_64_bits_are_exact() -> None:
    rows = [
        an_application(f"huge-{place}", 999_000 - place, 10**11 - place, groups=["all"])
        for place in range(60)
    ]
    edition = an_edition(
        *rows,
        sources=[{"id": "region", "limit": 10**12}],
        groups=[{"id": "all", "floor": 10**11}],
    )
    result = solved(edition)

    assert len(result["awards"]) == 10
    assert result["shortfall"]["total"] == 0


@pytest.mark.parametrize(
    ("seed", "most"), [(1, 8), (16, 6), (4, 60), (15, 45), (17, 8), (25, 14), (30, 14), (35, 45)]
)
def test_editions_in_which_every_rule_has_work_to_do_keep_them_all(seed: int, most: int) -> None:
    edition = a_tiny_edition(seed, most)
    edition["rules"]["gap_ppm"] = 50_000

    assert solved(edition)["passing_over"]["inside"] == 0


def test_a_floor_out_of_reach_is_missed_by_as_little_as_the_bound_allows() -> None:
    edition = an_invented_edition()
    edition["groups"] = [{"id": row["id"], "floor": 0} for row in edition["groups"]]
    remote = next(row for row in edition["groups"] if row["id"] == "district-fern")
    remote["floor"] = 10_000_000
    result = solved(edition)

    assert result["shortfall"]["total"] == result["shortfall"]["bound"] > 0
    assert result["ended"] == "gap"


def test_what_a_bound_asks_for_is_forced_where_the_margins_do_not_get_there() -> None:
    edition = an_invented_edition()
    loose = solved(edition)
    edition["rules"]["gap_ppm"] = 0
    close = solved(edition)

    assert close["shortfall"]["total"] <= loose["shortfall"]["total"]
    assert close["quality"]["total"] >= loose["quality"]["total"]
    assert close["nodes"] > loose["nodes"]
