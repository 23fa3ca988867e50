"""The canonical form: the order of lists and what is left out change no digest."""

import json
from typing import Any

import numpy as np

from perron.engines.awards.canonical import canonical_instance, digest, written
from tests.engines.awards.editions import an_application, an_edition
from tests.engines.awards.tiny import an_edition as a_tiny_edition


def test_the_form_is_sorted_and_has_no_spaces() -> None:
    assert written({"b": [1, "é\n"], "a": None}) == '{"a":null,"b":[1,"é\\n"]}'


def test_the_order_of_the_lists_changes_no_digest() -> None:
    for seed in range(20):
        document = a_tiny_edition(seed)
        shuffled = json.loads(json.dumps(document))
        chance = np.random.default_rng(seed)
        for name in ("sources", "moneys", "groups", "boards", "applications", "exclusive"):
            chance.shuffle(shuffled.get(name, []))
        for row in shuffled["applications"]:
            chance.shuffle(row.get("groups", []))
            chance.shuffle(row.get("requires", []))

        assert digest(canonical_instance(shuffled)) == digest(canonical_instance(document))


def test_empty_lists_that_may_be_missing_are_left_out_and_nothing_else() -> None:
    row = an_application("a", 0, moneys=[], groups=[], requires=[], profile={}, levels=[100])
    document = an_edition(row, rules={"skip": False}, groups=[], boards=[], exclusive=[])
    document["sources"][0]["years"] = {}

    form = canonical_instance(document)

    plain = an_edition(an_application("a", 0, moneys=[], levels=[100]), rules={"skip": False})
    assert form == plain


def test_the_preferred_money_stays_the_first() -> None:
    document = an_edition(an_application("a", 0, moneys=["regional", "another"]))

    form: dict[str, Any] = canonical_instance(document)
    (row,) = form["applications"]

    assert row["moneys"] == ["regional", "another"]


def test_a_list_that_was_changed_has_another_digest() -> None:
    before = an_edition(an_application("a", 0), an_application("b", 0), exclusive=[["b", "a"]])
    after = an_edition(an_application("a", 0), an_application("b", 0))

    assert canonical_instance(before)["exclusive"] == [["a", "b"]]
    assert digest(canonical_instance(before)) != digest(canonical_instance(after))
