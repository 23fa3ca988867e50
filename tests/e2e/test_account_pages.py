"""Every page for signing in and of one's own account is read with axe-core, languages in turn."""

from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import Page

from perron.accounts.adapters.identities import the_application
from perron.accounts.models import User
from tests.e2e.conftest import Reader
from tests.make import chantal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db", "_offered")]
LANGUAGES = ("fr", "de", "en")
WORDS, SEED = "quai-de-la-gare-12", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ENTRANCE = ("login/", "code/", "signup/", "inactive/", "password/reset/")
WAYS = ("reauthenticate/", "reauthenticate/letter/", "reauthenticate/factor/", "logout/")
ACCOUNT = (
    *("", "profile/", "email/", "email/confirm/", "password/", "factors/app/remove/"),
    *("factors/recovery-codes/", "factors/recovery-codes/new/", "factors/passkeys/add/"),
)


@pytest.fixture
def _offered() -> Iterator[None]:
    """Offer every way in: letters leave, and a provider is named."""
    cache.clear()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        OIDC_SERVER="http://localhost:9",
        OIDC_NAME="Region ID",
    ):
        yield


def everything_set_up() -> User:
    """Somebody with all that an account can have."""
    person = chantal()
    TOTP.activate(person, SEED)
    RecoveryCodes.activate(person)
    application = the_application()
    assert application is not None
    SocialAccount.objects.create(user=person, provider=application.provider_id, uid="1")
    return person


def carry(client: Client, page: Page, base_url: str) -> None:
    """Let the browser be where the client is."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])


def read(page: Page, base_url: str, *, reader: Reader, paths: list[str]) -> dict[str, list[str]]:
    """What axe-core finds on each page, in the languages in turn."""
    found = {}
    for place, path in enumerate(paths):
        address = f"{base_url}/{LANGUAGES[place % len(LANGUAGES)]}/{path}"
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, address
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        found[address] = [*reader(page), *(["too wide"] if page.evaluate(wide) else [])]
    return {address: rules for address, rules in found.items() if rules}


def test_no_page_for_signing_in_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    everything_set_up()
    paths = [f"sign-in/{path}" for path in ENTRANCE]
    assert read(page, base_url, reader=read_with_axe, paths=paths) == {}

    client = Client()
    client.post("/en/sign-in/code/", {"email": "nobody@example.org"})
    carry(client, page, base_url)
    assert read(page, base_url, reader=read_with_axe, paths=["sign-in/code/confirm/"]) == {}
    client = Client()
    client.post("/en/sign-in/login/", {"login": "chantal@example.org", "password": WORDS})
    carry(client, page, base_url)
    assert read(page, base_url, reader=read_with_axe, paths=["sign-in/factor/"]) == {}


def test_no_page_of_ones_own_account_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    client = Client()
    client.force_login(everything_set_up())
    client.post("/en/sign-in/reauthenticate/", {"password": WORDS})
    client.post("/en/account/email/", {"email": "new@example.org"})
    carry(client, page, base_url)
    paths = [f"account/{path}" for path in ACCOUNT] + [f"sign-in/{path}" for path in WAYS]

    assert read(page, base_url, reader=read_with_axe, paths=paths) == {}
