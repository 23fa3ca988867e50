"""From the sealed ranking to what everybody reads: officer, decider, public, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from perron.accounts.models import User
from perron.calls.models import Application, Decision, Edition
from perron.calls.services.deciding.announcing import tell_applicants
from perron.calls.services.deciding.solving import solve_scenario
from perron.letters.models import Letter
from tests.accounts.letters import kinds_to
from tests.calls.deciding import (
    PDF,
    REASONS,
    a_decider,
    a_ranked_edition,
    at_once,
    belongs,
)
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands, at, field, leads_to
from tests.make import aline, chantal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db", "_mail")]
at_a_desk = pytest.mark.parametrize("browser_context_args", ["desktop"], indirect=True)
on_a_phone = pytest.mark.parametrize("browser_context_args", ["phone"], indirect=True)


@pytest.fixture
def _mail() -> Iterator[None]:
    """Name a way out for letters; they are read where they wait."""
    cache.clear()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def hands(page: Page, complaints: list[str]) -> Hands:
    """The officer."""
    return Hands(page, faults=complaints)


@pytest.fixture
def another(new_context: CreateContextCallback, complaints: list[str]) -> Hands:
    """Somebody else, at a browser of their own."""
    return Hands(new_context().new_page(), faults=complaints)


@at_a_desk
def test_a_decision_from_the_ranking_to_the_public(
    hands: Hands, another: Hands, base_url: str, *, tmp_path: Path, read_with_axe: Reader
) -> None:
    edition = the_edition()
    read: list[str] = []

    the_officer_prepares(hands, base_url, edition)
    read += read_with_axe(hands.page)
    the_decider_signs(another, base_url, tmp_path)
    read += read_with_axe(another.page)
    the_officer_announces(hands)
    everybody_reads(another, base_url, edition)
    read += read_with_axe(another.page)

    assert hands.faults == []
    assert read == []


def the_edition() -> Edition:
    """An edition whose ranking is sealed, and the people of this story."""
    edition = a_ranked_edition()
    chantal(), a_decider()
    belongs(aline(), Application.objects.get(number="T-3"))
    return edition


def the_officer_prepares(hands: Hands, base_url: str, edition: Edition) -> None:
    """Scenarios are computed and compared; the edition's rule is prepared, one thing departs."""
    hands.open(f"{base_url}/en/")
    hands.sign_in("chantal@example.org")
    hands.open(f"{base_url}/en/calls/decisions/")
    here = f"/en/calls/decisions/editions/{edition.code}/"
    hands.follow(at(here), "the edition")
    hands.press("Compute the edition's rule and the other method")
    hands.is_told()
    for scenario in edition.scenarios.all():
        solve_scenario(scenario.pk, timezone.now())  # as a worker does
    hands.page.reload()
    hands.follow(at(f"{here}compare/"), "side by side")
    expect(hands.page.locator("main")).to_contain_text("Optimiser")
    hands.follow(at(here), "back to the edition")
    hands.fill("decider", "The Minister")
    hands.press("Prepare it")
    hands.is_told()
    the_officer_departs(hands)


def the_officer_departs(hands: Hands) -> None:
    """Without reasons it is refused, with what was typed still there; with them it stands."""
    hands.follow(leads_to("/applications/T-2/"), "the second application")
    hands.choose("outcome", down=2)
    hands.fill("ground", "Article 7")
    hands.press("Depart from the result")
    expect(hands.page.get_by_role("alert")).to_contain_text("20 words")
    hands.faults[:] = [one for one in hands.faults if "422" not in one]  # as it should answer
    hands.fill("words", REASONS)
    hands.press("Depart from the result")
    hands.is_told()
    expect(hands.page.locator("main")).to_contain_text("Article 7")


def the_decider_signs(hands: Hands, base_url: str, folder: Path) -> None:
    """The act is uploaded with its visa; the button to announce is nobody's yet."""
    act = folder / "act.pdf"
    act.write_bytes(PDF)
    hands.open(f"{base_url}/en/")
    hands.sign_in("denise@example.org")
    hands.open(f"{base_url}/en/calls/decisions/")
    hands.follow(leads_to(str(Decision.objects.get().key)), "the decision")
    hands.reach(field("act"), "the file")
    hands.page.set_input_files("[name=act]", act)  # the system's own window is not ours to type in
    today = timezone.localdate()
    hands.reach(field("signed_on"), "the day")
    hands.page.keyboard.type(f"{today:%m%d%Y}")
    hands.fill("visas", f"Finance inspector, {today.isoformat()}, favourable")
    hands.press("Enter the signed act")
    hands.is_told()


def the_officer_announces(hands: Hands) -> None:
    """Letters leave only now."""
    assert not Letter.objects.filter(kind="award-decided").exists()
    hands.page.reload()
    hands.press("Announce and send the letters")
    hands.is_told()
    tell_applicants(Decision.objects.get().pk, timezone.now())  # as a worker does
    assert "award-decided" in kinds_to("aline@example.org")


def everybody_reads(hands: Hands, base_url: str, edition: Edition) -> None:
    """After the internal days: results, certificate, departures, without signing in."""
    hands.page.context.clear_cookies()
    results = f"{base_url}/en/calls/{edition.code}/results/"
    assert hands.page.request.get(results).status == 404
    Decision.objects.update(shown_on=timezone.localdate())
    hands.open(results)
    expect(hands.page.locator("main")).to_contain_text("Demonstration school T-1")
    hands.follow(at(f"/en/calls/{edition.code}/certificate/"), "the certificate")
    expect(hands.page.locator("main")).to_contain_text("perron awards verify")
    hands.open(results)
    hands.follow(at("/en/calls/overrides/"), "the departures")
    expect(hands.page.locator("main")).to_contain_text(REASONS)


@on_a_phone
def test_an_applicant_reads_the_reasons_and_appeals(hands: Hands, base_url: str) -> None:
    edition = the_edition()
    officer, decider = (
        User.objects.get(email=f"{name}@example.org") for name in ("chantal", "denise")
    )
    at_once(edition, officer, decider)
    application = Application.objects.get(number="T-3")
    address = f"{base_url}/en/calls/decisions/of/{application.key}/"
    hands.open(f"{base_url}/en/")
    hands.sign_in("aline@example.org")
    hands.open(address)
    expect(hands.page.locator("main")).to_contain_text("70 points")
    hands.fill("words", "My plan was on page three.")
    hands.press("Lodge the appeal")
    hands.is_told()
    hands.press("Appeal no longer")
    hands.is_told()

    assert hands.faults == []
