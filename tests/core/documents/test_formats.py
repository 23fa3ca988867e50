"""The formats that a schema may ask of a text."""

from decimal import Decimal

import pytest

from perron.core.documents.formats import FORMATS, wording_of


def fits(value: object, name: str) -> bool:
    return FORMATS.conforms(value, name)


@pytest.mark.parametrize(
    "text", ["2018", "2018-12", "2018-12-06", "2024-02-29", "1800", "2200-12-31", 2018]
)
def test_years_months_and_days_are_partial_dates(text: object) -> None:
    assert fits(text, "partial-date")


@pytest.mark.parametrize(
    "text",
    [
        *("", "18", "2018-13", "2018-00", "2018-1", "2018-02-30", "2018-12-06T10:00", "2018-"),
        *("0000", "2018-12-06\n", " 2018", "２０１８", "12/2018", "2018-W12"),
        *(20181, -2018, 0),
    ],
)
def test_what_is_not_in_the_calendar_is_no_partial_date(text: object) -> None:
    assert not fits(text, "partial-date")
    assert wording_of("partial-date", text) == "partial-date"


@pytest.mark.parametrize("text", ["0001", "1799-12-31", "2201", "9999-12", 1500])
def test_a_date_that_no_public_record_can_mean_is_too_far_away(text: object) -> None:
    assert not fits(text, "partial-date")
    assert wording_of("partial-date", text) == "far-date"


@pytest.mark.parametrize(
    "number", ["0", "-12.5", "9999999999999999", "-9999999999999999.9999", "1.50000", "1e15"]
)
def test_what_a_column_keeps_exactly_is_an_amount(number: str) -> None:
    assert fits(Decimal(number), "amount")


@pytest.mark.parametrize(
    "number", ["1e16", "-10000000000000000", "0.00001", "9999999999999999.99999", "NaN", "1e400"]
)
def test_what_would_be_rounded_or_refused_by_a_database_is_none(number: str) -> None:
    assert not fits(Decimal(number), "amount")


def test_a_date_is_a_whole_day_of_the_calendar() -> None:
    assert fits("2018-12-06", "date")
    assert not any(fits(text, "date") for text in ["2018-12", "2018", "20181206", "2023-02-29"])


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://example.org:8443/é",
        "https://[::1]/",
    ],
)
def test_whole_addresses_of_the_web_are_addresses(text: str) -> None:
    assert fits(text, "uri")


@pytest.mark.parametrize(
    "text",
    [
        *("example.org", "www.example.org/a", "//example.org", "https://", "https:///path", ""),
        *("ftp://example.org", "mailto:a@example.org", "javascript:alert(1)", "https://[::1"),
        *("https://example.org:99999", "http://example.org:0", "https://example.org/a b"),
        "https://example.org\n",
    ],
)
def test_other_addresses_are_not(text: str) -> None:
    assert not fits(text, "uri")


@pytest.mark.parametrize("text", ["a", "digital-skills-2", "2018"])
def test_lower_case_words_joined_by_hyphens_are_a_code(text: str) -> None:
    assert fits(text, "code")


@pytest.mark.parametrize("text", ["A", "a--b", "-a", "a-", "é", "a_b", "", "a\n"])
def test_anything_else_is_no_code(text: str) -> None:
    assert not fits(text, "code")


@pytest.mark.parametrize("name", ["amount", "code", "date", "partial-date", "uri"])
def test_a_value_of_another_kind_is_left_to_the_type(name: str) -> None:
    others: list[object] = [True, None, []]
    assert all(fits(value, name) for value in others)
