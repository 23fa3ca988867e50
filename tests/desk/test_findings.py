"""What keeps a draft from being published is said once, at its place, in the order of the form."""

from decimal import Decimal
from typing import Any

import pytest

from perron.core.records.kinds import Record, kinds
from perron.desk.records.choices import Choices
from perron.desk.records.findings import findings_of, is_missing, settled
from tests.desk.make import a_town
from tests.make import a_fact, a_measure

pytestmark = pytest.mark.django_db


def told(record: Record, kind: str = "measure") -> list[tuple[str, str]]:
    known = kinds[kind]
    found = findings_of(known, settled(known.codecs, record), Choices())
    return [(".".join(map(str, one.path)), f"{one.sentence} {one.remedy}".strip()) for one in found]


def test_a_sound_draft_has_nothing_to_tell() -> None:
    a_town()

    facts = [a_fact(number=number) for number in ("11.2", 500, "-3", "0.0001", 10**15)]
    assert told(a_measure(facts=facts)) == []


def test_a_draft_takes_its_normal_form_as_far_as_it_can_be_read() -> None:
    record = {
        "code": "a",
        "name": {"en": " A "},
        "state": "unknown",
        "facts": [{"number": "11.20"}, {"number": "many"}, {"number": "Infinity"}, {}],
        "nodes": [],
    }

    assert settled(kinds["measure"].codecs, record) == {
        "code": "a",
        "name": {"en": "A"},
        "facts": [{"number": Decimal("11.2")}, {"number": "many"}, {"number": "Infinity"}, {}],
    }


def test_a_link_that_leads_nowhere_names_what_may_have_been_meant() -> None:
    a_town()
    record = a_measure(
        programme="nothing",
        partners=[{"organisation": "Tonw", "role": "partner"}],
        sources=["gazette", "paper"],
    )

    assert told(record) == [
        ("programme", "No programme is called “nothing”. Choose another, or add it first."),
        ("partners.0.organisation", "No organisation is called “Tonw”. Did you mean Town (town)?"),
        ("sources.1", "No reference is called “paper”. Choose another, or add it first."),
    ]


def test_each_place_is_told_once_and_in_the_order_of_the_form() -> None:
    a_town()
    record = {"code": "a", "facts": [{"number": "x"}], "start": "soon", "strategy": "plan"}

    assert [path for path, _said in told(record)] == [
        "name",
        "start",
        "facts.0.of",
        "facts.0.number",
        "facts.0.sources",
    ]


def test_contradictions_are_told_when_everything_else_can_be_read() -> None:
    a_town()

    assert told(a_measure(start="2020", end="2019")) == [
        ("end", "“end” (2019) stands before “start” (2020). Put the dates in order.")
    ]
    assert told(a_measure(start="2020", end="2019", name={})) == [("name", "This is still needed.")]


def test_a_part_that_says_nothing_is_told_before_its_own_parts() -> None:
    a_town()
    fact = {"of": "budget", "dispute": "line", "sources": ["gazette"]}

    assert [path for path, _said in told(a_measure(facts=[fact]))] == ["facts.0", "facts.0.dispute"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12345678901234567", "At most 16 digits and 4 decimals can be kept."),
        ("0.00001", "At most 16 digits and 4 decimals can be kept."),
    ],
)
def test_a_number_that_the_database_can_not_hold_is_told(number: str, said: str) -> None:
    a_town()

    assert told(a_measure(facts=[a_fact(number=number)])) == [("facts.0.number", said)]


@pytest.mark.parametrize("place", [-1, 2**31])
def test_a_whole_number_has_its_limits(place: int) -> None:
    a_town()
    record: dict[str, Any] = {
        "code": "first",
        "strategy": "plan",
        "name": {"en": "First"},
        "adopted": "2018",
        "place": place,
    }

    assert told(record, "version")[0][1].startswith("This number must lie between 0 and")


def test_truth_is_no_number() -> None:
    a_town()
    record = {
        "code": "use",
        "strategy": "plan",
        "name": {"en": "Use"},
        "unit": "euro",
        "comparable": True,
    }

    assert told(record, "indicator") == []


def test_what_is_only_not_there_yet_is_told_apart() -> None:
    a_town()
    known = kinds["measure"]

    found = findings_of(known, settled(known.codecs, {"code": "a", "start": "x"}), Choices())

    assert [is_missing(one) for one in found] == [True, True, False]


def test_a_long_word_in_the_place_of_a_date_is_told_to_be_no_date() -> None:
    a_town()

    [(where, sentence)] = told(a_measure(start="in early spring"))

    assert where == "start"
    assert sentence.startswith("“in early spring” is not a date.")
