"""Where a limit is just kept, a bound just reached, a cent just left over: worked out by hand."""

import hashlib
from typing import Any

import pytest

from perron.engines.awards.canonical import canonical_instance, digest
from perron.engines.awards.verifying import verify
from perron.engines.awards.verifying.bounding import Bounds
from perron.engines.awards.verifying.canon import canonical, instance_digest
from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.cells import could_be_excused
from perron.engines.awards.verifying.passing import across
from perron.engines.awards.verifying.trials import Trial
from tests.engines.awards import making
from tests.engines.awards.small import PRICE, a_small_case, a_small_result

BOTH = {"first": ("from-region", 100), "second": ("from-region", 100)}
NOTHING = dict.fromkeys(making.BOUNDS, PRICE)


def with_each(**more: Any) -> dict[str, Any]:
    """The small edition with something more said of every application."""
    instance = a_small_case()
    for row in instance["applications"]:
        row.update(more)
    return instance


def trial(instance: dict[str, Any], awards: making.Awards) -> Trial:
    """Some awards held against an instance."""
    rows = [{"id": name, "money": money, "level": level} for name, (money, level) in awards.items()]
    return Trial(read_case(instance), {"awards": rows})


@pytest.mark.parametrize(
    ("most", "failures"),
    [
        ({"most_money": 800, "most_awards": 2}, ()),
        ({"most_money": 799}, ("Board village gets 800 cents of 799.",)),
        ({"most_awards": 1}, ("Board village has 2 awards of 1.",)),
    ],
)
def test_a_board_may_get_exactly_its_limits(
    most: dict[str, int], failures: tuple[str, ...]
) -> None:
    instance = with_each(board="village") | {"boards": [{"id": "village", **most}]}

    assert verify(instance, making.make_result(instance, BOTH, NOTHING)).failures == failures


@pytest.mark.parametrize(
    ("ceiling", "failures"), [(800, ()), (799, ("Group rural gets 800 cents of 799.",))]
)
def test_a_group_may_get_exactly_its_ceiling(ceiling: int, failures: tuple[str, ...]) -> None:
    instance = with_each(groups=["rural"]) | {"groups": [{"id": "rural", "ceiling": ceiling}]}

    assert verify(instance, making.make_result(instance, BOTH, NOTHING)).failures == failures


def test_sources_and_years_may_pay_exactly_their_limits() -> None:
    instance = with_each(profile={"2028": 3_333, "2026": 3_333, "2027": 3_334})
    years = {"2026": 266, "2027": 266, "2028": 268}
    instance["sources"] = [{"id": "region", "limit": 800, "years": years}]
    result = making.make_result(instance, BOTH, NOTHING)

    assert result["spent"] == {"sources": {"region": 800}, "years": {"region": years}}
    assert verify(instance, result).failures == ()

    instance["sources"][0]["years"] = {**years, "2028": 267}
    result = making.make_result(instance, BOTH, NOTHING)
    assert verify(instance, result).failures == ("Source region pays 268 cents of 267 in 2028.",)


def test_cents_left_over_go_to_the_first_sources_by_id() -> None:
    instance = a_small_case()
    instance["sources"] = [{"id": name, "limit": 500} for name in ("c", "a", "b")]
    parts = {"c": 3_333, "b": 3_333, "a": 3_334}
    instance["moneys"] = [{"id": "from-region", "parts": parts}]
    result = making.make_result(instance, {"first": ("from-region", 100)}, NOTHING)

    assert result["awards"][0]["sources"] == {"a": 134, "b": 133, "c": 133}


@pytest.mark.parametrize(
    ("board", "excusable"),
    [
        ({"most_awards": 2}, {"third"}),
        ({"most_awards": 3}, set()),
        ({"most_money": 1500}, set()),
        ({"most_money": 1499}, {"third"}),
        ({"most_money": 1199}, {"second", "third"}),
    ],
)
def test_a_board_excuses_whom_it_could_not_pay_after_all_before(
    board: dict[str, int], excusable: set[str]
) -> None:
    instance = with_each(board="village", moneys=["from-region", "half"])
    instance["moneys"].append({"id": "half", "parts": {"region": 5_000}})
    instance["boards"] = [{"id": "village", **board}]
    for row, asked in zip(instance["applications"], (700, 500, 300), strict=True):
        row["asked"] = asked

    assert could_be_excused(read_case(instance)) == excusable


def test_a_rival_excuses_only_those_after_it_and_only_if_it_is_eligible() -> None:
    instance = a_small_case() | {"exclusive": [["third", "first"]]}

    assert could_be_excused(read_case(instance)) == {"third"}

    instance["applications"][0]["moneys"] = []
    assert could_be_excused(read_case(instance)) == set()


def test_a_fate_whose_turning_just_reaches_the_quality_is_open() -> None:
    instance = a_small_case()
    for row in instance["applications"]:
        row |= {"score": 60_000, "cell": row["id"], "asked": 500}
    prices = NOTHING | {"quality": {**PRICE, "sources": {"region": 60_000}}}
    result = making.make_result(instance, BOTH, prices)

    assert result["quality"]["gap_ppm"] == 0
    assert sorted(result["open"]) == ["first", "second", "third"]

    result["ended"] = "optimal"
    verdict = verify(instance, making.sealed(instance, result))
    assert verdict.failures == ()
    assert verdict.proved[-1].startswith("0 of 3 applications share one fate")
    assert verdict.not_proved == (
        "That what the instance says is right: scores, sums asked, eligibility, groups.",
        "That no equally good result changes less from plain rank, or comes first by lot.",
        "That the search took 1 steps and ended as it says: optimal.",
    )


def test_of_two_that_are_required_the_first_by_id_is_told() -> None:
    instance = a_small_case()
    instance["applications"][0]["requires"] = ["third", "second"]
    result = making.make_result(instance, {}, NOTHING)

    assert result["sentences"][0]["facts"] == {"score": 80_000, "by": "second"}


def test_across_cells_the_lowest_of_another_cell_counts_even_if_the_own_is_lower() -> None:
    instance = a_small_case() | {"groups": [{"id": "rural", "floor": 1}]}
    rows = instance["applications"]
    for row, cell in zip(rows, ("here", "there", "here"), strict=True):
        row["cell"] = cell
    rows[1]["groups"] = ["rural"]
    money = "from-region"
    funded = {"second": (money, 100), "third": (money, 100)}

    assert across(trial(instance, funded)) == {
        "applications": 1,
        "most_points": 9_500,
        "floors": {"rural": 1},
    }


def test_letters_beyond_ascii_are_digested_as_they_are() -> None:
    instance = a_small_case()
    instance["rules"]["seed"] = "tiré à l’hôtel de ville"

    assert canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'
    assert instance_digest(instance) == digest(canonical_instance(instance))
    drawn = hashlib.sha256("tiré à l’hôtel de ville:first".encode()).hexdigest()
    assert read_case(instance).known["first"].lot == drawn


def test_a_negative_gap_is_no_gap_that_closes() -> None:
    """Awards over a limit can pass their bound; the limit refuses them, not the gap."""
    instance = a_small_case()
    instance["sources"][0]["limit"] = 100
    prices = NOTHING | {"quality": {**PRICE, "sources": {"region": 90_000}}}
    result = making.make_result(instance, BOTH, prices)

    assert result["quality"]["gap_ppm"] < 0
    assert verify(instance, result).failures == ("Source region pays 800 cents of 100.",)


def test_bounds_are_rounded_to_the_safe_side() -> None:
    instance = a_small_case() | {"groups": [{"id": "rural", "floor": 901}]}
    instance["applications"][2]["groups"] = ["rural"]
    priced = {**PRICE, "scale": 3}
    prices = NOTHING | {
        "quality": {**priced, "sources": {"region": 200_001}},
        "shortfall": {**priced, "floors": {"rural": 2}},
    }
    bounds = Bounds(Trial(read_case(instance), making.make_result(instance, BOTH, prices)))

    # (3 · 80,000 - 200,001) · 400 + (3 · 70,500 - 200,001) · 400 + 200,001 · 1000, by 3
    assert bounds.quality() == (39_999 * 400 + 11_499 * 400 + 200_001_000) // 3
    assert bounds.shortfall() == -(-2 * (901 - 300) // 3)


@pytest.mark.parametrize(
    ("limit", "levels", "less"),
    [
        (1100, [100], 0),
        (1099, [100], 1),
        (950, [100], 150),
        (949, [100], None),
        (800, [100], None),
        (990, [90], 88),
        (1070, [90], 0),
    ],
)
def test_a_smaller_request_is_told_if_half_of_it_or_more_would_fit(
    limit: int, levels: list[int], less: int | None
) -> None:
    instance = a_small_case()
    instance["sources"][0]["limit"] = limit
    instance["applications"][2]["levels"] = levels
    result = making.make_result(instance, BOTH, NOTHING)

    assert result["sentences"][2]["facts"]["euros_less"] == less


def test_a_mix_keeps_a_cent_for_each_source_and_a_profile_for_its_last_year() -> None:
    instance = with_each(profile={"2026": 5_000, "2027": 5_000})
    instance["sources"] = [
        {"id": "region", "limit": 10_000, "years": {"2027": 400 + 101}},
        {"id": "union", "limit": 10_000},
    ]
    instance["moneys"] = [{"id": "from-region", "parts": {"region": 5_000, "union": 5_000}}]
    instance["applications"][2]["asked"] = 600
    result = making.make_result(instance, BOTH, NOTHING)

    # The two before it leave 301 for 2027: 600 of 600 fit, with ⌊301 / 2⌋ + 1 in the last year.
    assert result["spent"]["years"] == {"region": {"2027": 200}}
    assert result["sentences"][2]["facts"]["euros_less"] == 0

    instance["sources"][0]["years"] = {"2027": 200 + 150}
    result = making.make_result(instance, BOTH, NOTHING)
    # ⌊(p + 1) / 2⌋ + 1 is at most 150 up to p = 298, which is half of 597.
    assert result["sentences"][2]["facts"]["euros_less"] == 3


PASSED_OVER = (
    "In here, second (70500) is passed over for third (60000), the last funded from from-region.",
)


@pytest.mark.parametrize(
    ("board", "failures"),
    [
        ({"most_money": 799}, ()),
        ({"most_money": 800}, PASSED_OVER),
        ({"most_awards": 1}, ()),
        ({"most_awards": 2}, PASSED_OVER),
    ],
)
def test_a_board_excuses_just_when_one_more_would_pass_its_limit(
    board: dict[str, int], failures: tuple[str, ...]
) -> None:
    instance = a_small_case() | {"boards": [{"id": "village", **board}]}
    for row in instance["applications"][:2]:
        row["board"] = "village"
    awards = {"first": ("from-region", 100), "third": ("from-region", 100)}
    result = making.make_result(instance, awards, NOTHING)

    failed = verify(instance, result).failures
    assert failed == failures
    assert result["passing_over"]["inside"] == len(failures)


def test_a_gap_of_just_what_the_rules_allow_ends_the_search() -> None:
    instance, result = a_small_case(), a_small_result()
    instance["rules"]["gap_ppm"] = result["quality"]["gap_ppm"]
    result["ended"] = "gap"

    assert verify(instance, making.sealed(instance, result)).failures == ()

    instance["rules"]["gap_ppm"] -= 1
    assert verify(instance, making.sealed(instance, result)).failures == (
        "A gap of 166205 millionths is not within the 166204 of the rules.",
    )


def test_a_shortfall_above_its_bound_leaves_an_optimum_unproved() -> None:
    instance = a_small_case() | {"groups": [{"id": "rural", "floor": 500}]}
    instance["sources"][0]["limit"] = 800
    prices = NOTHING | {"quality": {**PRICE, "sources": {"region": 70_500}}}
    result = making.make_result(instance, BOTH, prices)
    result["ended"] = "optimal"
    verdict = verify(instance, making.sealed(instance, result))

    assert result["quality"]["gap_ppm"] == 0
    assert verdict.failures == ()
    unproved = "That the result is optimal, as it says: its bounds do not show it."
    assert unproved in verdict.not_proved


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (1099, " A request smaller by 0.01 EUR would have fitted into what from-region has left."),
        (1100, " Its request would have fitted into what from-region has left."),
        (800, " A score higher by 10.5 would have stood before it."),
    ],
)
def test_a_counterfactual_is_told_in_words(limit: int, words: str) -> None:
    instance = a_small_case()
    instance["sources"][0]["limit"] = limit
    instance["applications"][2]["tie"] = 0
    instance["applications"][1]["tie"] = 1

    told = making.make_result(instance, BOTH, NOTHING)["sentences"][2]["text"]

    assert told.endswith(words)


def test_a_thousandth_more_is_more_across_cells_too() -> None:
    instance = a_small_case()
    instance["applications"][0] |= {"score": 60_001, "cell": "there"}

    told = across(trial(instance, {"third": ("from-region", 100)}))

    assert (told["applications"], told["most_points"]) == (1, 1)


def test_a_year_that_no_multiplier_names_costs_nothing() -> None:
    instance = with_each(profile={"2026": 5_000, "2027": 5_000})
    instance["sources"][0]["years"] = {"2026": 900, "2027": 900}
    prices = NOTHING | {"quality": {**PRICE, "years": {"region": {"2026": 10_000}}}}
    bounds = Bounds(Trial(read_case(instance), making.make_result(instance, BOTH, prices)))

    # Each application's points, less half of 10,000 for each cent; and the limit of 2026.
    assert bounds.quality() == 75_000 * 400 + 65_500 * 400 + 55_000 * 300 + 10_000 * 900


def test_the_small_result_is_what_plain_rank_would_do_too() -> None:
    assert a_small_result()["rank"]["awards"] == ["first", "second"]
