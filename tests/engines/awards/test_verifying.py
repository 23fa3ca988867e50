"""A sound result is accepted with all that is proved; each fault is a sentence with its figures."""

import json
from typing import Any

import pytest

from perron.engines.awards.instances import read_instance
from perron.engines.awards.outcomes import Award, Bound, Multipliers, Proof
from perron.engines.awards.ranking import solve_by_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.verifying import verify
from perron.engines.awards.verifying.verify import MOST_TOLD, shortened
from tests.engines.awards import making, tampering_bounds, tampering_words
from tests.engines.awards.small import PRICE, a_small_case, a_small_result
from tests.engines.awards.tampering import Base, a_base, tampered
from tests.engines.awards.tiny import an_edition

ENTERED = (tampering_bounds, tampering_words)


def test_a_sound_result_is_accepted_with_what_is_proved_and_what_is_not() -> None:
    verdict = verify(a_small_case(), a_small_result())

    assert verdict.ok
    assert verdict.failures == ()
    most = "No result that lacks at most 0 cents to its floors has more quality than 72200000;"
    fate = "1 of 3 applications share one fate in every result that lacks no more"
    assert verdict.proved[-3:] == (
        f"{most} this one has 60200000.",
        "No result lacks less than 0 cents to its floors; this one lacks 0.",
        f"{fate} and has no less quality.",
    )
    assert verdict.not_proved == (
        "That what the instance says is right: scores, sums asked, eligibility, groups.",
        "That no equally good result changes less from plain rank, or comes first by lot.",
        "That none has more quality: up to 166205 millionths are not excluded.",
        "That the search took 1 steps and ended as it says: nodes.",
    )


def test_a_smaller_request_that_would_have_fitted_is_told() -> None:
    third = a_small_result()["sentences"][2]

    assert third["facts"] == {
        "score": 60_000,
        "money": "from-region",
        "cutoff": 70_500,
        "points_short": third["facts"]["points_short"],
        "euros_less": 100,
    }
    assert third["text"].endswith(
        " A request smaller by 1.00 EUR would have fitted into what from-region has left."
    )


def test_an_optimum_that_the_bound_does_not_show_is_said_to_be_unproved() -> None:
    result = a_small_result()
    result["ended"] = "optimal"
    verdict = verify(a_small_case(), making.sealed(a_small_case(), result))

    assert verdict.ok
    assert "That the result is optimal, as it says: its bounds do not show it." in (
        verdict.not_proved
    )


def test_a_missed_floor_is_proved_only_as_far_as_its_bound() -> None:
    instance = a_small_case() | {"groups": [{"id": "rural", "floor": 500}]}
    instance["applications"][2]["groups"] = ["rural"]
    prices = dict.fromkeys(making.BOUNDS, PRICE) | {"shortfall": {**PRICE, "floors": {"rural": 1}}}
    awards = {"first": ("from-region", 100), "second": ("from-region", 100)}
    verdict = verify(instance, making.make_result(instance, awards, prices))

    assert verdict.ok
    assert (
        "That the floors cannot lack less: between 200 and 500 cents nothing is excluded."
        in verdict.not_proved
    )
    assert "That without cut-offs the floors would lack as much as 500 cents." in verdict.not_proved


def test_a_weaker_bound_is_true_as_well() -> None:
    result = a_small_result()
    result["quality"]["bound"] += 1000
    result["quality"]["gap_ppm"] = 166_217
    result["quality"]["without_cutoffs"]["bound"] += 1

    assert verify(a_small_case(), making.sealed(a_small_case(), result)).failures == ()


@pytest.mark.parametrize("seed", range(30))
def test_the_engine_reports_exactly_what_the_verifier_expects(seed: int) -> None:
    base = a_base(seed)

    reported = reported_by_the_engine(base)

    assert reported == base.result
    assert verify(base.instance, reported).ok


def reported_by_the_engine(base: Base) -> Any:
    """The result that the engine writes of the same awards and multipliers."""
    quality, shortfall = base.result["quality"], base.result["shortfall"]
    least = shortfall["without_cutoffs"]
    proof = Proof(
        ended="nodes",
        nodes=1,
        quality=a_bound(quality),
        shortfall=a_bound(shortfall),
        free_quality=a_bound(quality["without_cutoffs"]),
        free_shortfall=(least["total"], a_bound(least)),
        open=tuple(base.result["open"]),
    )
    awards = [Award(name, money, level) for name, (money, level) in base.awards.items()]
    return json.loads(json.dumps(report(read_instance(base.instance), awards, proof)))


def a_bound(told: dict[str, Any]) -> Bound:
    """A bound as the engine holds it."""
    return Bound(told["bound"], Multipliers(**told["multipliers"]))


@pytest.mark.parametrize("seed", range(30))
def test_plain_rank_is_accepted_where_the_rules_ask_for_it(seed: int) -> None:
    instance = an_edition(seed)
    instance["rules"]["method"] = "rank"
    result = json.loads(json.dumps(solve_by_rank(read_instance(instance))))

    verdict = verify(instance, result)

    inside = result["passing_over"]["inside"]
    assert verdict.failures == ()
    assert "Nobody is passed over inside a cell without an excuse." not in verdict.proved
    assert (
        f"That nobody is passed over inside a cell: plain rank passes over {inside}."
        in verdict.not_proved
    )


def test_plain_rank_that_names_somebody_as_open_is_refused() -> None:
    instance = a_small_case()
    instance["rules"]["method"] = "rank"
    result = json.loads(json.dumps(solve_by_rank(read_instance(instance))))
    result["open"] = ["third"]

    verdict = verify(instance, making.sealed(instance, result))

    assert verdict.failures == ("Plain rank searches nothing, and applications are named as open.",)


REASONS = {
    "amount_changed": "cents, and",
    "a_cent_between_sources": "do not pay what the contract's arithmetic says",
    "another_level": "level|passed over|stands before|pays|gets|would|gives",
    "award_given_twice": "is funded 2 times",
    "award_removed": "is passed over for|which it requires",
    "award_to_a_stranger": "which the instance",
    "board_cap_broken": "Board",
    "bound_lowered_to_the_total": "is not proved",
    "ceiling_passed": "Group",
    "cells_mislabelled": "is passed over for|the last funded|stands before",
    "exclusive_both_funded": "exclude each other",
    "floor_priced_above_one": "price a floor above 1",
    "limit_of_a_year_passed": "Source .* in 20",
    "limit_passed": "Source .* pays",
    "made_of_another_instance": "gets",
    "multiplier_of_no_limit": "the instance sets no limit",
    "multipliers_changed": "not of|is not proved|more applications open",
    "open_emptied": "more applications open than are named",
    "open_lengthened": "the bound settles its fate",
    "over_limit_hidden": "Source .* pays",
    "rank_not_followed": "the awards are not those of plain rank",
    "requirement_unfunded": "which it requires",
    "score_changed": "is passed over for|stands before|under the least",
    "swapped_inside_a_cell": "passed over|not among|pays|Board|Group|exclude|requires|under|level",
    "threshold_ignored": "under the least",
}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_what_was_tampered_with_is_told(name: str) -> None:
    assert len(ENTERED) == 2
    for turn in range(5):
        changed = tampered(name, turn)
        failures = verify(changed.instance, changed.result).failures
        assert any(has(failure, REASONS[name]) for failure in failures), failures


def has(failure: str, reasons: str) -> bool:
    """Whether a failure is told in one of these words."""
    return any(
        all(part in failure for part in reason.split(" .* ")) for reason in reasons.split("|")
    )


FAULTS = [
    (("sources",), {"id": "region", "limit": 5}, "The instance lists region 2 times"),
    (("moneys",), {"id": "none", "parts": {"nowhere": 1}}, "Money none names nowhere"),
    (
        ("moneys",),
        {"id": "much", "parts": {"region": 6000, "world": 6000}},
        "The parts of money much are more than the whole.",
    ),
    (("exclusive",), ["first", "nobody"], "An exclusive list names nobody"),
    (("exclusive",), ["first", "second", "first"], "first stands 2 times in exclusive lists."),
    (("applications", 0, "moneys"), "from-moon", "Application first names from-moon"),
    (("applications", 0, "moneys"), "from-region", "Application first names a money twice."),
    (("applications", 0, "groups"), "nobles", "Application first names nobles"),
    (("applications", 0, "requires"), "nobody", "Application first names nobody"),
    (("applications", 0, "levels"), 100, "Application first has levels that do not fall."),
]


@pytest.mark.parametrize(("path", "entry", "sentence"), FAULTS)
def test_an_instance_that_makes_no_sense_is_refused(
    path: tuple[Any, ...], entry: Any, sentence: str
) -> None:
    instance: Any = a_small_case() | {"exclusive": []}
    instance["sources"].append({"id": "world", "limit": 5})
    part = instance
    for key in path:
        part = part.setdefault(key, [100]) if isinstance(part, dict) else part[key]
    if key in {"groups", "requires"}:
        part.clear()
    part.append(entry)

    verdict = verify(instance, a_small_result())

    assert any(failure.startswith(sentence) for failure in verdict.failures), verdict.failures


def test_a_profile_is_needed_where_a_year_is_limited_and_adds_up() -> None:
    instance = a_small_case()
    instance["sources"][0]["years"] = {"2026": 5}
    instance["applications"][0] |= {"board": "nobody", "profile": {"2026": 9_999}}

    failures = verify(instance, a_small_result()).failures

    assert failures[:3] == (
        "Application first names nobody, which the instance does not hold.",
        "Application first has a profile that does not add up to the whole.",
        "Application second has no profile, and a source that may pay it has limits by year.",
    )


def test_text_that_cannot_be_written_and_keys_that_nobody_knows_are_told() -> None:
    instance = a_small_case()
    instance["rules"] |= {"seed": "half \ud800", "skip": 1, "more": 2}
    unsaid = {**a_small_result(), "sentences": [{"text": 7}]}
    instance["moneys"][0]["parts"] = []
    instance["applications"][0]["levels"] = []
    del instance["rules"]["threshold"]

    assert verify(instance, a_small_result()).failures[:6] == (
        "instance.rules lacks threshold.",
        "instance.rules.seed holds half a character, so it has no digest.",
        "instance.rules.skip is 1; true or false is needed.",
        "instance.rules has a key that the format does not know: 'more'.",
        "instance.moneys[0].parts is a list; an object is needed.",
        "instance.applications[0].levels holds 0 things; from 1 to 100 are needed.",
    )
    assert "result.sentences[0].text is 7; a text is needed." in (
        verify(a_small_case(), unsaid).failures
    )


def test_of_many_failures_of_a_kind_the_first_are_told_and_the_rest_counted() -> None:
    told = shortened([str(place) for place in range(MOST_TOLD + 7)])

    assert told[-1] == "7 more failures of this kind follow."
    assert len(told) == MOST_TOLD + 1


def test_digests_of_another_instance_are_refused() -> None:
    result = a_small_result() | {"instance": "0" * 64, "rules": "1" * 64, "digest": "2" * 64}

    failures = verify(a_small_case(), result).failures

    assert len(failures) == 3
    assert failures[0].startswith("The digest under instance should be ")


def test_the_order_of_lists_changes_no_digest() -> None:
    base = a_base(3).copy()
    for name in ("sources", "moneys", "groups", "boards", "applications"):
        base.instance[name].reverse()

    assert verify(base.instance, base.result).failures == ()
