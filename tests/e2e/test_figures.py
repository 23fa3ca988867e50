"""What somebody says and what they showed, by keyboard alone; figures and panels with axe."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from perron.accounts.enums import Role
from perron.competences.models import Declaration, Sitting
from perron.competences.services.figures.keeping import make_picture
from perron.competences.services.panels.estimating import publish_panel
from perron.competences.services.panels.joining import join_panel
from perron.competences.services.panels.keeping import NewPanel, draw_codes, make_panel
from tests.competences.figures.make import a_finished, many_finished, says
from tests.desk.make import person
from tests.e2e.conftest import Reader
from tests.e2e.hands import Hands, field, leads_to
from tests.e2e.test_axe_calls import sign_in

LANGUAGES = ("fr", "de", "en")
OPENS, OVER = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 4, 2, 8, tzinfo=UTC)


def hold(page: Page, base_url: str, sitting: Sitting) -> None:
    """Let the browser hold a sitting, as if it had been taken in it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["sittings"] = [str(sitting.key)]
    store.create()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": base_url}]
    )


def a_published_panel() -> str:
    """A panel that is over and published."""
    strata = "young; 16-34; 10000; 60\nold; 35+; 30000; 60"
    words = dict.fromkeys(settings.REGION.languages, "Adults 2026")
    new = NewPanel("adults", words, words, "A list", strata, OPENS, OVER)
    panel = make_panel(new, by=None, at=OPENS)
    draw_codes(panel, by=None, at=OPENS)
    for one, sitting in zip(panel.invitations.all(), many_finished(20, 40, 20, 10), strict=False):
        join_panel(sitting, one.digest, at=OPENS)
    for one in panel.invitations.filter(stratum="old", used_at=None)[:20]:
        join_panel(a_finished(), one.digest, at=OPENS)
    publish_panel(panel, by=None, at=OVER)
    return panel.code


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_the_form_is_filled_in_by_keyboard_and_both_sides_are_read(
    page: Page, base_url: str, read_with_axe: Reader, *, complaints: list[str]
) -> None:
    sitting = a_finished(level=2)
    hold(page, base_url, sitting)
    hands = Hands(page, read_with_axe, faults=complaints)

    hands.open(f"{base_url}/de/skills/declared/{sitting.key}/")
    hands.reach(field("used"), "whether the internet was used")
    page.keyboard.press("Space")
    for area in ("area_1", "area_2"):
        hands.reach(field(area), area)
        page.keyboard.press("Space")
    hands.press("See both side by side")

    expect(page.locator("table")).to_be_visible()
    assert Declaration.objects.get().overall == "limited"
    hands.follow(leads_to("again=1"), "changing what was said")
    expect(page.locator("input[name=area_1]").first).to_be_checked()
    assert hands.faults == []


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_no_page_of_figures_or_panels_breaks_a_rule_or_overflows(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    at = timezone.now()
    for sitting in many_finished(40, 60, 40, 20, at=at - timedelta(hours=1)):
        says(sitting, everything=sitting.pk % 2 == 0)
    make_picture(at)
    code = a_published_panel()
    person(Role.OFFICER)
    paths = ["skills/figures/", "skills/invited/"]
    kept = ["skills/panels/", "skills/panels/new/", f"skills/panels/{code}/"]
    found: dict[str, object] = {}
    for place, path in enumerate([*paths * 3, *kept]):
        if path == kept[0]:
            sign_in(page, base_url, "officer")
        address = f"{base_url}/{LANGUAGES[place // 2 % 3]}/{path}"
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found[address] = read_with_axe(page) + (["it overflows"] if wide else [])

    assert {address: faults for address, faults in found.items() if faults} == {}
