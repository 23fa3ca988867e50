"""Buttons add, remove and move the parts of a list; a forged button is refused."""

import pytest

from perron.core.records.kinds import kinds
from perron.desk.errors import UnknownParts
from perron.desk.forms.steps import take_step

ROWS = {"code": "a", "facts": [{"of": "one"}, {"of": "two"}, {"of": "three"}]}


@pytest.mark.parametrize(
    ("step", "order", "anchor"),
    [
        ("add:facts", ["one", "two", "three", ""], "f-facts-3"),
        ("remove:facts.0", ["two", "three"], "f-facts-0"),
        ("remove:facts.2", ["one", "two"], "f-facts-1"),
        ("up:facts.2", ["one", "three", "two"], "f-facts-1"),
        ("up:facts.0", ["one", "two", "three"], "f-facts-0"),
        ("down:facts.0", ["two", "one", "three"], "f-facts-1"),
        ("down:facts.2", ["one", "two", "three"], "f-facts-2"),
        ("more:sources", ["one", "two", "three"], "f-sources-more"),
    ],
)
def test_a_button_does_what_it_says(step: str, order: list[str], anchor: str) -> None:
    record, here = take_step(kinds["measure"], dict(ROWS), step)

    assert ([row.get("of", "") for row in record["facts"]], here) == (order, anchor)


def test_the_last_part_removed_leaves_an_empty_list() -> None:
    record, here = take_step(kinds["measure"], {"facts": [{}]}, "remove:facts.0")

    assert (record, here) == ({"facts": []}, "f-facts")


@pytest.mark.parametrize(
    "step", ["add:name", "add:nothing", "remove:facts.3", "remove:facts", "up:facts.x", "add:"]
)
def test_a_forged_button_is_refused(step: str) -> None:
    with pytest.raises(UnknownParts, match="Nothing was saved"):
        take_step(kinds["measure"], dict(ROWS), step)
