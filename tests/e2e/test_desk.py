"""Writing in a real browser: saved while one types, lists without leaving the page, published."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from perron.core.models import Draft
from tests.desk.make import a_rich_plan, published
from tests.make import chantal

pytestmark = pytest.mark.slow


@pytest.fixture
def _signed_in(transactional_db: None, page: Page, base_url: str) -> None:
    """Let Chantal be signed in, with something to edit."""
    del transactional_db
    a_rich_plan()
    client = Client()
    client.force_login(chantal())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])


@pytest.mark.usefixtures("_signed_in")
def test_what_is_typed_is_saved_and_published(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    page.goto(f"{base_url}/en/desk/edit/measure/tablets/")
    page.fill("#f-name-en", "Better tablets")
    expect(page.locator("#draft-state")).to_contain_text("Draft saved at", timeout=10_000)

    page.click("button[value='add:milestones']")
    expect(page.locator("#f-milestones-1 > summary")).to_be_focused()
    page.fill("#f-milestones-1-name-en", "Half way")
    assert page.input_value("#f-name-en") == "Better tablets"

    page.get_by_role("button", name="Check and publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Better tablets")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("“Better tablets” is published.")

    assert published("measure", "tablets")["milestones"][1] == {"name": {"en": "Half way"}}
    assert not Draft.objects.exists()
    assert complaints == []


@pytest.mark.usefixtures("_signed_in")
def test_a_link_from_a_list_of_work_opens_the_part_that_it_means(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/en/desk/edit/measure/tablets/#f-milestones-0-name-de")

    expect(page.locator("#f-milestones-0")).to_have_attribute("open", "")
    expect(page.locator("#f-milestones-0-name-de")).to_be_in_viewport()


@pytest.mark.usefixtures("_signed_in")
def test_a_second_window_is_told_while_one_types_and_compares(page: Page, base_url: str) -> None:
    address = f"{base_url}/en/desk/edit/measure/tablets/"
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
    page.fill("#f-name-en", "Better tablets")
    expect(page.locator("#draft-state")).to_contain_text("Draft saved at", timeout=10_000)
    page.fill("#f-name-en", "The best tablets")
    expect(page.locator("#draft-state [role=alert]")).to_have_count(0)

    other.fill("#f-start", "2021")
    corner = other.locator("#draft-state")
    expect(corner).to_contain_text("What you type here is not saved.", timeout=10_000)
    corner.get_by_role("button", name="Compare the two").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Tablets")
    other.get_by_role("group", name="Name").get_by_label("saved elsewhere").check()
    other.get_by_role("button", name="Go on from here").click()

    expect(other.get_by_role("status")).to_contain_text("Your draft is saved.")
    assert other.input_value("#f-start") == "2021"
    assert Draft.objects.get().record["name"]["en"] == "The best tablets"


@pytest.mark.usefixtures("_signed_in")
def test_a_draft_is_thrown_away_with_the_keyboard_after_a_question(
    page: Page, base_url: str
) -> None:
    page.goto(f"{base_url}/en/desk/edit/measure/tablets/")
    page.fill("#f-start", "2021")
    question = page.get_by_text("Throw the draft away")
    expect(question).to_be_visible(timeout=10_000)

    question.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Yes, throw it away")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("The draft is thrown away.")
    assert not Draft.objects.exists()
