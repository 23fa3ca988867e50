"""Signing in with a real browser: code, app, passkey, provider."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test.utils import override_settings
from oidc_provider_mock import User as ProviderUser
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, expect

from perron.accounts.models import User
from tests.accounts.letters import last_code
from tests.accounts.totp import app_code
from tests.make import chantal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db", "_mail")]
CHANTAL, WORDS = "chantal@example.org", "quai-de-la-gare-12"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CLIENT_WORDS = "between us"
DESK, ACCOUNT = re.compile(r"/en/desk/$"), re.compile(r"/en/account/")


@pytest.fixture
def _mail() -> Iterator[None]:
    """Name a way out for letters; they are read where they wait."""
    cache.clear()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def telephone(page: Page) -> Iterator[None]:
    """A telephone that makes passkeys, and finds its owner present every time."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    chrome.detach()


def ask_for_code(page: Page, base_url: str) -> str:
    """Type the address, press the button, read the letter."""
    page.goto(f"{base_url}/en/sign-in/login/")
    page.get_by_label("E-mail address").first.fill(CHANTAL)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Type the code from the letter")).to_be_visible()
    return last_code(CHANTAL)


def sign_in_by_password(page: Page, base_url: str) -> None:
    """Unfold the second way, and take it."""
    page.goto(f"{base_url}/en/sign-in/login/")
    page.get_by_text("Sign in with a password").click()
    page.locator("#id_login").fill(CHANTAL)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    """Say the password once more."""
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Go on").click()


def make_passkey(page: Page, base_url: str) -> None:
    """Add a passkey on the account page."""
    page.goto(f"{base_url}/en/account/")
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    page.get_by_label("Name of this passkey").fill("My telephone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_code_by_letter_signs_in_and_a_wrong_one_says_what_to_do(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    chantal()
    code = ask_for_code(page, base_url)

    page.get_by_label("Code from the letter").fill("WRNG-WRNG")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("This is not the code")
    page.get_by_label("Code from the letter").fill(code)
    page.keyboard.press("Enter")

    expect(page).to_have_url(DESK)
    assert complaints == []


def test_five_wrong_codes_lead_back_and_the_right_one_is_too_late(
    page: Page, base_url: str
) -> None:
    chantal()
    ask_for_code(page, base_url)
    for _ in range(5):
        page.get_by_label("Code from the letter").fill("WRNG-WRNG")
        page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.locator(".messages")).to_contain_text("Too many attempts in a short time")


def test_a_form_from_elsewhere_is_refused(page: Page, base_url: str) -> None:
    chantal()
    page.goto(f"{base_url}/en/sign-in/login/")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(e => e.remove())"
    )

    page.get_by_label("E-mail address").first.fill(CHANTAL)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Send me a code").click()

    assert answer.value.status == 403


def test_an_app_is_set_up_and_asked_for(page: Page, base_url: str, complaints: list[str]) -> None:
    chantal()
    sign_in_by_password(page, base_url)
    page.goto(f"{base_url}/en/account/")
    page.get_by_role("link", name="Set up an authenticator app").click()
    prove(page)
    picture = page.get_by_role("img", name="QR code")
    expect(picture).to_have_js_property(name="complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    secret = page.locator("code.secret").inner_text()

    page.get_by_label("Authenticator code").fill(app_code(secret))
    page.get_by_role("button", name="Ask for this app from now on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes li").first.inner_text()

    page.context.clear_cookies()
    sign_in_by_password(page, base_url)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code of your app").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(DESK)
    assert complaints == []


def test_a_code_of_the_app_is_the_second_step_after_a_code_by_letter(
    page: Page, base_url: str
) -> None:
    TOTP.activate(chantal(), SEED)
    code = ask_for_code(page, base_url)
    page.get_by_label("Code from the letter").fill(code)
    page.keyboard.press("Enter")

    page.get_by_label("Code of your app").fill(app_code(SEED))
    page.keyboard.press("Enter")

    expect(page).to_have_url(DESK)


@pytest.mark.usefixtures("telephone")
def test_a_passkey_is_made_signs_in_by_itself_and_is_removed(
    page: Page, base_url: str, complaints: list[str]
) -> None:
    chantal()
    sign_in_by_password(page, base_url)
    make_passkey(page, base_url)
    page.goto(f"{base_url}/en/account/")
    expect(page.get_by_text("Passkey “My telephone”")).to_be_visible()
    expect(page.get_by_text("Signs in by itself.")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{base_url}/en/sign-in/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(DESK)

    page.context.clear_cookies()
    sign_in_by_password(page, base_url)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(DESK)

    page.goto(f"{base_url}/en/account/")
    page.get_by_role("link", name="Remove My telephone").click()
    prove(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page).to_have_url(ACCOUNT)
    expect(page.get_by_text("Passkey “My telephone”")).to_have_count(0)
    assert complaints == []


def test_a_device_without_a_passkey_says_so_and_nothing_is_lost(page: Page, base_url: str) -> None:
    chantal()
    page.goto(f"{base_url}/en/sign-in/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no')); }"
    )

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("[data-passkey-says]")).to_be_focused()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own, in its thread
class TestProvider:
    """Against a provider that somebody else wrote."""

    @pytest.fixture
    def at_provider(self) -> Iterator[str]:
        person = ProviderUser(sub="abc", claims={"email": CHANTAL, "email_verified": True})
        with (
            run_server_in_thread(require_nonce=True, user_claims=[person]) as server,
            override_settings(
                OIDC_SERVER=f"http://localhost:{server.server_port}",
                OIDC_NAME="Region ID",
                OIDC_CLIENT_ID="perron",
                OIDC_SECRET=CLIENT_WORDS,
                OIDC_TRUSTS_EMAIL=True,
            ),
        ):
            yield f"http://localhost:{server.server_port}"

    @staticmethod
    def at_the_door(page: Page, base_url: str) -> None:
        page.goto(f"{base_url}/en/sign-in/login/?next=/en/account/")
        page.get_by_role("button", name="Sign in with Region ID").click()

    def test_a_verified_address_signs_in_and_the_answer_counts_once(
        self, page: Page, base_url: str, at_provider: str
    ) -> None:
        chantal()
        answers: list[str] = []
        page.on("request", lambda sent: answers.append(sent.url))
        self.at_the_door(page, base_url)
        page.wait_for_url(f"{at_provider}/**")
        page.get_by_role("button", name="abc").click()

        expect(page).to_have_url(ACCOUNT)
        expect(page.get_by_text(f"Region ID – {CHANTAL}")).to_be_visible()
        assert SocialAccount.objects.get().user == User.objects.get()
        answer = next(url for url in answers if urlsplit(url).path.endswith("/provider/answer/"))
        page.context.clear_cookies()
        page.goto(answer)
        expect(page.get_by_role("alert")).to_contain_text("This answer was used before")
        expect(page.get_by_role("link", name="Back to signing in")).to_be_visible()

    def test_an_unknown_identity_is_told_what_to_do(
        self, page: Page, base_url: str, at_provider: str
    ) -> None:
        self.at_the_door(page, base_url)
        page.wait_for_url(f"{at_provider}/**")
        page.get_by_role("button", name="abc").click()

        expect(page.get_by_role("alert")).to_contain_text("No account here is tied")
        assert not User.objects.exists()

    def test_whoever_stops_there_is_not_signed_in_and_told_so(
        self, page: Page, base_url: str, at_provider: str
    ) -> None:
        self.at_the_door(page, base_url)
        page.wait_for_url(f"{at_provider}/**")
        page.get_by_role("button", name="Deny").click()

        expect(page.get_by_role("alert")).to_contain_text("Nobody was signed in")
