"""A visitor's day by keyboard: after the first page no address is typed and nothing clicked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from perron.cli.first_start import prepare_site

MOST_STOPS = 220
FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), look = getComputedStyle(it);
  const shown = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  const path = it.querySelector && it.querySelector("path");
  const drawn = path && getComputedStyle(path).strokeWidth !== "0px";
  return {
    text: (it.innerText || it.getAttribute("aria-label") || it.value || "").trim(),
    href: it.getAttribute("href") || "",
    name: it.getAttribute("name") || "",
    classes: it.getAttribute("class") || "",
    tag: it.tagName.toLowerCase(),
    visible: (shown || !!drawn) && box.width > 0 && box.height > 0,
  };
}"""
Match = Callable[[dict[str, str]], bool]


@pytest.fixture
def _region(transactional_db: None) -> None:
    del transactional_db
    prepare_site()


class Hands:
    """Someone who reaches everything with Tab, Enter, arrows and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def reach(self, match: Match, what: str) -> dict[str, str]:
        """Press Tab until something fits; every stop on the way must show its focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUS)
            if stop is None:
                continue
            if not stop["visible"]:
                self.unseen.append(f"{self.page.url} {stop['tag']} {stop['text'][:40]}")
            if match(stop):
                return dict(stop)
        raise AssertionError(f"{what} can't be reached with Tab on {self.page.url}")

    def follow(self, match: Match, what: str) -> None:
        """Reach a link and open it."""
        self.reach(match, what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open_menu(self) -> None:
        """On a phone the main links fold: open them."""
        self._unfold("header summary")

    def open_filters(self) -> None:
        """On a phone the filters fold as well."""
        self._unfold("main aside summary")

    def _unfold(self, folded: str) -> None:
        if self.page.locator(folded).first.is_visible():
            self.reach(lambda stop: stop["tag"] == "summary", "what is folded")
            self.page.keyboard.press("Enter")


def leads_to(part: str) -> Match:
    return lambda stop: stop["tag"] == "a" and part in stop["href"]


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
