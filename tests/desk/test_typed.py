"""Numbers, dates and texts are understood as people type them; what is not stays as it was."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from perron.desk.forms.typed import (
    address_of,
    date_of,
    number_of,
    number_shown,
    text_of,
    whole_of,
)


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("en", "1250", 1250),
        ("en", "-3", -3),
        ("en", "1 250", 1250),
        ("fr", "1\u202f250\u00a0000", 1250000),
        ("de", "1'250", 1250),
        ("fr", "11,2", "11.2"),
        ("en", "11,2", "11.2"),
        ("fr", "11.2", "11.2"),
        ("fr", "1.250.000", 1250000),
        ("en", "1,250,000.5", "1250000.5"),
        ("de", "1.250.000,5", "1250000.5"),
        ("fr", "1,125", "1.125"),
        ("en", "1.125", "1.125"),
        ("fr", "0.125", "0.125"),
    ],
)
def test_a_number_is_read_in_the_habits_of_the_reader(
    language: str, typed: str, kept: str | int
) -> None:
    with translation.override(language):
        assert number_of(typed) == kept


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "550.000"),
        ("en", "550,000"),
        ("en", "about 5"),
        ("en", "1.2.3,4,5"),
        ("en", "NaN"),
        ("en", "1e5"),
    ],
)
def test_a_number_that_could_mean_two_things_or_none_stays_as_typed(
    language: str, typed: str
) -> None:
    with translation.override(language):
        assert number_of(typed) == typed


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@given(st.decimals(-(10**9), 10**9, places=4) | st.integers(-(10**12), 10**12))
def test_a_number_shown_is_read_back_the_same(language: str, value: object) -> None:
    with translation.override(language):
        assert str(number_of(number_shown(value))) == str(value)


def test_what_is_no_number_is_shown_as_typed() -> None:
    assert number_shown("about 5") == "about 5"


def test_large_numbers_are_shown_in_groups() -> None:
    assert number_shown(20000000) == "20\u00a0000\u00a0000"
    assert number_shown(2019) == "2019"


@pytest.mark.parametrize(
    ("typed", "kept"), [("12", 12), ("1 200", 1200), ("1.2", "1.2"), ("x", "x")]
)
def test_a_whole_number_is_read_or_stays(typed: str, kept: str | int) -> None:
    assert whole_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2018", "2018"),
        ("2018-12", "2018-12"),
        ("6/12/2018", "2018-12-06"),
        ("06.12.2018", "2018-12-06"),
        ("12/2018", "2018-12"),
        ("in spring", "in spring"),
    ],
)
def test_a_date_may_be_written_day_first(typed: str, kept: str) -> None:
    assert date_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.town.example", "https://www.town.example"),
        ("https://town.example", "https://town.example"),
        ("the town", "the town"),
    ],
)
def test_an_address_gets_its_beginning(typed: str, kept: str) -> None:
    assert address_of(typed) == kept


def test_a_text_loses_only_what_nobody_typed() -> None:
    assert text_of(" a\r\nb\rc\x00\x07\t ") == "a\nb\nc"
