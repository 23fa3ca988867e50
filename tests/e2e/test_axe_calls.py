"""Pages of calls for those who sign in, read with axe-core: applicants, jurors, officers."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import Page

from perron.accounts.enums import Role
from perron.accounts.models import User
from tests.desk.make import person
from tests.e2e.conftest import Reader
from tests.rights.region import the_region

LANGUAGES = ("fr", "de")
APPLYING = (
    *("calls/applications/", "calls/{open}/apply/", "calls/signing/"),
    *("calls/applications/{mine}/", "calls/applications/{mine}/pages/idea/?check=1"),
    *("calls/applications/{mine}/pages/things/", "calls/applications/{mine}/hand-in/"),
    *("calls/applications/{mine}/team/", "calls/applications/{mine}/together/"),
    *("calls/applications/{mine}/files/", "calls/applications/{mine}/withdraw/"),
    "calls/applications/{mine_handed}/receipts/{receipt}/",
    "calls/applications/{mine_handed}/missing/{mine_completion}/",
    *("calls/applications/shares/{share}/", "calls/applications/join/{invited}/"),
    *("calls/decisions/of/{mine_told}/", "calls/decisions/of/{mine_told}/order/"),
)
READING = (
    *("calls/jury/", "calls/jury/{seat}/", "calls/jury/{seat}/rules/"),
    *("calls/jury/{seat}/upload/", "calls/jury/review/{review}/"),
    "calls/jury/review/{review}/check/",
)
KEEPING = (
    *("calls/keep/editions/", "calls/keep/editions/new/", "calls/keep/facts/"),
    *("calls/keep/editions/{open}/", "calls/keep/editions/{open}/correct/"),
    *("calls/keep/editions/{open}/extend/", "calls/keep/editions/{hidden_edition}/year/"),
    "calls/keep/editions/{hidden_edition}/document/",
    "calls/keep/editions/{hidden_edition}/publish/",
    "calls/keep/editions/{hidden_edition}/as-applicant/",
    "calls/keep/editions/{hidden_edition}/as-juror/",
    *("calls/keep/applications/", "calls/keep/applications/{handed}/", "calls/keep/signings/"),
    *("calls/keep/juries/", "calls/keep/juries/{judged}/", "calls/keep/juries/{judged}/severity/"),
    "calls/keep/juries/{judged}/scores/{judged_number}/",
)
DECIDING = (
    *("calls/decisions/", "calls/decisions/editions/{ranked}/"),
    *("calls/decisions/editions/{ranked}/compare/", "calls/decisions/{prepared}/"),
    "calls/decisions/{prepared}/applications/{ranked_number}/",
    *("calls/decisions/{quiet_decision}/", "calls/decisions/appeals/{appeal}/"),
)
PAGES = {
    "speaker": APPLYING,
    "only-juror": READING,
    "officer": KEEPING,
    "decider": DECIDING,
}


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("who", PAGES)
def test_no_page_of_calls_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader, *, who: str, tmp_path: Path
) -> None:
    with override_settings(JOURNAL_KEY_FILE=str(tmp_path / "key.pem"), EMBEDDED=True):
        names = the_region()
    if who in Role.values:
        person(Role(who))
    sign_in(page, base_url, who)
    found: dict[str, list[str]] = {}
    for place, path in enumerate(PAGES[who]):
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path.format(**names)}"
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, address
        found[address] = read_with_axe(page)

    assert {address: rules for address, rules in found.items() if rules} == {}


def sign_in(page: Page, base_url: str, who: str) -> None:
    """Be this person from here on."""
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@example.org"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
