"""The order of applications: total, public, the same for everyone, and comparable."""

import hashlib
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perron.engines.scoring.moving import compare
from perron.engines.scoring.ranking import (
    Direction,
    Entry,
    RankingRule,
    Tie,
    canonical,
    document,
    lot,
    rank,
)
from perron.engines.scoring.refusals import ScoringRefused

RULE = RankingRule(
    "drawn in public",
    (Tie("pedagogy"), Tie("index", Direction.LOWEST)),
    threshold=60_000,
)
ENTRIES = [
    Entry("a", 70_000, {"pedagogy": 30_000, "index": "0.10"}),
    Entry("b", 70_000, {"pedagogy": 30_000, "index": "-0.20"}),
    Entry("c", 70_000, {"pedagogy": 35_000, "index": "0.50"}),
    Entry("d", 59_999, {"pedagogy": 40_000, "index": "0"}),
    Entry("e", 80_000, {"pedagogy": 10_000, "index": "0"}),
]


def test_scores_come_first_then_the_rule_key_by_key() -> None:
    lines = rank(ENTRIES, RULE).lines

    assert [line.id for line in lines] == ["e", "c", "b", "a", "d"]
    assert [line.decided_by for line in lines] == ["", "score", "pedagogy", "index", "score"]
    assert [line.tie for line in lines] == [0, 0, 1, 2, 0]
    assert [line.place for line in lines] == [1, 2, 3, 4, 5]
    assert [line.reaches_threshold for line in lines] == [True] * 4 + [False]


def test_those_whom_only_lots_separate_share_a_place_and_still_have_an_order() -> None:
    rule = RankingRule("seed")
    entries = [Entry(name, score) for name, score in (("w", 9), ("x", 7), ("y", 7), ("z", 5))]
    lines = rank(entries, rule).lines
    tied = sorted("xy", key=lambda name: lot("seed", name))

    assert [line.id for line in lines] == ["w", *tied, "z"]
    assert [line.place for line in lines] == [1, 2, 2, 4]
    assert [line.position for line in lines] == [1, 2, 3, 4]
    assert [line.tie for line in lines] == [0, 0, 0, 0]
    assert lines[2].decided_by == "lot"
    assert all(line.reaches_threshold for line in lines), "there is no threshold"


def test_a_lot_is_the_digest_of_seed_colon_and_id() -> None:
    assert lot("seed", "A-1") == hashlib.sha256(b"seed:A-1").hexdigest()


@settings(max_examples=20)
@given(st.permutations(ENTRIES))
def test_the_order_of_the_list_changes_nothing(entries: list[Entry]) -> None:
    assert rank(entries, RULE) == rank(ENTRIES, RULE)


def test_a_digest_is_that_of_the_canonical_form_and_sees_every_change() -> None:
    ranking = rank(ENTRIES, RULE)
    written = canonical(document(ranking))

    assert ranking.digest == hashlib.sha256(written).hexdigest()
    assert json.loads(written)["lines"][2]["keys"] == ["30000", "-1/5"]
    assert rank(ENTRIES[:-1], RULE).digest != ranking.digest
    assert rank(ENTRIES, RankingRule("another", RULE.ties, 60_000)).digest != ranking.digest


def test_a_missing_key_and_an_id_that_comes_twice_are_refused_by_name() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        rank([*ENTRIES, Entry("a", 1, {"index": 1})], RULE)

    twice, missing = refusal.value.problems
    assert (twice.code, twice.facts["ids"]) == ("entries_twice", ("a",))
    assert (missing.code, missing.facts["keys"]) == ("missing_keys", ("pedagogy",))


def test_a_rule_without_a_seed_or_with_a_key_twice_is_refused() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        RankingRule("", (Tie("a"), Tie("a")))

    assert [problem.code for problem in refusal.value.problems] == ["no_seed", "ties_twice"]


def test_the_same_ranking_has_not_changed() -> None:
    same = compare(rank(ENTRIES, RULE), rank(ENTRIES[::-1], RULE))

    assert (same.same, same.entered, same.left, same.moved, same.crossed, same.overtaken) == (
        True,
        (),
        (),
        (),
        (),
        0,
    )


def test_two_rankings_are_told_apart_by_who_came_left_moved_and_crossed() -> None:
    keys = ENTRIES[0].keys
    new = [*ENTRIES[:3], Entry("d", 90_000, keys), Entry("f", 75_000, keys)]
    found = compare(rank(ENTRIES, RULE), rank(new, RULE))

    assert not found.same
    assert (found.entered, found.left, found.crossed) == (("f",), ("e",), ("d",))
    assert [(one.id, one.points, one.positions) for one in found.moved] == [
        ("d", 30_001, 4),
        ("c", 0, -1),
        ("b", 0, -1),
        ("a", 0, -1),
    ]
    assert found.overtaken == 3


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(0, 30))
def test_overtaken_pairs_are_counted_as_by_hand(seed: int, count: int) -> None:
    scores = np.random.default_rng(seed).integers(0, 9, size=(2, count)).tolist()
    rule = RankingRule("seed")
    old = rank([Entry(f"{at}", one) for at, one in enumerate(scores[0])], rule)
    new = rank([Entry(f"{at}", one) for at, one in enumerate(scores[1])], rule)
    at = {line.id: line.position for line in old.lines}
    order = [at[line.id] for line in new.lines]

    by_hand = sum(one > other for n, one in enumerate(order) for other in order[n + 1 :])
    assert compare(old, new).overtaken == by_hand
