"""Signing in by the region's OpenID provider: whose account, and what is not believed."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.test.utils import override_settings

from perron.accounts.models import User
from tests.accounts.letters import kinds_to
from tests.accounts.provider import (
    CLIENT,
    FALSE_KEY,
    SECRET,
    Provider,
    come_back,
    gone_to,
    running_provider,
)
from tests.desk.make import shown
from tests.make import bruno, chantal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_mail")]
CHANTAL = {"login": "chantal@example.org", "password": "quai-de-la-gare-12"}
NOT_BELIEVED = "The provider did not answer, or its answer could not be believed."


@pytest.fixture
def provider() -> Iterator[Provider]:
    with (
        running_provider() as found,
        override_settings(
            OIDC_SERVER=found.address,
            OIDC_NAME="Region ID",
            OIDC_CLIENT_ID=CLIENT,
            OIDC_SECRET=SECRET,
            OIDC_TRUSTS_EMAIL=True,
            SOCIALACCOUNT_REQUESTS_TIMEOUT=1,
        ),
    ):
        yield found


def is_in(browser: Client) -> bool:
    return browser.get("/en/desk/").status_code == 200


def test_a_trusted_verified_address_ties_the_identity_at_the_first_sign_in(
    provider: Provider,
) -> None:
    person = chantal()
    browser = Client()

    answer = come_back(browser, gone_to(browser, provider, next="/en/desk/work/claims/"))

    assert answer["Location"] == "/en/desk/work/claims/"
    assert is_in(browser)
    identity = SocialAccount.objects.get()
    assert identity.user_id == person.pk
    assert kinds_to("chantal@example.org") == ["identity-added"]
    assert User.objects.get().has_usable_password(), "the password is not touched"


def test_a_tied_identity_signs_in_whatever_its_address_says_now(provider: Provider) -> None:
    chantal()
    first = Client()
    come_back(first, gone_to(first, provider))
    provider.claims = {"email": "other@example.org", "email_verified": False}
    browser = Client()

    come_back(browser, gone_to(browser, provider))

    assert is_in(browser)
    assert SocialAccount.objects.count() == 1


def test_the_question_carries_state_nonce_and_pkce_and_the_answer_is_exchanged_with_its_proof(
    provider: Provider,
) -> None:
    chantal()
    browser = Client()
    question = gone_to(browser, provider)
    come_back(browser, question)

    sent = provider.asked[0]
    digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
    assert question["code_challenge_method"] == "S256"
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == question["code_challenge"]
    assert len(question["nonce"]) >= 32
    assert question["response_type"] == "code"
    assert question["redirect_uri"] == "http://testserver/sign-in/provider/answer/"
    assert sent["client_secret"] == [SECRET]


@pytest.mark.parametrize(
    ("claims", "trusts"),
    [
        ({"email": "nobody@example.org"}, True),
        ({"email_verified": False}, True),
        ({"email_verified": "true"}, True),
        ({"email": None}, True),
        ({}, False),
    ],
    ids=["unknown", "not verified", "no boolean", "no address", "not trusted"],
)
def test_an_identity_of_nobody_here_makes_no_account_and_is_told_what_to_do(
    provider: Provider, claims: dict[str, Any], *, trusts: bool
) -> None:
    chantal()
    provider.claims |= claims
    browser = Client()

    with override_settings(OIDC_TRUSTS_EMAIL=trusts):
        answer = come_back(browser, gone_to(browser, provider))

    assert answer.status_code == 409
    assert "No account here is tied to this identity. Sign in with a code" in shown(answer)
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_a_closed_account_is_not_opened_by_the_provider(provider: Provider) -> None:
    chantal()
    User.objects.update(is_active=False)
    browser = Client()

    come_back(browser, gone_to(browser, provider))

    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_after_the_provider_as_well(provider: Provider) -> None:
    person = chantal()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    browser = Client()

    answer = come_back(browser, gone_to(browser, provider))

    assert answer["Location"] == "/en/sign-in/factor/"
    assert not is_in(browser)


@pytest.mark.parametrize(
    "lie",
    [
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"aud": "another client"}},
        {"claims": {"aud": [CLIENT, "another"]}},
        {"claims": {"azp": "another"}},
        {"claims": {"nonce": "of another question"}},
        {"claims": {"nonce": None}},
        {"claims": {"exp": 1_000_000_000}},
        {"claims": {"exp": None}},
        {"claims": {"iat": 4_000_000_000}},
        {"claims": {"sub": ""}},
        {"claims": {"sub": 12}},
        {"claims": {"sub": None}},
        {"claims": {"at_hash": "of another token"}},
        {"key": FALSE_KEY},
        {"key": "", "algorithm": "none"},
        {"key": "a" * 32, "algorithm": "HS256"},
        {"config": {"issuer": "https://elsewhere.example"}},
        {"config": {"jwks_uri": None}},
        {"config": {"token_endpoint": 5}},
        {"instead": {"/token": b"<html>"}},
        {"instead": {"/token": b"[]"}},
        {"instead": {"/token": b"{}"}},
        {"instead": {"/token": b'{"access_token": 1, "id_token": 2}'}},
        {"instead": {"/token": b'{"access_token": "a", "id_token": "not.a.token"}'}},
        {"instead": {"/token": b"x" * 300_000}},
        {"instead": {"/keys": b"\xff\xfe"}},
        {"instead": {"/keys": b'{"keys": "none"}'}},
        {"instead": {"/keys": b'{"keys": []}'}},
        {"status": {"/token": 500}},
        {"status": {"/keys": 302}},
        {"waits": {"/token": 1.5}},
    ],
    ids=lambda what: str(what)[:50],
)
def test_an_answer_that_can_not_be_believed_signs_nobody_in(
    provider: Provider, lie: dict[str, Any]
) -> None:
    chantal()
    browser = Client()
    question = gone_to(browser, provider)
    for name, value in lie.items():
        kept = getattr(provider, name)
        setattr(provider, name, {**kept, **value} if isinstance(kept, dict) else value)

    answer = come_back(browser, question)

    assert answer.status_code == 409
    assert NOT_BELIEVED in shown(answer)
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "fault",
    [
        {"status": {"/.well-known/openid-configuration": 503}},
        {"instead": {"/.well-known/openid-configuration": b"garbage"}},
        {"instead": {"/.well-known/openid-configuration": b"[1]"}},
        {"waits": {"/.well-known/openid-configuration": 1.5}},
        {"config": {"authorization_endpoint": None}},
        {"config": {"authorization_endpoint": "javascript:alert(1)"}},
    ],
    ids=lambda what: str(what)[:50],
)
def test_a_provider_that_is_down_is_said_before_one_leaves(
    provider: Provider, fault: dict[str, Any]
) -> None:
    for name, value in fault.items():
        getattr(provider, name).update(value)

    answer = Client().post("/en/sign-in/provider/")

    assert answer.status_code == 409
    assert NOT_BELIEVED in shown(answer)


def test_a_provider_that_nobody_reaches_is_said() -> None:
    with override_settings(OIDC_SERVER="http://127.0.0.1:9"):
        answer = Client().post("/en/sign-in/provider/")

    assert NOT_BELIEVED in shown(answer)


def test_an_answer_counts_once(provider: Provider) -> None:
    chantal()
    browser = Client()
    question = gone_to(browser, provider)
    come_back(browser, question)
    browser.post("/en/sign-in/logout/")

    answer = come_back(browser, question)

    assert "This answer was used before" in shown(answer)
    assert len(provider.asked) == 1, "the provider is not even asked"
    assert not is_in(browser)


def test_an_answer_belongs_to_the_browser_that_asked(provider: Provider) -> None:
    chantal()
    question = gone_to(Client(), provider)
    other = Client(headers={"accept-language": "en"})

    assert "belongs to another window" in shown(come_back(other, question))
    assert "belongs to another window" in shown(come_back(other, {"state": "made up"}))
    assert "belongs to another window" in shown(other.get("/sign-in/provider/answer/"))
    assert not is_in(other)


def test_an_answer_is_not_used_after_somebody_else_signed_in(provider: Provider) -> None:
    chantal()
    browser = Client()
    question = gone_to(browser, provider)
    browser.force_login(bruno())

    come_back(browser, question)

    assert not SocialAccount.objects.exists()


def test_whoever_stops_at_the_provider_is_told_that_nothing_changed(provider: Provider) -> None:
    browser = Client()
    question = gone_to(browser, provider)

    answer = browser.get(
        "/sign-in/provider/answer/", {"error": "access_denied", "state": question["state"]}
    )

    assert "You stopped at the provider" in shown(answer)


def test_the_answer_speaks_the_language_of_the_question(provider: Provider) -> None:
    del provider
    browser = Client()
    answer = browser.post("/fr/sign-in/provider/")
    state = answer.context["address"].partition("state=")[2].partition("&")[0]

    answer = browser.get("/sign-in/provider/answer/", {"error": "x", "state": state})

    assert '<html lang="fr">' in answer.content.decode()


def test_the_button_stands_only_where_a_provider_is_named(provider: Provider) -> None:
    del provider
    assert "Sign in with Region ID" in shown(Client().get("/en/sign-in/login/"))
    with override_settings(OIDC_SERVER=""):
        assert "Region ID" not in shown(Client().get("/en/sign-in/login/"))
        assert Client().post("/en/sign-in/provider/").status_code == 404
        assert Client().get("/sign-in/provider/answer/").status_code == 404
    assert Client().get("/en/sign-in/provider/").status_code == 405


class TestTying:
    """On the account page, by the person who is signed in."""

    @pytest.fixture
    def signed_in(self) -> Client:
        chantal()
        browser = Client()
        browser.post("/en/sign-in/login/", CHANTAL)
        browser.post("/en/sign-in/reauthenticate/", {"password": CHANTAL["password"]})
        return browser

    @override_settings(OIDC_TRUSTS_EMAIL=False)
    def test_the_person_ties_and_unties_an_identity(
        self, provider: Provider, signed_in: Client
    ) -> None:
        provider.claims = {"email": "elsewhere@example.org"}
        answer = come_back(signed_in, gone_to(signed_in, provider))
        assert answer["Location"] == "/en/account/"
        page = shown(signed_in.get("/en/account/"))
        assert "Region ID – elsewhere@example.org" in page
        other = Client()
        come_back(other, gone_to(other, provider))
        assert is_in(other)

        signed_in.post(f"/en/account/identities/{SocialAccount.objects.get().pk}/untie/")

        assert not SocialAccount.objects.exists()
        assert kinds_to("chantal@example.org")[-1] == "identity-removed"

    def test_an_identity_of_another_account_stays_theirs(
        self, provider: Provider, signed_in: Client
    ) -> None:
        provider.claims = {"email": "bruno@example.org", "email_verified": True}
        brunos = bruno()
        theirs = Client()
        come_back(theirs, gone_to(theirs, provider))

        answer = come_back(signed_in, gone_to(signed_in, provider))

        assert "This identity is tied to another account." in shown(answer)
        assert SocialAccount.objects.get().user_id == brunos.pk

    def test_another_persons_identity_can_not_be_untied(
        self, provider: Provider, signed_in: Client
    ) -> None:
        provider.claims = {"email": "bruno@example.org", "email_verified": True}
        bruno()
        theirs = Client()
        come_back(theirs, gone_to(theirs, provider))

        answer = signed_in.post(f"/en/account/identities/{SocialAccount.objects.get().pk}/untie/")

        assert answer.status_code == 404
        assert SocialAccount.objects.exists()

    def test_tying_asks_who_one_is_first(self, provider: Provider) -> None:
        del provider
        browser = Client()
        browser.force_login(chantal())

        answer = browser.post("/en/sign-in/provider/")

        assert answer["Location"].startswith("/en/sign-in/reauthenticate/")
