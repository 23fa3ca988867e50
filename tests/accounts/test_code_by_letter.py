"""Signing in by a code that comes by e-mail."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from perron.accounts.models import Session, User
from perron.letters.models import Letter
from tests.accounts.letters import kinds_to, last_code, last_letter
from tests.desk.make import shown
from tests.make import chantal

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_mail"),
]
ASK, CONFIRM = "/en/sign-in/code/", "/en/sign-in/code/confirm/"
CHANTAL = "chantal@example.org"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def asked(browser: Client, address: str = CHANTAL) -> str:
    """Ask for a code, and read it."""
    answer = browser.post(ASK, {"email": address})
    assert answer["Location"].startswith(CONFIRM)
    return last_code(address)


def test_the_code_signs_in_and_one_lands_where_one_was_stopped() -> None:
    chantal()
    browser = Client()
    answer = browser.post(f"{ASK}?next=/en/desk/work/claims/", {"email": "Chantal@Example.org"})
    page = browser.get(answer["Location"])

    answer = browser.post(answer["Location"], {"code": last_code(CHANTAL).lower()})

    assert "If chantal@example.org has an account here" in shown(page)
    assert answer["Location"] == "/en/desk/work/claims/"
    assert browser.get("/en/desk/").status_code == 200


def test_a_letter_with_a_code_is_secret_and_in_the_persons_language() -> None:
    User.objects.filter(pk=chantal().pk).update(language="fr")
    code = asked(Client())
    letter = last_letter(CHANTAL)

    assert letter.secret
    assert letter.language == "fr"
    assert code not in letter.subject
    assert letter.party.startswith("person:")


def test_a_code_is_worth_nothing_the_second_time() -> None:
    chantal()
    browser = Client()
    code = asked(browser)
    browser.post(CONFIRM, {"code": code})
    browser.post("/en/sign-in/logout/")

    browser.post(CONFIRM, {"code": code})

    assert browser.get("/en/desk/").status_code == 302


def test_a_code_opens_only_the_browser_that_asked_for_it() -> None:
    chantal()
    code = asked(Client())
    other = Client()

    answer = other.post(CONFIRM, {"code": code})

    assert answer["Location"] == ASK
    assert other.get("/en/desk/").status_code == 302


@override_settings(ACCOUNT_LOGIN_BY_CODE_TIMEOUT=-1)
def test_a_code_that_is_too_old_is_not_taken() -> None:
    chantal()
    browser = Client()
    code = asked(browser)

    answer = browser.post(CONFIRM, {"code": code})

    assert answer["Location"] == ASK
    assert browser.get("/en/desk/").status_code == 302


def test_after_five_wrong_codes_the_right_one_is_too_late() -> None:
    chantal()
    browser = Client()
    code = asked(browser)
    for _ in range(4):
        answer = browser.post(CONFIRM, {"code": "WRNG-WRNG"})
        assert "This is not the code of the last letter." in shown(answer)

    answer = browser.post(CONFIRM, {"code": "WRNG-WRNG"}, follow=True)
    assert "Too many attempts in a short time." in shown(answer)

    browser.post(CONFIRM, {"code": code})
    assert browser.get("/en/desk/").status_code == 302


def test_another_code_may_be_asked_for_twice_and_the_one_before_is_worth_nothing() -> None:
    chantal()
    browser = Client()
    first = asked(browser)
    for _ in range(3):
        browser.post(CONFIRM, {"action": "resend"})

    assert kinds_to(CHANTAL) == ["sign-in-code"] * 3
    assert "This is not the code of the last letter." in shown(
        browser.post(CONFIRM, {"code": first})
    )
    assert browser.post(CONFIRM, {"code": last_code(CHANTAL)}).status_code == 302


def test_a_stranger_learns_nothing_from_the_page_and_gets_a_letter_without_a_code() -> None:
    chantal()
    known, unknown = Client(), Client()
    for browser, address in ((known, CHANTAL), (unknown, "nobody@example.org")):
        answer = browser.post(ASK, {"email": address})
        assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    pages = [shown(browser.get(CONFIRM)) for browser in (known, unknown)]

    assert pages[0].replace(CHANTAL, "X") == pages[1].replace("nobody@example.org", "X")
    assert kinds_to("nobody@example.org") == ["no-account"]
    assert "has no code" not in last_letter("nobody@example.org").text


def test_a_closed_account_is_treated_like_none() -> None:
    chantal()
    User.objects.update(is_active=False)

    Client().post(ASK, {"email": CHANTAL})

    assert kinds_to(CHANTAL) == ["no-account"]


def test_asking_too_often_for_one_address_is_refused_and_writes_no_letter() -> None:
    chantal()
    answers = [Client().post(ASK, {"email": CHANTAL}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "wait five minutes" in shown(answers[-1])
    assert Letter.objects.count() == 3


def test_a_forged_form_asks_for_nothing() -> None:
    chantal()

    answer = Client(enforce_csrf_checks=True).post(ASK, {"email": CHANTAL})

    assert answer.status_code == 403
    assert not Letter.objects.exists()


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def test_where_no_letter_leaves_no_code_is_promised() -> None:
    page = shown(Client().get("/en/sign-in/login/"))

    assert "Send me a code" not in page
    assert "sign in with your password" in page


def test_the_key_of_the_session_changes_with_the_sign_in() -> None:
    chantal()
    browser = Client()
    code = asked(browser)
    before = browser.cookies["sessionid"].value

    browser.post(CONFIRM, {"code": code})

    assert browser.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert browser.cookies["sessionid"]["max-age"] == "", "it ends with the browser"


def test_a_browser_not_seen_before_is_told_of_and_a_known_one_is_not() -> None:
    chantal()
    here = Client(headers={"User-Agent": FIREFOX})
    here.post(CONFIRM, {"code": asked(here)})
    assert "new-browser" not in kinds_to(CHANTAL), "the first time, every browser is new"
    here.post("/en/sign-in/logout/")
    here.post(CONFIRM, {"code": asked(here)})
    assert "new-browser" not in kinds_to(CHANTAL)
    cache.clear()

    there = Client(headers={"User-Agent": FIREFOX})
    there.post(CONFIRM, {"code": asked(there)})

    assert kinds_to(CHANTAL)[-1] == "new-browser"
    assert "Firefox, Linux" in last_letter(CHANTAL).text


def test_a_forged_mark_of_a_known_browser_counts_for_nothing() -> None:
    person = chantal()
    User.objects.update(last_login=timezone.now() - timedelta(days=1))
    browser = Client()
    browser.cookies["perron_known"] = f'["{person.key}"]:forged'

    browser.post(CONFIRM, {"code": asked(browser)})

    assert kinds_to(CHANTAL)[-1] == "new-browser"


def test_who_forgot_the_password_chooses_another_by_a_code_and_all_browsers_are_signed_out() -> (
    None
):
    chantal()
    elsewhere = Client()
    elsewhere.post("/en/sign-in/login/", {"login": CHANTAL, "password": "quai-de-la-gare-12"})
    assert elsewhere.get("/en/desk/").status_code == 200
    browser = Client()
    browser.post("/en/sign-in/password/reset/", {"email": CHANTAL})
    browser.post("/en/sign-in/password/reset/confirm/", {"code": last_code(CHANTAL)})
    words = {"password1": "a-new-long-sentence", "password2": "a-new-long-sentence"}

    answer = browser.post("/en/sign-in/password/reset/complete/", words, follow=True)

    assert "Your new password is set" in shown(answer)
    assert kinds_to(CHANTAL) == ["password-code", "password-changed"]
    assert elsewhere.get("/en/desk/").status_code == 302
    assert User.objects.get().check_password("a-new-long-sentence")
