"""The test in a real browser: on a phone, by keyboard alone, read with axe in three languages."""

import gzip
import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, Response, expect

from tests.competences.sitting.made import a_bank
from tests.e2e.conftest import Reader

LANGUAGES = ("fr", "de", "en")
FIRST = 4
MOST_BYTES = 100_000


@pytest.fixture
def _bank(transactional_db: None) -> None:
    del transactional_db
    a_bank()


def begin(page: Page, base_url: str, language: str = "en") -> None:
    """From the start page to the first question."""
    page.goto(f"{base_url}/{language}/skills/")
    page.locator("main form button").click()
    page.locator("main form .button--main").click()
    expect(page).to_have_url(re.compile(r"/1/$"))


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_to_the_first_picture_with_the_keyboard_alone(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    begin(page, base_url)

    for number in range(1, FIRST + 1):
        expect(page.get_by_text(f"Question {number}").first).to_be_visible()
        page.get_by_role("button", name="I don’t know").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Good to say so")
        page.get_by_role("link", name="Go on", exact=True).focus()
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your first picture")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_a_question_reads_well_as_a_tree_of_names(page: Page, base_url: str) -> None:
    begin(page, base_url)

    tree = page.locator("main").aria_snapshot()

    assert "heading" in tree
    assert "[level=1]" in tree
    assert 'button "Answer"' in tree
    assert 'button "I don’t know"' in tree
    assert 'link "Take a break or stop"' in tree


@pytest.mark.axe
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("_bank")
def test_no_page_of_the_test_bars_anybody(
    page: Page, base_url: str, *, read_with_axe: Reader, language: str
) -> None:
    found: list[str] = []
    page.goto(f"{base_url}/{language}/skills/")
    found += read_with_axe(page)
    page.locator("main form button").click()
    found += read_with_axe(page)
    page.locator("main form .button--main").click()
    for _number in range(FIRST):
        found += read_with_axe(page)
        page.locator("button[value=unknown]").click()
        found += read_with_axe(page)
        page.locator(".form-actions a.button--main").click()
    found += read_with_axe(page)

    assert found == []


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_the_first_visit_weighs_little(page: Page, base_url: str) -> None:
    weights: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        body = answer.body() if answer.ok else b""
        packed = body if answer.url.endswith(".woff2") else gzip.compress(body)
        weights[answer.url.removeprefix(base_url)] = len(packed)

    page.on("response", weigh)
    page.goto(f"{base_url}/{settings.LANGUAGE_CODE}/skills/", wait_until="networkidle")

    assert sum(weights.values()) <= MOST_BYTES, weights
