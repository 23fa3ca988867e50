"""Other records are chosen by name: from a list on the page, or asked for when there are many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.core.records.kinds import kinds
from perron.desk.records import choices as choices_module
from perron.desk.records.choices import (
    Choices,
    Option,
    linked,
    names_like,
    names_of,
    naming_columns,
    only_links,
    words_of,
)
from tests.desk.make import RICH, a_rich_plan, a_town, republish
from tests.make import a_measure, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two organisations be more than a page carries."""
    monkeypatch.setattr(choices_module, "MOST", 1)


def test_names_come_by_key_whatever_the_kind_calls_them() -> None:
    a_rich_plan()

    assert names_of(kinds["organisation"]) == {"town": "Town"}
    assert names_of(kinds["reference"], ["gazette", "none"]) == {"gazette": "The gazette"}
    assert names_of(kinds["recommendation"]) == {"ask-1": "Go on"}
    assert names_of(kinds["term"], ["unit/euro"]) == {"unit/euro": "Euro"}


def test_a_thing_without_a_name_is_called_by_what_it_links() -> None:
    a_rich_plan()

    assert naming_columns(kinds["card"]) == ("round__name", "measure__name")
    assert names_of(kinds["card"]) == {"card-1": "Round – Tablets"}


def test_a_short_list_is_on_the_page_in_alphabetical_order() -> None:
    a_town(name={"en": "Älter Mill"})

    assert Choices().options("organisation") == [
        Option("mill", "Älter Mill"),
        Option("town", "Town"),
    ]


def test_the_names_of_a_page_take_two_queries_a_kind() -> None:
    a_town()
    names = Choices()

    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            names.options("organisation")
            assert names.name("organisation", "town") == "Town"
            assert names.name("organisation", "nobody") is None
    assert len(queries) == 2


@pytest.mark.usefixtures("_many")
def test_long_lists_are_not_on_the_page_and_still_found() -> None:
    a_town()
    names = Choices()

    assert names.options("organisation") == []
    assert names.resolve("organisation", "Mill") == "mill"
    assert names.resolve("organisation", "Nobody") == "Nobody"
    assert names.suggest("organisation", "Mil") == ["Mill (mill)"]


@pytest.mark.usefixtures("_many")
def test_the_names_in_a_record_of_long_lists_take_one_query() -> None:
    a_town()
    record = a_measure(partners=[{"organisation": code} for code in ("mill", "town", "nobody")])
    names = Choices()
    names.everything("organisation")

    with CaptureQueriesContext(connection) as queries:
        names.prepare(kinds["measure"].codecs, {"partners": record["partners"]})
        known = [names.name("organisation", code) for code in ("mill", "town", "nobody")]
    assert known == ["Mill", "Town", None]
    assert len(queries) == 1


def test_what_is_typed_finds_names_that_hold_it_or_begin_alike() -> None:
    a_town()
    republish("organisation", an_organisation("miller"))

    assert set(names_like(kinds["organisation"], "ILL")) == {"mill", "miller"}
    assert set(names_like(kinds["organisation"], "toxn")) == set()
    assert set(names_like(kinds["organisation"], "towx")) == {"town"}
    assert set(names_like(kinds["reference"], "gaz")) == {"gazette"}


def test_what_was_typed_may_be_a_part_of_the_name_or_nearly_it() -> None:
    a_town(name={"en": "The old mill on the hill"})
    names = Choices()

    assert names.suggest("organisation", "old mill") == ["The old mill on the hill (mill)"]
    assert names.suggest("organisation", "Twon") == ["Town (town)"]
    assert names.suggest("organisation", "castle") == []


def test_every_link_of_a_record_is_known() -> None:
    assert set(linked(kinds["measure"].codecs, RICH)) == {
        ("strategy", "plan"),
        ("node", "skills"),
        ("organisation", "town"),
        ("reference", "gazette"),
    }


def test_a_link_with_only_one_possibility_is_made() -> None:
    a_town()

    assert only_links(kinds["measure"]) == {"strategy": "plan"}
    assert only_links(kinds["site"]) == {}


def test_the_words_of_a_list_come_in_its_order() -> None:
    a_town()

    assert [option.value for option in words_of("unit")] == [
        "attendances",
        "euro",
        "people",
        "percent",
    ]
