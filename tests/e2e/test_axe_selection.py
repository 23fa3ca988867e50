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
from tests.e2e.conftest import Reader

PUBLIC = (
    *("", "strategy/", "versions/2019-2024/", "themes/2019-skills/", "programmes/"),
    *("programmes/ecole-numerique/", "measures/", "measures/en-2020/", "evaluations/"),
    *("evaluations/cdn-2016/", "indicators/", "indicators/basic-skills/", "organisations/"),
    *("organisations/adn/", "places/", "territory/", "territory/92094/", "sources/"),
    *("sources/rtl-2018-12-06/", "search/?q=ecole", "journal/", "snapshots/", "about/"),
    *("ask/?about=measure/en-2020", "owed/", "answers/", "accessibility/"),
    *("open-data/", "sign-in/login/", "nothing/here/"),
)
DESK = (
    *("desk/", "desk/edit/measure/en-2020/", "desk/edit/indicator/basic-skills/"),
    *("desk/owed/", "desk/owed/new/", "desk/owed/inquiry/"),
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


def sign_in(page: Page, base_url: str) -> None:
    """Be the demonstration officer from here on."""
    client = Client()
    client.force_login(User.objects.filter(role=Role.OFFICER).earliest("pk"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
