"""A visitor's day by keyboard: after the first page no address is typed and nothing clicked."""

import pytest
from playwright.sync_api import Page, expect

from perron.cli.first_start import prepare_site
from tests.e2e.hands import FOCUS, Hands, leads_to


@pytest.fixture
def _region(transactional_db: None) -> None:
    del transactional_db
    prepare_site()


@pytest.mark.slow
@pytest.mark.usefixtures("_region")
def test_a_visitors_day_with_the_keyboard_alone(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    hands = Hands(page)
    page.goto(f"{base_url}/fr/")

    # the first stop skips to the content
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["href"] == "#main"
    page.keyboard.press("Enter")

    # from the home page to a theme, to a programme, to one of its measures
    hands.follow(leads_to("/fr/themes/2019-skills/"), "a theme")
    hands.follow(leads_to("/fr/programmes/ecole-numerique/"), "a programme")
    hands.follow(leads_to("/fr/measures/en-2020/"), "a measure")
    expect(page.locator("h1")).to_be_visible()

    # where a fact comes from
    hands.follow(leads_to("/fr/sources/"), "a source")

    narrow_the_list(hands)
    walk_the_map(hands)

    # the same page in German, and what changed
    hands.follow(lambda stop: stop["href"].startswith("/de/"), "German")
    assert page.locator("html").get_attribute("lang") == "de"
    hands.follow(leads_to("/de/journal/"), "the journal")
    assert page.locator("h1").count() == 1

    assert hands.unseen == []
    assert complaints == []


def narrow_the_list(hands: Hands) -> None:
    """To the list of measures, narrowed by a word."""
    hands.open_menu()
    hands.follow(lambda stop: stop["href"] == "/fr/measures/", "the list of measures")
    hands.open_filters()
    hands.reach(lambda stop: stop["name"] == "q" and stop["tag"] == "input", "the search field")
    hands.page.keyboard.type("wallcode")
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    assert "wallcode" in hands.page.content().lower()


def walk_the_map(hands: Hands) -> None:
    """Over the map by arrow keys, to the page of a municipality."""
    hands.open_menu()
    hands.follow(lambda stop: stop["href"] == "/fr/territory/", "the territory")
    hands.reach(lambda stop: "cell" in stop["classes"], "the map")
    hands.page.keyboard.press("ArrowRight")
    hands.page.keyboard.press("ArrowDown")
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    expect(hands.page.locator("h1")).to_be_visible()
