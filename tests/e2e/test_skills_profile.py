"""The profile in a real browser: by keyboard alone, at two widths, read with axe by language."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from perron.competences.models import Sitting
from perron.directory.models import District, Municipality, Place
from tests.competences.figures.make import a_finished, a_profile
from tests.competences.sitting.made import a_bank, answered
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands, at, field, leads_to
from tests.make import NOON, aline

LANGUAGES = ("fr", "de", "en")
PARTS = ("profile/", "learn/", "answers/", "sheet/")
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"
OPEN = "for (const one of document.querySelectorAll('main details')) one.open = true"


@pytest.fixture
def _bank(transactional_db: None) -> None:
    del transactional_db
    a_bank()
    district = District.objects.create(code="d", name={"en": "District"})
    town = Municipality.objects.create(code="1", name={"en": "Newbridge"}, district=district)
    Place.objects.create(code="hall", name={"en": "The open hall"}, municipality=town)


def held(page: Page, base_url: str, language: str, *scores: int) -> str:
    """A test begun in this browser and answered; the address of its pages."""
    page.goto(f"{base_url}/{language}/skills/begin/")
    page.locator("main form .button--main").click()
    expect(page).to_have_url(re.compile(r"/1/$"))
    sitting = Sitting.objects.get()
    answered(sitting, *scores, at=timezone.now())
    return f"{base_url}/{language}/skills/{sitting.key}/"


def profile_at(mean: float) -> dict[str, Any]:
    """A finished profile with the same ability everywhere."""
    found = a_profile([0.1, 0.8, 0.1, 0.0])
    for one in (found["overall"], *found["areas"].values(), *found["competences"].values()):
        one |= {"mean": mean, "answers": 42}
    return {**found, "answers": 42}


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_from_the_profile_to_a_place_near_with_the_keyboard_alone(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    address = held(page, base_url, "en", 1, 0, 1, 0, 1)
    path = address.removeprefix(base_url)
    hands = Hands(page)
    hands.open(f"{address}profile/")

    hands.follow(at(f"{path}answers/"), "the answers")
    hands.follow(leads_to("show=missed"), "those that were missed")
    expect(page.locator(".answer")).to_have_count(2)
    hands.follow(at(f"{path}learn/"), "what to learn")
    hands.reach(field("municipality"), "the municipality")
    page.keyboard.type("Newbridge")
    hands.reach(lambda stop: stop["text"] == "Show places near me", "the button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nearest to Newbridge")).to_be_visible()
    expect(page.get_by_text("in your municipality")).to_be_visible()
    hands.follow(at(f"{path}sheet/"), "the page to print")
    expect(page.get_by_role("heading", level=1)).to_have_text("My digital skills")

    assert hands.unseen == []
    assert complaints == []


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_the_profile_reads_well_as_a_tree_of_names(page: Page, base_url: str) -> None:
    address = held(page, base_url, "en", *[1, 0] * 6)
    page.goto(f"{address}profile/")

    tree = page.locator("main").aria_snapshot()

    assert 'heading "What you can do" [level=1]' in tree
    assert 'heading "On the whole" [level=2]' in tree
    assert "in 10)" in tree
    assert "img" not in tree  # the drawing says nothing that the words do not


@pytest.mark.slow
@pytest.mark.usefixtures("_bank")
def test_the_sheet_fits_on_one_page(page: Page, base_url: str) -> None:
    address = held(page, base_url, "en", *[1, 0] * 6)
    page.goto(f"{address}sheet/")

    pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))

    assert pages == 1


@pytest.mark.axe
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("_bank")
def test_no_page_of_the_profile_bars_anybody(
    page: Page, base_url: str, *, read_with_axe: Reader, language: str
) -> None:
    address = held(page, base_url, language, *[1, 0] * 6)
    found: list[str] = []

    for part in PARTS:
        page.goto(f"{address}{part}")
        page.evaluate(OPEN)
        found += read_with_axe(page)
        if not page.evaluate(NARROW):
            found.append(f"{part} is wider than the screen")

    assert found == []


@pytest.mark.axe
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("_bank")
def test_ones_own_tests_bar_nobody(
    page: Page, context: BrowserContext, base_url: str, *, read_with_axe: Reader, language: str
) -> None:
    owner = aline()
    for mean, day in ((-2.0, 0), (0.5, 30)):
        a_finished(person=owner, at=NOON + timedelta(days=day), profile=profile_at(mean))
    client = Client()
    client.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    found: list[str] = []

    for part in ("mine/", "mine/progress/"):
        page.goto(f"{base_url}/{language}/skills/{part}")
        expect(page.locator("table")).to_be_visible()
        found += read_with_axe(page)

    assert found == []
