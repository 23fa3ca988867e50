"""Pages about people, mandates, questions and lists of work, read with axe-core."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.accounts.services import NewMandate, give_mandate
from perron.core.journal.sealing import seal_journal
from perron.letters.services.inquiries import (
    answer_inquiry,
    owed_for,
    token_of,
    word_title,
)
from tests.e2e.conftest import Reader
from tests.e2e.make import a_draft, asked, somebody, the_lakes, two_questions

LANGUAGES = ("fr", "de")
PEOPLE = (
    *("desk/", "desk/people/", "desk/people/new/", "desk/people/{person}/", "desk/health/"),
    *("desk/letters/", "account/", "account/profile/", "account/data/"),
    *("account/mandates/", "account/mandates/new/", "account/mandates/paper/"),
)
WORK = (
    *("desk/drafts/{draft}/", "desk/new/card/", "desk/new/measure/", "desk/records/measure/"),
    *("desk/work/translations/", "desk/work/sources/", "desk/work/figures/"),
    *("desk/work/organisations/", "desk/work/duplicates/", "desk/work/claims/"),
    *("desk/organisations/mill/", "desk/organisations/mill/contacts/"),
    *("desk/owed/", "desk/owed/{owed}/", "desk/strategy-file/", "desk/spreadsheet/"),
)
ASKED = ("asked/{waiting}/", "asked/{answered}/", "answers/", "answers/{number}/", "journal/seals/")


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("paths", [PEOPLE, WORK, ASKED], ids=["people", "work", "asked"])
def test_no_page_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader, *, paths: tuple[str, ...]
) -> None:
    names = a_busy_house()
    sign_in(page, base_url)
    found: dict[str, list[str]] = {}
    for place, path in enumerate(paths):
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path.format(**names)}"
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, address
        found[address] = read_with_axe(page)

    assert {address: rules for address, rules in found.items() if rules} == {}


def a_busy_house() -> dict[str, object]:
    """Something of everything that these pages show, and what their addresses name."""
    the_lakes()
    now, officer = timezone.now(), User.objects.get(email="chantal@example.org")
    head = somebody("Henri", Role.ADMINISTRATOR, "fr")
    day = timezone.localdate()
    lent = NewMandate(officer, head, ("strategy.edit",), day, day + timedelta(days=30), "")
    give_mandate(lent, by=officer, at=now)
    answered, waiting = two_questions()
    answered = answer_inquiry(answered, "Soixante.", by=officer, at=now)
    word_title(answered, "Nombre de livres", by=officer, at=now)
    asked("robots")
    draft = a_draft()
    seal_journal(now)
    return {
        "person": officer.key,
        "draft": draft.pk,
        "owed": owed_for(waiting).pk,
        "waiting": token_of(waiting),
        "answered": token_of(answered),
        "number": answered.pk,
    }


def sign_in(page: Page, base_url: str) -> None:
    """Be the administrator from here on."""
    client = Client()
    client.force_login(User.objects.get(role=Role.ADMINISTRATOR))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
