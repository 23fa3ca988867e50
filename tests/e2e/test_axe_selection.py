"""A covering selection for axe-core: each kind of page once, the languages in turn."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.cli.first_start import prepare_site
from perron.core.records.snapshots import take_snapshot
from perron.directory.models import Contact
from perron.strategy.services.answering import Arrival, Proposal, digest_seen, propose_update
from perron.strategy.services.asking import ask_holder, silent_holders
from perron.strategy.services.links import token_of
from perron.strategy.services.officers import take_measure
from tests.e2e.conftest import Reader

PUBLIC = (
    *("", "strategy/", "versions/2019-2024/", "themes/2019-skills/", "programmes/"),
    *("programmes/ecole-numerique/", "measures/", "measures/en-2020/", "evaluations/"),
    *("evaluations/cdn-2016/", "indicators/", "indicators/basic-skills/", "organisations/"),
    *("organisations/adn/", "places/", "territory/", "territory/92094/", "sources/"),
    *("sources/rtl-2018-12-06/", "search/?q=ecole", "journal/", "snapshots/", "about/"),
    "journal/seals/",
    *("ask/?about=measure/en-2020", "owed/", "answers/", "accessibility/", "money/"),
    *("calls/", "calls/ecole-numerique-2020/", "calls/ecole-numerique-2020/eligible/"),
    *("calls/ecole-numerique-2020/results/", "calls/ecole-numerique-2020/certificate/"),
    *("calls/smart-region-2023/", "calls/smart-region-2023/questions/", "calls/overrides/"),
    *("open-data/", "privacy/", "account/erased/", "sign-in/login/", "nothing/here/"),
)
DESK = (
    *("desk/", "desk/edit/measure/en-2020/", "desk/edit/indicator/basic-skills/"),
    *("desk/owed/", "desk/owed/new/", "desk/owed/inquiry/"),
    "account/data/",
)
UPDATES = (
    *("desk/measures/", "desk/measures/{code}/", "desk/updates/?show=all", "desk/updates/ask/"),
    *("desk/updates/{answered}/", "desk/updates/{asked}/", "desk/updates/{asked}/enter/"),
    *("desk/letters/", "update/{link}/", "update/{used}/", "measures/{code}/"),
)
LANGUAGES = ("fr", "de", "en")


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_no_kind_of_page_breaks_a_rule(page: Page, base_url: str, read_with_axe: Reader) -> None:
    prepare_site()
    take_snapshot(by=None, at=timezone.now())
    found: dict[str, list[str]] = {}
    for place, path in enumerate((*PUBLIC, *DESK)):
        if path == DESK[0]:
            sign_in(page, base_url)
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path}"
        page.goto(address)
        found[address] = read_with_axe(page)

    assert {address: rules for address, rules in found.items() if rules} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_no_page_about_updates_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    prepare_site()
    names = asked_and_answered()
    sign_in(page, base_url, Role.ADMINISTRATOR)
    found: dict[str, list[str]] = {}
    for place, path in enumerate(UPDATES):
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path.format(**names)}"
        page.goto(address)
        found[address] = read_with_axe(page)

    assert {address: rules for address, rules in found.items() if rules} == {}


def asked_and_answered() -> dict[str, object]:
    """What the addresses name: a request without an answer, and one with a proposal."""
    now, officer = timezone.now(), User.objects.filter(role=Role.OFFICER).earliest("pk")
    first, second = silent_holders(12, now)[:2]
    for holder in {first.holder, second.holder}:
        Contact.objects.create(organisation=holder, name="Aline", email="aline@example.org")
    asked = ask_holder(first.measure, first.holder, by=officer, at=now)
    answered = ask_holder(second.measure, second.holder, by=officer, at=now)
    said = Proposal("suspended", "Rien ne va plus.", "https://example.org/", "fr")
    propose_update(answered, said, Arrival(digest_seen(second.measure)), at=now)
    take_measure(first.measure, by=officer, at=now)
    names = {"code": first.measure.code, "asked": asked.key, "answered": answered.key}
    return {**names, "link": token_of(asked), "used": token_of(answered)}


def sign_in(page: Page, base_url: str, role: Role = Role.OFFICER) -> None:
    """Be the demonstration person of this role from here on."""
    client = Client()
    client.force_login(User.objects.filter(role=role).earliest("pk"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
