"""Someone at the keyboard: Tab, Enter, arrows and letters; no address typed and nothing clicked."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from tests.accounts.letters import last_code

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
    id: it.id,
    classes: it.getAttribute("class") || "",
    tag: it.tagName.toLowerCase(),
    visible: (shown || !!drawn) && box.width > 0 && box.height > 0,
  };
}"""
Match = Callable[[dict[str, str]], bool]
Look = Callable[[Page], list[str]]


def leads_to(part: str) -> Match:
    """A link to an address with this part."""
    return lambda stop: stop["tag"] == "a" and part in stop["href"]


def at(path: str) -> Match:
    """A link to just this address."""
    return lambda stop: stop["tag"] == "a" and stop["href"] == path


def field(name: str) -> Match:
    """A field by its name."""
    return lambda stop: stop["name"] == name and stop["tag"] in {"input", "select", "textarea"}


class Hands:
    """One person at one keyboard; what shows no focus on the way is noted in ``unseen``.

    ``looks`` say what is wrong with each page that is arrived at; that is noted in ``faults``,
    with whatever else is noted there, such as complaints of the browser.
    """

    def __init__(self, page: Page, *looks: Look, faults: list[str] | None = None) -> None:
        self.page = page
        self.looks = looks
        self.faults = [] if faults is None else faults
        self.unseen: list[str] = []

    def open(self, address: str) -> None:
        """Begin a day, or come from a letter: the only two times that an address is given."""
        self.page.goto(address)
        self._look()

    def reach(self, match: Match, what: str) -> dict[str, str]:
        """Press Tab until something fits; every stop on the way must show its focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUS)
            if stop is None:
                continue
            if not stop["visible"]:
                self.unseen.append(f"{self.page.url} {stop['tag']} {stop['text'][:40]}")
                self.faults.append(f"no focus is seen: {self.unseen[-1]}")
            if match(stop):
                return dict(stop)
        raise AssertionError(f"{what} can't be reached with Tab on {self.page.url}")

    def follow(self, match: Match, what: str) -> None:
        """Reach a link and open it."""
        self.reach(match, what)
        self.enter()

    def enter(self) -> None:
        """Press Enter, and be on the next page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look()

    def press(self, english: str, **named: str) -> None:
        """Press a button by what stands on it in the language of the page."""
        word = self.spoken(english) % named
        self.reach(
            lambda stop: stop["tag"] == "button" and stop["text"].partition("\n")[0] == word,
            f"the button “{word}”",
        )
        self.enter()

    def skip(self) -> None:
        """Skip what stands at the head of every page."""
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(FOCUS)["href"] == "#main"
        self.page.keyboard.press("Enter")

    def fill(self, name: str, words: str) -> None:
        """Reach a field and type over what stands in it."""
        self.reach(field(name), f"the field “{name}”")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def is_told(self, words: str = "") -> None:
        """The page says what was done."""
        expect(self.page.get_by_role("status").first).to_contain_text(words)

    def fill_day(self, name: str, day: date) -> None:
        """Type a day; its month must be its day, so that either order says the same."""
        self.reach(field(name), f"the field “{name}”")
        self.page.keyboard.type(f"{day:%d%m%Y}")

    def choose(self, name: str, *, down: int) -> None:
        """Go down so many steps in a list, or in a row of choices."""
        self.reach(field(name), f"the field “{name}”")
        for _step in range(down):
            self.page.keyboard.press("ArrowDown")

    def spoken(self, english: str) -> str:
        """A sentence of the source in the language of the page."""
        with override(self.page.locator("html").get_attribute("lang")):
            return gettext(english)

    def open_menu(self) -> None:
        """On a phone the main links fold: open them."""
        self._unfold("header summary")

    def open_filters(self) -> None:
        """On a phone the filters fold as well."""
        self._unfold("main aside summary")

    def sign_in(self, address: str) -> None:
        """From any page: the link at its head, the address, the code from the letter."""
        self.follow(leads_to("/sign-in/login/"), "signing in")
        self.fill("email", address)
        self.enter()
        self.fill("code", last_code(address))
        self.enter()

    def _unfold(self, folded: str) -> None:
        if self.page.locator(folded).first.is_visible():
            self.reach(lambda stop: stop["tag"] == "summary", "what is folded")
            self.page.keyboard.press("Enter")

    def _look(self) -> None:
        for look in self.looks:
            self.faults += [f"{self.page.url}: {fault}" for fault in look(self.page)]
