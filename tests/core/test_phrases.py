"""A date in a sentence takes the words that its exactness and the reader's language ask for."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from perron.core.dates import in_words
from perron.core.formats import date_in_words
from perron.core.phrases import by, on, since, until


@pytest.mark.parametrize(
    ("language", "partial", "said"),
    [
        ("fr", "2019-03-03", "depuis le 3 mars 2019"),
        ("fr", "2019-03", "depuis mars 2019"),
        ("fr", "2019", "depuis 2019"),
        ("de", "2019-03-03", "seit dem 3. März 2019"),
        ("de", "2019-03", "seit März 2019"),
        ("de", "2019", "seit 2019"),
        ("en", "2019-03-03", "since 3 March 2019"),
        ("en", "2019-03", "since March 2019"),
        ("en", "", ""),
    ],
)
def test_since_takes_its_article_only_with_a_day(language: str, partial: str, said: str) -> None:
    with override(language):
        assert since(partial) == said


@pytest.mark.parametrize(
    ("language", "partial", "said"),
    [
        ("fr", "2019-03-01", ["jusqu’au 1er mars 2019", "le 1er mars 2019"]),
        ("fr", "2019-03", ["jusqu’en mars 2019", "en mars 2019"]),
        ("de", "2019-03-01", ["bis zum 1. März 2019", "am 1. März 2019"]),
        ("de", "2019-03", ["bis März 2019", "im März 2019"]),
        ("de", "2019", ["bis 2019", "im Jahr 2019"]),
        ("en", "2019", ["until 2019", "in 2019"]),
    ],
)
def test_until_and_on_fit_the_exactness(language: str, partial: str, said: list[str]) -> None:
    with override(language):
        assert [until(partial), on(partial)] == said


def test_what_is_to_be_reached_is_due_by_a_date() -> None:
    assert by("2030") == "by 2030"
    with override("fr"):
        assert [by("2030"), by("2030-01-01")] == ["d’ici 2030", "d’ici au 1er janvier 2030"]


def test_the_first_day_of_a_month_is_an_ordinal_in_french_alone() -> None:
    said = {}
    for language in ("fr", "de", "en"):
        with override(language):
            said[language] = [in_words("2018-01-01"), in_words("2018-01-11")]

    assert said == {
        "fr": ["1er janvier 2018", "11 janvier 2018"],
        "de": ["1. Januar 2018", "11. Januar 2018"],
        "en": ["1 January 2018", "11 January 2018"],
    }


def test_a_moment_is_written_with_its_hour() -> None:
    moment = datetime(2026, 2, 1, 8, 5, tzinfo=UTC)
    with override("fr"):
        assert date_in_words(moment) == "1er février 2026 à 09:05"
        assert on(date(2026, 2, 1)) == "le 1er février 2026"
    with override("de"):
        assert on(moment) == "am 1. Februar 2026, 09:05 Uhr"
