"""From a proposal to the bank: two people at their keyboards, in French, read with axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from perron.accounts.enums import Role
from perron.competences.enums import VersionState
from perron.competences.models import Family, FamilyVersion, Item
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.bank.reading import written_family
from tests.competences.bank.written import TOLD, a_family, a_file
from tests.desk.make import person
from tests.e2e.hands import Hands, at, leads_to
from tests.e2e.make import speaking
from tests.make import NOON, chantal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db")]
at_a_desk = pytest.mark.parametrize("browser_context_args", ["desktop"], indirect=True)
ONE = "/fr/skills/bank/strange-messages/"


@pytest.fixture
def hands(page: Page, complaints: list[str], read_with_axe: Callable[[Page], list[str]]) -> Hands:
    """Somebody at the keyboard; each page of the bank that is arrived at is read with axe."""

    def read(at_page: Page) -> list[str]:
        return read_with_axe(at_page) if "/skills/" in at_page.url else []

    return Hands(page, read, faults=complaints)


def faults(hands: Hands) -> list[str]:
    """What went wrong but for refusals, of which the browser complains though they are meant."""
    return [one for one in hands.faults if not one.startswith("Failed to load resource")]


def retype(hands: Hands, words: str) -> None:
    """Put another text in the place of the whole draft, as from another program."""
    hands.reach(lambda stop: stop["name"] == "text", "the text of the family")
    hands.page.keyboard.press("Control+a")
    hands.page.keyboard.insert_text(words)
    hands.press("Save the draft")


@at_a_desk
def test_a_change_goes_from_its_author_past_a_second_person(hands: Hands, base_url: str) -> None:
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    speaking(chantal(), "fr")
    speaking(person(Role.OFFICER, "dora"), "fr")
    propose(hands, base_url)
    hands.press("Sign out")
    let_in(hands, base_url)

    assert Item.objects.filter(seconds=55).count() == 3
    assert faults(hands) == []


def propose(hands: Hands, base_url: str) -> None:
    """The author writes another version, is told what is wrong, looks at it, hands it in."""
    hands.open(f"{base_url}/fr/")
    hands.sign_in("chantal@example.org")
    hands.open(f"{base_url}/fr/skills/bank/")
    hands.reach(lambda stop: stop["tag"] == "summary", "what a competence has")
    hands.page.keyboard.press("Enter")
    hands.follow(at(ONE), "the family")
    hands.press("Write another version")
    hands.is_told()
    retype(hands, "format: rien\n")
    expect(hands.page.get_by_role("alert").first).to_contain_text("1")
    changed = written_family({**a_family(), "seconds": 55})
    retype(hands, changed)
    hands.is_told()
    hands.follow(at(f"{ONE}2/preview/bank/"), "the preview of a variant")
    expect(hands.page.locator("main")).to_contain_text("What do you do?")
    hands.follow(leads_to("?in=de"), "the German of it")
    hands.follow(leads_to("2/preview/parcel/?in=de"), "the next variant")
    hands.follow(at(f"{ONE}2/"), "the way back to the draft")
    hands.press("Hand in for review")
    hands.is_told()
    assert FamilyVersion.objects.get(number=2).state == VersionState.IN_REVIEW


def let_in(hands: Hands, base_url: str) -> None:
    """A second person sees what waits, compares, looks, sends back and lets in."""
    hands.sign_in("dora@example.org")
    hands.open(f"{base_url}/fr/skills/bank/")
    hands.follow(at(f"{ONE}2/"), "what waits for a second person")
    hands.follow(at(f"{ONE}1-2/"), "how it differs")
    expect(hands.page.locator("main")).to_contain_text("seconds: 55")
    hands.open(f"{base_url}{ONE}2/")
    hands.press("Let it into the bank")
    hands.is_told()
    assert Family.objects.get().versions.get(state=VersionState.PUBLISHED).number == 2
