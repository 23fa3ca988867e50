"""The days of those who work here, each in one language and with the keyboard alone."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.enums import OwedState
from perron.core.journal.sealing import seal_journal
from perron.core.models import Draft, JournalLine, Owed
from perron.core.records.snapshots import take_snapshot
from perron.letters.services.inquiries import owed_for
from perron.strategy.models import UpdateRequest
from tests.accounts.letters import kinds_to
from tests.desk.make import published
from tests.e2e.hands import Hands, at, field, leads_to
from tests.e2e.make import (
    a_draft,
    asked,
    link_in,
    looked_at,
    somebody,
    speaking,
    the_lakes,
    two_questions,
)
from tests.e2e.tongues import mind_the_language
from tests.make import an_evaluator, bruno

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
    """Somebody at the keyboard, who minds the language of each page."""
    return Hands(page, mind_the_language, faults=complaints)


@pytest.fixture
def another(new_context: CreateContextCallback, complaints: list[str]) -> Hands:
    """Somebody else, at a browser of their own."""
    return Hands(new_context().new_page(), mind_the_language, faults=complaints)


@at_a_desk
def test_an_officers_day(hands: Hands, base_url: str) -> None:
    the_lakes()
    late, other = map(owed_for, two_questions())
    hands.open(f"{base_url}/fr/")
    hands.sign_in("chantal@example.org")
    # what is late, and mine
    mine = hands.page.locator("section", has=hands.page.locator("#late"))
    expect(mine.get_by_role("link")).to_have_count(2)
    expect(mine).to_contain_text("Cent livres")
    # one press asks the holder
    hands.press("Ask its holder")
    hands.is_told("Moulin du lac")

    answer_the_late_one(hands, late)
    put_the_other_off(hands, other)
    change_a_measure(hands)
    # everybody reads it in the journal
    hands.follow(at("/fr/journal/"), "the journal")
    expect(hands.page.locator("main > ol > li").first).to_contain_text("Soixante livres")
    hands.follow(leads_to("/fr/measures/reading/"), "the measure that the line is about")

    assert hands.faults == []


def answer_the_late_one(hands: Hands, late: Owed) -> None:
    """From the desk to the question, and the answer leaves."""
    hands.follow(at("/fr/desk/"), "the desk")
    hands.follow(leads_to(f"/fr/desk/owed/{late.pk}/"), "the late question")
    hands.fill("answer", "Soixante, et quarante avant Noël.")
    hands.press("Send the answer")
    hands.is_told()
    assert Owed.objects.get(pk=late.pk).state == OwedState.SETTLED


def put_the_other_off(hands: Hands, other: Owed) -> None:
    """It takes longer, and the asker is told why."""
    day = a_clear_day(other.due)
    hands.follow(at("/fr/desk/owed/"), "what is owed")
    hands.follow(leads_to(f"/fr/desk/owed/{other.pk}/"), "the other question")
    hands.fill_day("until", day)
    hands.fill("reason", "La traductrice répond en janvier.")
    hands.press("Put it off")
    hands.is_told()
    assert Owed.objects.get(pk=other.pk).due == day


def a_clear_day(after: date) -> date:
    """The next day that is typed alike whichever way round a browser writes days and months."""
    following = after + timedelta(days=1)
    while following.day != following.month:
        following += timedelta(days=1)
    return following


def change_a_measure(hands: Hands) -> None:
    """Edited, seen as it will be, published."""
    hands.follow(at("/fr/desk/"), "the desk")
    hands.follow(leads_to("/fr/desk/measures/reading/"), "the measure")
    hands.follow(leads_to("/fr/desk/edit/measure/reading/"), "editing it")
    hands.fill("summary.fr", "Soixante livres à l’écran.")
    hands.press("Check and publish")
    expect(hands.page.locator("main")).to_contain_text("Soixante livres à l’écran.")
    expect(hands.page.locator("main")).to_contain_text("Des livres à l’écran.")
    hands.press("Publish")
    hands.is_told("Lire en ligne")
    assert published("measure", "reading")["summary"]["fr"] == "Soixante livres à l’écran."


@on_a_phone
def test_a_partners_day(hands: Hands, another: Hands, base_url: str) -> None:
    the_lakes()
    speaking(bruno(), "de")
    answer_two_letters(hands, base_url)

    # in with a code from a letter; the page of the organisation is right
    hands.sign_in("aline@example.org")
    hands.follow(leads_to("/de/desk/organisations/mill/"), "the organisation")
    hands.press("Yes, it is right today")
    hands.is_told()
    # a colleague is given a mandate, and writes under it
    give_a_mandate(hands)
    act_for_aline(another, base_url)
    # the partner was told, and ends it
    assert kinds_to("aline@example.org")[-1] == "done-for-you"
    hands.press("Revoke")
    another.follow(at("/de/desk/"), "the desk")
    expect(another.page.locator(".ribbon--acting")).to_have_count(0)

    assert hands.faults == []


def answer_two_letters(hands: Hands, base_url: str) -> None:
    """One press where nothing has changed, three answers where something has."""
    same, different = asked("reading"), asked("robots")
    hands.open(base_url + link_in(same))
    hands.press("Nothing has changed")
    hands.is_told()
    hands.open(base_url + link_in(different))
    hands.choose("state", down=1)
    hands.fill("words", "Achtzig Klassen haben ihren Roboter.")
    hands.fill("url", "https://example.org/bericht")
    hands.press("Send to the agency")
    hands.is_told()
    assert UpdateRequest.objects.get(pk=same.pk).outcome == "unchanged"
    assert UpdateRequest.objects.get(pk=different.pk).outcome == "proposed"


def give_a_mandate(hands: Hands) -> None:
    """From the account: who may do what; for how long is filled in already."""
    hands.follow(at("/de/account/"), "the account")
    hands.follow(at("/de/account/mandates/"), "mandates")
    hands.follow(at("/de/account/mandates/new/"), "giving one")
    hands.fill("proxy", "bruno@example.org")
    hands.reach(field("scope"), "what may be done")
    hands.page.keyboard.press("Space")
    hands.press("Give it")
    hands.is_told("Bruno")


def act_for_aline(hands: Hands, base_url: str) -> None:
    """The colleague's part: every page says for whom."""
    hands.open(f"{base_url}/de/")
    hands.sign_in("bruno@example.org")
    hands.follow(at("/de/account/"), "the account")
    hands.follow(at("/de/account/mandates/"), "mandates")
    hands.press("Accept")
    hands.press("Act for %(person)s", person="Aline")
    expect(hands.page.locator(".ribbon--acting")).to_contain_text("Aline")
    hands.follow(leads_to("/de/desk/organisations/mill/"), "the organisation")
    hands.fill("summary_de", "Wir mahlen für alle.")
    hands.press("Publish")
    hands.is_told()
    expect(hands.page.locator(".ribbon--acting")).to_be_visible()
    assert published("organisation", "mill")["summary"] == {"de": "Wir mahlen für alle."}


@at_a_desk
def test_an_evaluators_day(hands: Hands, base_url: str) -> None:
    the_lakes()
    judge = speaking(an_evaluator(), "fr")
    hands.open(f"{base_url}/fr/")
    hands.sign_in(judge.email)
    # the round of today begins with what the last one asked for
    hands.follow(at("/fr/evaluations/"), "evaluations")
    hands.follow(leads_to("/fr/evaluations/third-report/"), "the newest round")
    before = hands.page.locator("#before")
    expect(before).to_contain_text("Mettre fin à la concurrence entre écoles.")
    expect(before).to_contain_text("Programmation continue.")

    write_a_card(hands, judge)
    # the measure is judged, and not theirs to edit
    hands.follow(at("/fr/measures/"), "measures")
    hands.follow(leads_to("/fr/measures/reading/"), "the measure")
    expect(hands.page.locator("main")).to_contain_text("Les livres arrivent.")
    expect(hands.page.locator("a[href*='/desk/edit/measure/']")).to_have_count(0)
    hands.follow(at("/fr/desk/"), "the desk")
    expect(hands.page.locator("a[href*='/measure/']")).to_have_count(0)

    assert hands.faults == []


def write_a_card(hands: Hands, judge: User) -> None:
    """Begun, kept as a draft, looked at and published."""
    hands.follow(at("/fr/desk/"), "the desk")
    hands.follow(at("/fr/desk/new/card/"), "a new card")
    hands.fill("code", "reading-2023")
    hands.press("Begin")
    hands.fill("round", "Troisième rapport (third-report)")
    hands.fill("measure", "Lire en ligne (reading)")
    hands.choose("colour", down=1)
    hands.fill("findings.fr", "Les livres arrivent.")
    hands.press("Save the draft")
    assert Draft.objects.get().author == judge
    hands.press("Check and publish")
    hands.press("Publish")
    hands.is_told()
    assert published("card", "reading-2023")["round"] == "third-report"


@on_a_phone
def test_an_auditors_day(hands: Hands, base_url: str) -> None:
    the_lakes()
    auditor = somebody("Gerda", Role.AUDITOR, "de")
    looked_at(auditor, by=somebody("Henri", Role.ADMINISTRATOR, "fr"))
    two_questions()
    asked("robots")
    a_draft()
    hands.open(f"{base_url}/de/")
    hands.sign_in(auditor.email)

    look_at_the_desk(hands, auditor)
    look_at_the_journal(hands)
    # who looked at their own data
    hands.follow(at("/de/account/"), "the account")
    hands.follow(at("/de/account/data/"), "own data")
    reads = hands.page.locator("section", has=hands.page.locator("#reads"))
    expect(reads).to_contain_text("Henri")

    assert forms_that_change(auditor) == []
    assert hands.faults == []


def look_at_the_desk(hands: Hands, auditor: User) -> None:
    """Drafts of others, what is owed, people (the look is kept), letters."""
    hands.follow(leads_to("/de/desk/drafts/"), "a draft of somebody else")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Spielen")
    hands.follow(at("/de/desk/"), "the desk")
    hands.follow(leads_to("/de/desk/owed/"), "what is owed")
    hands.follow(at("/de/desk/"), "the desk")
    hands.follow(at("/de/desk/people/"), "people")
    hands.follow(leads_to("/de/desk/people/"), "a person")
    hands.follow(at("/de/desk/"), "the desk")
    hands.follow(at("/de/desk/letters/"), "letters")
    assert JournalLine.objects.filter(verb="person.read", actor=auditor.actor_name).exists()


def look_at_the_journal(hands: Hands) -> None:
    """The decisions, the seals over them, and a day to take along."""
    seal_journal(timezone.now())
    take_snapshot(by=None, at=timezone.now())
    hands.follow(at("/de/journal/"), "the journal")
    hands.follow(at("/de/journal/seals/"), "seals")
    hands.follow(at("/de/snapshots/"), "snapshots")
    hands.follow(leads_to("/de/snapshots/2"), "a day")
    hands.reach(leads_to("/all.json"), "its file")
    with hands.page.expect_download() as kept:
        hands.page.keyboard.press("Enter")
    assert json.loads(kept.value.path().read_bytes())


def forms_that_change(person: User) -> list[str]:
    """Forms that send something, on every page of the desk that its links lead to.

    Of a list that can be narrowed, one way of each sort is enough.
    """
    client = Client()
    client.force_login(person)
    waiting, seen, found = ["/de/desk/"], set[str](), list[str]()
    for address in waiting:
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.OK, address
        page = answer.content.decode()
        forms = re.findall(r'<form[^>]*method="post"[^>]*>', page)
        found += [f"{address}: {form}" for form in forms if "/sign-in/logout/" not in form]
        for link in re.findall(r'href="([^"#]+)', page):
            whole = urljoin(address, unescape(link))
            sort = re.sub(r"=[^&]*", "", whole)
            if whole.startswith("/de/desk/") and sort not in seen:
                seen.add(sort)
                waiting.append(whole)
    return found
