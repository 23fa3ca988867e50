"""Pages of the test beside sittings, read with axe-core: framework, figures, bank, panels."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.cli.bank import load_region
from perron.competences.models import Panel
from perron.competences.services.bank.drafting import begin_draft, hand_in
from perron.competences.services.figures.keeping import make_picture
from perron.competences.services.panels.estimating import publish_panel
from perron.competences.services.panels.joining import join_panel
from perron.competences.services.panels.keeping import NewPanel, draw_codes, make_panel
from tests.competences.bank.written import a_family
from tests.competences.figures.make import many_finished, says
from tests.desk.make import person
from tests.e2e.conftest import Reader

LANGUAGES = ("fr", "de")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
FAMILY = "skills/bank/strange-messages/"
PUBLIC = (
    *("skills/framework/", "skills/framework/1.1/", "skills/figures/", "skills/invited/"),
    "skills/",
)
KEEPING = (
    *("skills/bank/", "skills/bank/new/", "skills/bank/and-or-not/"),
    *("skills/bank/and-or-not/1/", "skills/bank/and-or-not/withdraw/"),
    *("skills/bank/and-or-not/2/", "skills/bank/and-or-not/1-2/"),
    *(FAMILY, f"{FAMILY}1/", f"{FAMILY}1/preview/bank/", "skills/bank/handed-on/1/"),
    "skills/bank/pick-by-licence/1/preview/calendar/",
    "skills/bank/licence-signs/1/preview/three-photos/?in=de",
    *("skills/panels/", "skills/panels/new/", "skills/panels/adults/"),
    *("skills/panels/running/", "skills/calibrations/"),
)


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("browser_context_args", ["desktop"], indirect=True)
@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_no_page_about_skills_breaks_a_rule_or_is_wider_than_its_window(
    page: Page, base_url: str, read_with_axe: Reader, *, who: str
) -> None:
    what_they_name()
    if who == "officer":
        sign_in(page, base_url)
    found: dict[str, list[str]] = {}
    for place, path in enumerate(PUBLIC if who == "stranger" else KEEPING):
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path}"
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, address
        found[address] = [*read_with_axe(page), *too_wide(page)]

    assert {address: faults for address, faults in found.items() if faults} == {}


def too_wide(page: Page) -> list[str]:
    """The widths at which a page is wider than its window."""
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            faults.append(f"{width} px wide in a window of {size['width']}")
    return faults


def what_they_name() -> None:
    """The region's bank with drafts, a panel that is over, one that runs, a picture of figures."""
    officer, now = person(Role.OFFICER), timezone.now()
    load_region()
    begin_draft(a_family(), by=officer, at=now)
    hand_in(begin_draft(a_family("handed-on"), by=officer, at=now), by=officer, at=now)
    client = Client()
    client.force_login(officer)
    client.post("/en/skills/bank/and-or-not/begin/")
    for sitting in many_finished(9, 20, 30, 11, at=now - timedelta(hours=1)):
        says(sitting, everything=bool(sitting.pk % 2))
    make_picture(now)
    a_panel("running", days=2)
    over = a_panel("adults", days=-1)
    free = over.invitations.order_by("pk")
    takers = many_finished(10, 20, 20, 10, at=over.opens_at)
    for invitation, sitting in zip(free, takers, strict=False):
        join_panel(sitting, invitation.digest, at=over.opens_at)
    publish_panel(over, by=None, at=now)


def a_panel(code: str, *, days: int) -> Panel:
    """A panel of a hundred people that closes in so many days."""
    now = timezone.now()
    panel = make_panel(
        NewPanel(
            code=code,
            name={"fr": "Adultes 2026", "de": "Erwachsene 2026", "en": "Adults 2026"},
            population={"fr": "Toutes les personnes de 16 ans et plus", "de": "Alle ab 16 Jahren"},
            source="Registre national",
            strata="all; 16+; 3 000 000; 100",
            opens_at=now - timedelta(days=20),
            closes_at=now + timedelta(days=days),
        ),
        by=None,
        at=now - timedelta(days=21),
    )
    draw_codes(panel, by=None, at=now - timedelta(days=20))
    return panel


def sign_in(page: Page, base_url: str) -> None:
    """Be the officer from here on."""
    client = Client()
    client.force_login(User.objects.get(email="officer@example.org"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
