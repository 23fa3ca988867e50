"""A form becomes a record: known fields only, nothing lost, names become codes."""

import pytest
from django.test.utils import override_settings

from perron.core.records.kinds import Record, kinds
from perron.core.records.proposing import publish_records
from perron.desk.errors import TooManyParts, UnknownParts
from perron.desk.forms.reading import read_form
from perron.desk.records.choices import Choices
from tests.desk.make import a_town, answers
from tests.make import NOON

pytestmark = pytest.mark.django_db
BEFORE = {"code": "tablets", "strategy": "plan"}


def read(kind: str = "measure", **fields: str | list[str]) -> Record:
    return read_form(kinds[kind], answers(**fields), before=BEFORE, choices=Choices())


def test_texts_numbers_dates_and_ticks_are_read() -> None:
    a_town()
    record = read(
        "indicator",
        strategy="plan",
        name__fr=" Usage ",
        name__en="Use",
        comparable="yes",
        values__rows="1",
        values__0__period="12/2018",
        values__0__number="11,2",
        values__0__sample="90",
    )

    assert record == {
        "code": "tablets",
        "strategy": "plan",
        "name": {"fr": "Usage", "en": "Use"},
        "comparable": True,
        "values": [{"period": "2018-12", "number": "11.2", "sample": 90}],
    }


def test_the_code_stays_whatever_is_sent() -> None:
    with pytest.raises(UnknownParts, match=r"a measure does not have: code\."):
        read(code="other")


@pytest.mark.parametrize("name", ["colour", "facts__0__colour", "names__fr", "demonstration"])
def test_fields_that_the_kind_does_not_have_are_refused(name: str) -> None:
    with pytest.raises(UnknownParts, match="Nothing was saved"):
        read(facts__rows="1", **{name: "x"})


def test_a_language_that_the_region_does_not_have_is_kept() -> None:
    assert read(name__nl="Tabletten", name__fr="Tablettes")["name"] == {
        "fr": "Tablettes",
        "nl": "Tabletten",
    }


def test_an_empty_row_stays_until_it_is_filled_in_or_removed() -> None:
    assert read(facts__rows="2", facts__1__of="budget")["facts"] == [{}, {"of": "budget"}]


@pytest.mark.parametrize("count", ["501", "many"])
def test_more_rows_than_anybody_types_are_refused(count: str) -> None:
    with pytest.raises(TooManyParts, match="more than 500"):
        read(facts__rows=count)


@pytest.mark.parametrize("typed", ["mill", "Mill", "MÏLL", "The old name (mill)", "Mill (mill)"])
def test_a_link_may_be_typed_as_a_name_or_a_code(typed: str) -> None:
    a_town()

    record = read(partners__rows="1", partners__0__organisation=typed)

    assert record["partners"] == [{"organisation": "mill"}]


def test_what_is_not_known_stays_as_it_was_typed() -> None:
    a_town()

    record = read(partners__rows="1", partners__0__organisation="Wind mill (x)")

    assert record["partners"] == [{"organisation": "Wind mill (x)"}]


def test_a_name_that_two_have_is_left_for_a_question() -> None:
    a_town(name={"en": "Town"})

    assert read(partners__rows="1", partners__0__organisation="Town") == {
        "code": "tablets",
        "partners": [{"organisation": "Town"}],
    }


def test_several_links_keep_their_ticks_and_take_one_more() -> None:
    a_town()

    assert read(sources=["gazette"], sources__more="The gazette")["sources"] == ["gazette"]
    assert read(sources__more="unheard of")["sources"] == ["unheard of"]


def test_words_are_ticked() -> None:
    assert read(audience=["schools", "towns", "schools"])["audience"] == ["schools", "towns"]


def test_ticks_that_were_there_keep_their_order() -> None:
    before = {**BEFORE, "audience": ["towns", "schools", "pupils"]}
    sent = answers(audience=["adults", "schools", "towns"])

    record = read_form(kinds["measure"], sent, before=before, choices=Choices())

    assert record["audience"] == ["towns", "schools", "adults"]


@override_settings(LANGUAGE_CODE="en")
def test_parts_that_no_form_asks_for_stay() -> None:
    municipality = {"code": "1", "district": "north", "name": {"en": "A"}, "outline": [[[1, 2]]]}
    publish_records(
        {"district": {"north": {"code": "north", "name": {"en": "North"}}}}, by=None, at=NOON
    )

    record = read_form(
        kinds["municipality"],
        answers(name__en="B", district="north"),
        before=municipality,
        choices=Choices(),
    )

    assert record == {**municipality, "name": {"en": "B"}}
