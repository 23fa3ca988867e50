"""The strategy, its versions and its themes, as a visitor reads them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from perron.core.records.proposing import publish_records
from tests.make import NOON, records
from tests.portal.looking import main_of, part, words

Read = Callable[..., str]
LOADED = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_strategy_without_a_code_is_the_first_one(read: Read) -> None:
    assert words(main_of(read("strategy/"))) == words(main_of(read("strategy/lakes/")))


def test_what_the_versions_declared_stands_side_by_side(read: Read) -> None:
    page = read("strategy/")
    row = part(page, "objectives declared", "</tr>")

    first, second, third = map(words, row.split("<td ")[1:4])
    assert "9" in first
    assert "9" in second
    assert "20" in second
    assert "–" in third


def test_a_version_that_no_source_dates_says_so(read: Read) -> None:
    assert "no source dates it" in read("versions/lakes-3/")
    assert "No source that we know dates its adoption." in read("strategy/")


def test_a_version_shows_its_tree_with_programmes_and_what_was_inferred(read: Read) -> None:
    said = words(main_of(read("versions/lakes-2/")))

    assert "theme (2)" in said
    assert said.index("Digital skills") < said.index("Teaching")
    assert re.search(r"Lake Code inferred by us", said)
    assert not re.search(r"Digital School inferred by us", said)


def test_a_version_says_where_the_record_is_silent(read: Read) -> None:
    page = read("versions/lakes-2/")

    assert 'class="gap"' in page
    assert "The names of the objectives were not found." in page


def test_a_version_says_what_changed_since_the_one_before(read: Read) -> None:
    said = words(main_of(read("versions/lakes-2/")))
    changes = said[said.index("What changed since the version before") :]

    assert "Economy through digital renamed inferred by us" in changes
    assert "Skills and jobs renamed" in changes
    assert "new, or linked by no source Governance" in changes


def test_a_version_says_what_became_of_each_part(read: Read) -> None:
    said = words(main_of(read("versions/lakes-2/")))
    became = said[said.index("What became of it") :]

    assert "Digital business theme ended inferred by us" in became
    assert "split: Innovation" in became
    assert "Governance cross-cutting issue no source says" in became


def test_disputed_counts_stand_side_by_side_and_none_is_corrected(read: Read) -> None:
    page = read("versions/lakes-2/")
    conflict = words(part(page, 'id="dispute-objectives"', "conflict-note"))

    assert conflict.index("9") < conflict.index("20")
    assert "14.5" not in conflict


def test_a_theme_shows_what_it_was_and_what_became_of_it(read: Read) -> None:
    said = words(main_of(read("themes/v2-skills/")))

    assert "Before Skills and jobs renamed, First version" in said
    assert "After Innovation split, Third version inferred by us" in said


def test_a_part_of_a_theme_leads_back_up_and_lights_its_step(read: Read) -> None:
    page = main_of(read("themes/v2-teaching/"))

    assert 'href="/en/themes/v2-skills/"' in part(page, 'class="kicker"', "</p>")
    assert part(page, 'class="flight-mark"', "</p>").count('class="here"') == 1


def test_a_theme_lists_amounts_and_never_their_sum(read: Read) -> None:
    page = read("themes/v2-skills/")
    table = words(part(page, 'id="money"'))

    assert "€120,000,000" in table
    assert "about €8,900,000" in table
    assert "there is no total" in table
    assert "137,6" not in table


def test_a_theme_leads_to_the_list_of_all_its_measures_when_there_are_many(read: Read) -> None:
    many = [
        {
            "code": f"many-{number}",
            "strategy": "lakes",
            "name": {"en": f"Many {number}"},
            "nodes": [{"node": "v2-governance"}],
        }
        for number in range(30)
    ]
    publish_records(records(measure=many), by=None, at=NOON)
    page = read("themes/v2-governance/")

    assert page.count('href="/en/measures/many-') == 25
    assert 'href="/en/measures/?theme=v2-governance"' in page


@pytest.mark.parametrize(
    "path", ["strategy/no", "versions/no", "themes/no", "programmes/no", "measures/no"]
)
def test_an_unknown_code_is_answered_with_a_sentence_and_a_search(read: Read, path: str) -> None:
    page = read(f"{path}/", status=404)

    assert "under the code “no”" in words(main_of(page))
    assert 'type="search"' in main_of(page)


def test_a_text_in_another_language_is_marked_as_such(read: Read) -> None:
    page = read("versions/lakes-2/", "fr")

    assert '<span lang="en">The same themes under new names.</span>' in page
    assert 'class="fallback-tag"' in page


def test_the_home_page_shows_the_version_with_most_programmes_unless_asked(read: Read) -> None:
    assert "Digital business" in words(main_of(read()))
    assert "Economy through digital" in words(main_of(read("?version=lakes-1")))


def test_the_home_page_puts_the_announced_and_the_own_money_side_by_side(read: Read) -> None:
    page = read()
    money = words(part(page, 'id="money"', 'id="cards"'))

    assert "more than €550M amount announced" in money
    assert "€18M own line" in money
    assert "they are never added up" in money


def test_the_home_page_shows_the_newest_round_that_has_cards(read: Read) -> None:
    assert "Third report" in words(main_of(read()))


def test_the_home_page_says_when_nothing_changed_this_month(read: Read) -> None:
    assert (
        "The last change was on" in words(main_of(read()))
        or "Published for the first time" in read()
    )
