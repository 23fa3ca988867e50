"""Indicators: values, breaks, disagreements, neighbours, and the figures counted on the site."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from perron.indicators.enums import Periodicity
from perron.portal.pieces.series import freshness_of, year_of
from tests.portal.looking import main_of, part, words

Read = Callable[..., str]
WEAK = "indicators/weak-maturity-2019/"


def test_values_that_disagree_are_two_marks_and_no_line_reaches_them(read: Read) -> None:
    picture = part(read(WEAK), '<svg class="plot"', "</figure>")

    assert picture.count("dot--disputed") == 2
    assert "series--now" not in picture


def test_no_line_crosses_a_break_and_the_break_is_drawn_and_explained(read: Read) -> None:
    page = read(WEAK)

    assert part(page, '<svg class="plot"', "</figure>").count("series-break") == 1
    assert "Break in 2021. The questionnaire changed." in words(main_of(page))


def test_settled_values_are_joined_and_the_target_is_apart(read: Read) -> None:
    picture = part(read("indicators/basic-skills/"), '<svg class="plot"', "</figure>")

    assert picture.count("series series--now") == 2
    assert picture.count("series--target") == 1
    assert picture.count("dot--target") == 1


def test_the_title_of_a_picture_says_its_conclusion(read: Read) -> None:
    assert "Basic skills: from 51% (2021) to 59.5% (2025)" in words(
        part(read("indicators/basic-skills/"), "chart-title", "</p>")
    )
    assert "sources disagree about the last figure (2023)" in words(
        part(read(WEAK), "chart-title", "</p>")
    )


def test_every_picture_has_its_table_with_samples_and_sources(read: Read) -> None:
    table = words(part(read(WEAK), "<table", "</table>"))

    assert "2021 17.9% Source 1 2,184 28 January 2021 – 19 March 2021" in table
    assert "2023 about 17.3%" in table
    assert "Target 2030 at most 10%" in table
    assert "Set by the government." in table


def test_definitions_that_are_not_comparable_warn_of_each_other(read: Read) -> None:
    assert "Followed by a definition that is not comparable: Profiles" in words(read(WEAK))
    later = words(read("indicators/profiles/"))
    assert "Not comparable with the earlier definition: Weak digital maturity" in later
    assert "Continued, comparably, by: Basic skills" in later


def test_parts_are_bars_on_the_scale_of_the_whole(read: Read) -> None:
    bars = part(read("indicators/profiles/"), 'class="bars"', "</ul>")

    assert "experts 14% distant 29%" in words(bars)
    assert re.findall(r'bar-fill" width="([\d.]+)%', bars) == ["14.0", "29.0"]


def test_the_list_gives_the_latest_value_its_age_and_its_trend(read: Read) -> None:
    said = words(part(read("indicators/"), "<table", "</table>"))

    assert "Weak digital maturity about 17.3% or 18.4%" in said
    assert "+4.5 points since 2023" in said
    assert "80% by 2030" in said


def test_live_figures_open_onto_the_records_that_they_count(read: Read) -> None:
    live = part(read("indicators/"), 'class="live"', "</dl>")

    assert re.search(
        r'Measures: completed</dt><dd><a href="/en/measures/\?state=completed">1<', live
    )
    assert re.search(r'sources disagree</dt><dd><a href="/en/about/disagreements/">5<', live)
    assert re.search(r'Deutsch</dt><dd><a href="/en/about/languages/de/">\d+<', live)


def test_everything_on_which_sources_disagree_stands_on_one_page(read: Read) -> None:
    page = read("about/disagreements/")

    assert page.count('class="conflict"') == 5
    for thing in ("Digital Lakes", "Second version", "Digital School call 2020", "Weak digital"):
        assert thing in words(page)


def test_texts_that_are_not_translated_are_listed_with_their_records(read: Read) -> None:
    page = words(read("about/languages/fr/"))

    assert "Not in Français yet" in page
    assert "Second version in short" in page
    assert "Digital School call 2020 findings, comments" not in page


def test_a_language_of_which_the_site_has_no_texts_is_refused_in_a_sentence(read: Read) -> None:
    assert "no texts in the language “nl”" in words(read("about/languages/nl/", status=404))


def test_the_page_about_the_figures_explains_what_is_never_added(read: Read) -> None:
    assert "People are never added to people of another count" in words(read("about/"))


@pytest.mark.parametrize(
    ("periodicity", "period", "said"),
    [
        (Periodicity.YEARLY, "2025", "fresh"),
        (Periodicity.YEARLY, "2024", "ageing"),
        (Periodicity.YEARLY, "2022", "stale"),
        (Periodicity.BIENNIAL, "2023", "ageing"),
        (Periodicity.MONTHLY, "2026-09", "fresh"),
        (Periodicity.MONTHLY, "2025-09", "stale"),
        (Periodicity.ONCE, "2010", ""),
        (Periodicity.IRREGULAR, "2010", ""),
    ],
)
def test_a_figure_ages_by_the_pace_at_which_it_is_measured(
    periodicity: str, period: str, said: str
) -> None:
    assert freshness_of(periodicity, period, date(2026, 11, 23)) == said


def test_a_year_is_drawn_at_its_middle_and_a_day_on_that_day() -> None:
    assert year_of("2020") == pytest.approx(2020.5, abs=0.01)
    assert year_of("2020-01") == pytest.approx(2020.04, abs=0.01)
    assert year_of("2020-01-01") == pytest.approx(2020.0, abs=0.01)
