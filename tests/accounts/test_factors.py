"""Second factors: an app, recovery codes, passkeys, and roles that must have one."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings

from perron.accounts.adapters.factors import Factors
from perron.accounts.errors import FactorUnreadable
from perron.accounts.models import User
from tests.accounts.letters import kinds_to, last_code
from tests.accounts.totp import app_code
from tests.desk.make import shown
from tests.make import bruno, chantal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_mail")]
CHANTAL = {"login": "chantal@example.org", "password": "quai-de-la-gare-12"}
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
APP = "/en/account/factors/app/"
Caught = Any  # pytest-django names no type for its fixture


def entered(person: User) -> Client:
    """Sign in with the password, as far as that leads."""
    browser = Client()
    browser.post("/en/sign-in/login/", {**CHANTAL, "login": person.email})
    return browser


def proven(person: User) -> Client:
    """Be signed in, and have said the password once more."""
    browser = entered(person)
    browser.post("/en/sign-in/reauthenticate/", {"password": CHANTAL["password"]})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/en/desk/").status_code == 200


def test_setting_an_app_up_asks_for_the_password_first_and_gives_recovery_codes(
    django_capture_on_commit_callbacks: Caught,
) -> None:
    person = chantal()
    browser = entered(person)
    assert browser.get(APP)["Location"].startswith("/en/sign-in/reauthenticate/")
    browser.post("/en/sign-in/reauthenticate/", {"password": CHANTAL["password"]})
    secret = browser.get(APP).context["secret"]
    picture = browser.get(f"{APP}code.svg")

    wrong = browser.post(APP, {"code": "000000"})
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(APP, {"code": app_code(secret)}, follow=True)

    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert "This code is wrong, too old or was used before." in shown(wrong)
    assert len(answer.context["unused_codes"]) == 10
    assert kinds_to(person.email) == ["factor-added"]


def test_the_secret_is_not_readable_in_the_database() -> None:
    TOTP.activate(chantal(), SEED)

    assert SEED not in str(Authenticator.objects.get().data)


def test_a_changed_key_of_the_platform_is_a_sentence_and_no_fault() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    browser = entered(person)

    with override_settings(SECRET_KEY="another" * 8), pytest.raises(FactorUnreadable):
        Factors().decrypt(Authenticator.objects.get().data["secret"])
    with override_settings(SECRET_KEY_FALLBACKS=["other"]):
        answer = browser.post("/en/sign-in/factor/", {"code": app_code(SEED)})
    assert answer.status_code == 302


def test_the_app_is_asked_for_whatever_came_before() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    by_password, by_code = entered(person), Client()
    by_code.post("/en/sign-in/code/", {"email": person.email})
    by_code.post("/en/sign-in/code/confirm/", {"code": last_code(person.email)})

    for steps, browser in ((-1, by_password), (0, by_code)):
        assert not is_in(browser)
        browser.post("/en/sign-in/factor/", {"code": app_code(SEED, steps=steps)})
        assert is_in(browser)


def test_a_code_of_the_app_counts_once_even_for_another_process() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    first, second = entered(person), entered(person)
    code = app_code(SEED)
    first.post("/en/sign-in/factor/", {"code": code})
    cache.clear()  # what a process remembers, another does not know

    answer = second.post("/en/sign-in/factor/", {"code": f"{code[:3]} {code[3:]}"})

    assert "This code is wrong, too old or was used before." in shown(answer)
    assert not is_in(second)


def test_a_code_of_two_steps_ago_is_too_old() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    browser = entered(person)

    browser.post("/en/sign-in/factor/", {"code": app_code(SEED, steps=-3)})

    assert not is_in(browser)


def test_after_five_wrong_codes_of_the_app_one_waits() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    browser = entered(person)
    for _ in range(5):
        browser.post("/en/sign-in/factor/", {"code": "000000"})

    answer = browser.post("/en/sign-in/factor/", {"code": app_code(SEED)})

    assert "Too many attempts in a short time." in shown(answer)
    assert not is_in(browser)


def test_a_recovery_code_opens_once() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    browser, other = entered(person), entered(person)

    browser.post("/en/sign-in/factor/", {"code": code})
    other.post("/en/sign-in/factor/", {"code": code})

    assert is_in(browser)
    assert not is_in(other)
    assert "9 codes are left" in shown(browser.get("/en/account/"))


def test_recovery_codes_are_shown_after_the_password_only_and_made_anew(
    django_capture_on_commit_callbacks: Caught,
) -> None:
    person = chantal()
    browser = proven(person)
    TOTP.activate(person, SEED)
    before = RecoveryCodes.activate(person).get_unused_codes()
    page = "/en/account/factors/recovery-codes/"

    assert before[0] in shown(browser.get(page))
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{page}new/")

    assert before[0] not in shown(browser.get(page))
    assert kinds_to(person.email) == ["recovery-codes-made"]


def test_removing_the_app_ends_the_recovery_codes_and_is_told() -> None:
    person = chantal()
    browser = proven(person)
    TOTP.activate(person, SEED)
    RecoveryCodes.activate(person)

    browser.post(f"{APP}remove/")

    assert not Authenticator.objects.exists()
    assert kinds_to(person.email) == ["factor-removed"]


class TestRolesThatMustHaveOne:
    """``SECOND_FACTOR_FOR`` names them."""

    @pytest.fixture(autouse=True)
    def _officers(self) -> object:
        with override_settings(SECOND_FACTOR_FOR=frozenset({"officer"})):
            yield

    def test_they_are_led_to_their_account_until_they_have_one(self) -> None:
        person = chantal()
        browser = proven(person)
        answer = browser.get("/en/desk/work/claims/", follow=True)
        assert answer.redirect_chain == [("/en/account/", 302)]
        assert "Your role needs a second factor" in shown(answer)
        assert browser.get("/en/").status_code == 200
        assert browser.post("/en/account/sessions/end/")["Location"] == "/en/account/"
        secret = browser.get(APP).context["secret"]
        browser.post(APP, {"code": app_code(secret)})

        assert is_in(browser)

    def test_they_keep_the_last_one(self) -> None:
        person = chantal()
        browser = proven(person)
        TOTP.activate(person, SEED)

        answer = browser.post(f"{APP}remove/")

        assert "this is your last one" in shown(answer)
        assert Authenticator.objects.exists()

    def test_other_roles_go_on_as_before(self) -> None:
        browser = Client()
        browser.force_login(bruno())

        assert is_in(browser)


def test_garbage_in_place_of_a_passkey_is_no_fault() -> None:
    person = chantal()
    TOTP.activate(person, SEED)
    browser = entered(person)
    browser.get("/en/sign-in/factor/")
    pages = ("/en/sign-in/passkey/", "/en/sign-in/factor/")
    garbage = ("", "x", "[]", "{}", '{"response": 1}', '{"response": {"userHandle": "%%"}}', "null")

    for page in pages:
        for credential in garbage:
            cache.clear()
            Client().get("/en/sign-in/passkey/", HTTP_ACCEPT="application/json")
            answer = browser.post(page, {"credential": credential})
            assert answer.status_code in {200, 302}, (page, credential)
    assert not is_in(browser)


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "{}", "null", '{"id": 1}', '{"response": {"clientDataJSON": 1}}']
)
def test_garbage_in_place_of_a_new_passkey_is_no_fault(credential: str) -> None:
    browser = proven(chantal())
    page = "/en/account/factors/passkeys/add/"
    browser.get(page)

    answer = browser.post(page, {"credential": credential, "name": "x"})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
