"""A holder answers by the link of a letter, with the keyboard alone, in French and in German."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.cli.first_start import prepare_site
from perron.directory.models import Contact
from perron.strategy.models import UpdateRequest
from perron.strategy.services.asking import ask_holder, silent_holders
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands
from tests.strategy.make import path_of

pytestmark = pytest.mark.usefixtures("transactional_db")


def asked() -> UpdateRequest:
    """A real measure whose holder was asked a moment ago."""
    prepare_site()
    silent = silent_holders(12, timezone.now())[0]
    Contact.objects.create(organisation=silent.holder, name="Aline", email="aline@example.org")
    officer = User.objects.filter(role=Role.OFFICER).earliest("pk")
    return ask_holder(silent.measure, silent.holder, by=officer, at=timezone.now())


def pressed(page: Page, value: str) -> None:
    """Reach a button of the page by its meaning and press it."""
    hands = Hands(page)
    while True:
        hands.reach(lambda stop: stop["tag"] == "button", "a button")
        if page.evaluate("document.activeElement.value") == value:
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert hands.unseen == []


@pytest.mark.parametrize("language", ["fr", "de"])
def test_one_press_says_that_nothing_has_changed(
    page: Page,
    base_url: str,
    read_with_axe: Reader,
    *,
    complaints: list[str],
    language: str,
) -> None:
    request = asked()
    page.goto(f"{base_url}{path_of(request, language)}")
    assert read_with_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    pressed(page, "unchanged")

    expect(page.locator("h1")).to_be_visible()
    request.refresh_from_db()
    assert request.outcome == "unchanged"
    assert request.measure
    assert request.measure.confirmed_at
    assert complaints == []


@pytest.mark.parametrize("language", ["fr", "de"])
def test_three_answers_are_typed_and_sent(
    page: Page, base_url: str, *, complaints: list[str], language: str
) -> None:
    request = asked()
    page.goto(f"{base_url}{path_of(request, language)}")
    hands = Hands(page)

    hands.reach(lambda stop: stop["name"] == "state", "the states")
    page.keyboard.press("ArrowDown")
    hands.reach(lambda stop: stop["name"] == "words", "the sentence")
    page.keyboard.type("120 – ça marche.")
    hands.reach(lambda stop: stop["name"] == "url", "the source")
    page.keyboard.type("https://example.org/")
    pressed(page, "propose")

    request.refresh_from_db()
    assert request.outcome == "proposed"
    assert request.proposal["words"] == "120 – ça marche."
    assert request.proposal["language"] == language
    assert complaints == []
