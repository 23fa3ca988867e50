"""Applicants: a school on a phone in German, a connection that drops, a town with a budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from perron.accounts.models import User
from perron.calls.models import Application, Edition
from tests.accounts.letters import kinds_to, last_code
from tests.e2e.calls import PDF, a_head, a_town, begun, smart_towns, tablets
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands, at, field, leads_to
from tests.e2e.tongues import mind_the_language

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db", "_mail")]
at_a_desk = pytest.mark.parametrize("browser_context_args", ["desktop"], indirect=True)
on_a_phone = pytest.mark.parametrize("browser_context_args", ["phone"], indirect=True)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SOON = 10_000  # milliseconds: a page saves itself after four seconds


@pytest.fixture
def _mail() -> Iterator[None]:
    """Name a way out for letters; they are read where they wait."""
    cache.clear()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def hands(page: Page, complaints: list[str], read_with_axe: Reader) -> Hands:
    """Somebody at the keyboard: pages have one language; those of calls break no rule."""

    def read(at_page: Page) -> list[str]:
        return read_with_axe(at_page) + fits(at_page) if "/calls/" in at_page.url else []

    return Hands(page, mind_the_language, read, faults=complaints)


def fits(page: Page) -> list[str]:
    """What stands out to the side."""
    wider: int = page.evaluate(WIDER)
    return [f"{wider} pixels wider than the screen"] if wider > 0 else []


def faults(hands: Hands) -> list[str]:
    """What went wrong but for refusals, of which the browser complains though they are meant."""
    return [one for one in hands.faults if not one.startswith("Failed to load resource")]


@on_a_phone
def test_a_head_teacher_applies(hands: Hands, base_url: str, tmp_path: Path) -> None:
    a_head()
    edition = tablets()
    hands.open(f"{base_url}/de/")
    find_the_call(hands, edition)
    begin(hands)
    application = Application.objects.get()
    write_the_idea(hands)

    go_away_and_come_back(hands, base_url, application)
    hand_in_too_early(hands, application)
    complete(hands, tmp_path)
    hands.press("Hand in")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text(hands.spoken("Received"))
    expect(hands.page.locator("main")).to_contain_text(application.submissions.get().digest)
    hands.follow(at(f"/de/calls/applications/{application.key}/"), "how it stands")
    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.asked == 2 * 60_000 + 250_000
    assert kinds_to("aline@example.org")[-1] == "application-received"
    assert faults(hands) == []


def find_the_call(hands: Hands, edition: Edition) -> None:
    """From the home page: calls, this call, whether one is eligible."""
    hands.open_menu()
    hands.follow(at("/de/calls/"), "calls")
    hands.follow(at(f"/de/calls/{edition.code}/"), "the call")
    hands.follow(at(f"/de/calls/{edition.code}/eligible/"), "am I eligible?")
    hands.fill("q", "See")
    hands.enter()
    hands.follow(leads_to("site=lake-school"), "the school")
    expect(hands.page.get_by_role("status").first).to_contain_text("Gesamtschule am See")
    hands.follow(at(f"/de/calls/{edition.code}/apply/"), "begin")


def begin(hands: Hands) -> None:
    """Sign in on the way; the one school is chosen already."""
    hands.fill("email", "aline@example.org")
    hands.enter()
    hands.fill("code", last_code("aline@example.org"))
    hands.enter()
    hands.press("Begin")
    hands.is_told()


def write_the_idea(hands: Hands) -> None:
    """The first page: half of it, and a question that comes with an answer."""
    hands.follow(leads_to("/pages/idea/"), "the first page")
    hands.fill("q-title", "Roboter im Schulgarten")
    hands.fill("q-pupils", "1.250")
    hands.reach(field("q-robots"), "whether there are robots")
    hands.page.keyboard.press("Space")
    expect(hands.page.locator("[data-autosave-says]")).to_contain_text(
        hands.spoken("A question came to this page: save it to see it."), timeout=SOON
    )
    hands.press("Save and go on")
    hands.fill("q-robots-why", "Sie messen, was im Garten wächst.")
    hands.press("Save and go on")
    assert "/pages/things/" in hands.page.url


def go_away_and_come_back(hands: Hands, base_url: str, application: Application) -> None:
    """The draft is where it was left."""
    hands.open(f"{base_url}/de/")
    hands.follow(at("/de/account/"), "the account")
    hands.follow(at("/de/calls/applications/"), "my applications")
    hands.follow(at(f"/de/calls/applications/{application.key}/"), "the draft")


def hand_in_too_early(hands: Hands, application: Application) -> None:
    """What is missing is listed, and each leads to its question."""
    hands.follow(leads_to("/hand-in/"), "reviewing")
    hands.press("Hand in")
    listed = hands.page.locator(".error-summary li")
    expect(listed).to_have_count(3)
    assert application.submissions.count() == 0


def complete(hands: Hands, folder: Path) -> None:
    """From the list to each question."""
    hands.follow(leads_to("#q-aims"), "the aims")
    assert hands.page.evaluate("document.activeElement.id") == "q-aims"
    hands.page.keyboard.type("Jede Klasse misst und programmiert.")
    hands.press("Save and go on")
    hands.fill("q-choice:laptop", "20")
    hands.fill("q-choice:board", "2")
    hands.press("Save")
    expect(hands.page.locator("[data-sum]")).to_contain_text("2.000")
    expect(hands.page.locator(".error-summary")).to_contain_text("15.000")
    hands.fill("q-choice:laptop", "2")
    hands.fill("q-choice:board", "1")
    hands.press("Save")
    hands.follow(leads_to("/files/"), "attaching a file")
    path = folder / "Medienentwicklungsplan.pdf"
    path.write_bytes(PDF)
    hands.reach(field("file"), "the file")
    hands.page.locator("[name=file]").set_input_files(path)
    hands.press("Attach")
    hands.is_told(path.name)
    hands.follow(leads_to("/pages/things/"), "back to the question")
    hands.press("Save and review")
    expect(hands.page.locator(".error-summary")).to_have_count(0)


@at_a_desk
def test_what_is_typed_without_a_connection_is_not_lost(page: Page, base_url: str) -> None:
    head, school = a_head()
    application = begun(tablets(), school, by=head)
    path = f"{base_url}/de/calls/applications/{application.key}/pages/idea/"
    first = the_same_person(page, base_url)
    says = first.locator("[data-autosave-says]")
    first.goto(path)
    first.locator("#q-title").fill("Roboter")
    saved(first)
    first.context.set_offline(True)
    first.locator("#q-aims").fill("Ohne Netz geschrieben.")
    expect(says).to_contain_text("Keine Verbindung", timeout=SOON)
    first.get_by_role("button", name="Speichern", exact=True).click()  # it stays on the page
    expect(says).to_contain_text("Keine Verbindung")
    assert answers(application) == {"title": "Roboter"}
    first.context.set_offline(False)
    saved(first)
    assert answers(application)["aims"] == "Ohne Netz geschrieben."


@at_a_desk
def test_what_a_colleague_saved_is_not_written_over(
    page: Page, new_context: CreateContextCallback, base_url: str
) -> None:
    head, school = a_head()
    application = begun(tablets(), school, by=head)
    path = f"{base_url}/de/calls/applications/{application.key}/pages/idea/"
    mine = the_same_person(page, base_url)
    theirs = the_same_person(new_context().new_page(), base_url)
    mine.goto(path)
    theirs.goto(path)
    theirs.locator("#q-title").fill("Ihrer")
    saved(theirs)
    mine.locator("#q-title").fill("Meiner")
    expect(mine.locator("[data-autosave-says].alarmed")).to_be_visible(timeout=SOON)
    assert answers(application)["title"] == "Ihrer"

    mine.goto(path)  # away and back: put back, and it still passes over nobody
    expect(mine.locator("#q-title")).to_have_value("Meiner")
    mine.get_by_role("button", name="Speichern", exact=True).click()
    expect(mine.get_by_role("alert").first).to_be_visible()
    expect(mine.locator(".side--removed")).to_contain_text("Ihrer")
    assert answers(application)["title"] == "Ihrer"


def the_same_person(page: Page, base_url: str) -> Page:
    """Aline, signed in at this browser."""
    client = Client()
    client.force_login(User.objects.get(email="aline@example.org"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    return page


def saved(page: Page) -> None:
    """Wait until the page has saved itself."""
    with page.expect_response(lambda answer: "/pages/" in answer.url and answer.ok, timeout=SOON):
        pass


def answers(application: Application) -> dict[str, object]:
    """What the site has now."""
    application.refresh_from_db()
    return dict(application.answers)


@at_a_desk
def test_a_town_hands_in_a_budget(hands: Hands, base_url: str) -> None:
    clerk, town = a_town()
    application = begun(smart_towns(), town, by=clerk)
    hands.open(f"{base_url}/fr/")
    hands.sign_in(clerk.email)
    hands.open(f"{base_url}/fr/calls/applications/{application.key}/pages/money/")
    shown = hands.page.locator("[data-sum]")
    expect(shown).to_contain_text("10 000")
    expect(shown).to_contain_text("25 000")
    hands.fill("q-title", "Un lac qui se mesure")
    hands.fill("q-budget.0.what", "Capteurs")
    hands.fill("q-budget.0.amount", "16 000")
    hands.press("Save and review")
    hands.press("Hand in")  # half of it is less than the least
    assert application.submissions.count() == 0
    hands.follow(leads_to("#q-budget"), "the budget")
    hands.fill("q-budget.0.amount", "60 000")
    hands.press("Save")
    expect(shown.locator("[data-sum-amount]")).to_contain_text("25 000")
    hands.press("Save and review")
    hands.press("Hand in")
    application.refresh_from_db()
    assert application.asked == 2_500_000
    assert application.state == "submitted"
    assert faults(hands) == []
