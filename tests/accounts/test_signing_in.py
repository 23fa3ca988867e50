"""Signing in, signing out, and pages for those who have no account."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from perron.accounts.enums import Role
from perron.accounts.models import User
from tests.desk.make import shown
from tests.make import bruno, chantal

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/sign-in/login/"
CHANTAL = {"login": "chantal@example.org", "password": "quai-de-la-gare-12"}


@pytest.mark.parametrize("role", Role)
def test_everybody_lands_on_the_own_desk(role: Role) -> None:
    chantal()
    User.objects.update(role=role)

    answer = Client().post(SIGN_IN, CHANTAL, follow=True)

    assert answer.redirect_chain == [("/en/desk/", 302)]
    assert "Good to see you, Chantal" in shown(answer)


def test_the_address_may_be_written_in_capitals() -> None:
    chantal()

    answer = Client().post(SIGN_IN, {**CHANTAL, "login": "Chantal@Example.ORG"})

    assert answer.status_code == 302


def test_one_comes_back_to_where_one_was_stopped() -> None:
    chantal()
    browser = Client()
    stopped = browser.get("/en/desk/work/claims/")

    page = browser.get(stopped["Location"]).content.decode()
    assert 'name="next" value="/en/desk/work/claims/"' in page
    answer = browser.post(SIGN_IN, {**CHANTAL, "next": "/en/desk/work/claims/"})

    assert answer["Location"] == "/en/desk/work/claims/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    chantal()

    answer = Client().post(SIGN_IN, {**CHANTAL, "next": elsewhere})

    assert answer["Location"] == "/en/desk/"


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"login": "nobody@example.org"}, {"login": "", "password": ""}]
)
def test_a_wrong_answer_is_said_at_the_top(wrong: dict[str, str]) -> None:
    chantal()

    page = Client().post(SIGN_IN, {**CHANTAL, **wrong})

    assert page.status_code == 200
    assert "something must be put right first" in shown(page)
    assert 'name="password"' in page.content.decode()
    assert "wrong" not in page.content.decode().split("<main")[1]


def test_the_sixth_wrong_password_is_refused_with_a_sentence() -> None:
    chantal()
    browser = Client()
    for _ in range(5):
        answer = browser.post(SIGN_IN, {**CHANTAL, "password": "wrong"})
        assert "Too many attempts" not in shown(answer)

    assert "Too many attempts in a short time. Nothing was changed; wait five minutes." in shown(
        browser.post(SIGN_IN, {**CHANTAL, "password": "wrong"})
    )
    assert "Too many attempts" in shown(browser.post(SIGN_IN, CHANTAL))
    assert browser.get("/en/desk/").status_code == 302


def test_a_person_who_may_no_longer_sign_in_is_told_so() -> None:
    chantal()
    User.objects.update(is_active=False)
    browser = Client()

    answer = browser.post(SIGN_IN, CHANTAL, follow=True)

    assert browser.get("/en/desk/").status_code == 302
    assert 'class="site-header' in answer.content.decode()


def test_signing_out_takes_a_button_not_a_link() -> None:
    browser = Client()
    browser.force_login(chantal())

    asked = browser.get("/en/sign-in/logout/")
    assert "Sign out?" in shown(asked)
    assert browser.get("/en/desk/").status_code == 200

    assert browser.post("/en/sign-in/logout/")["Location"] == "/en/"
    assert browser.get("/en/desk/").status_code == 302


def test_the_header_offers_the_desk_and_the_way_out() -> None:
    browser = Client()
    browser.force_login(bruno())

    page = browser.get("/en/desk/").content.decode()

    assert 'action="/en/sign-in/logout/"' in page


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_nobody_opens_an_account_alone_and_is_told_how_to_get_one(language: str) -> None:
    answer = Client().get(f"/{language}/sign-in/signup/")

    assert answer.status_code == 200
    assert "password1" not in answer.content.decode()
    assert f'href="/{language}/sign-in/login/"' in answer.content.decode()


def test_a_forged_sign_up_makes_no_account() -> None:
    fields = {
        "email": "x@example.org",
        "password1": "a-long-word-12",
        "password2": "a-long-word-12",
    }

    Client().post("/en/sign-in/signup/", fields)

    assert not User.objects.exists()


@pytest.mark.parametrize(
    "page", ["email/", "password/change/", "password/set/", "confirm-email/", "login/code/"]
)
def test_addresses_of_the_package_that_have_no_page_of_this_house_lead_nowhere(page: str) -> None:
    browser = Client()
    browser.force_login(chantal())

    assert browser.get(f"/en/sign-in/{page}").status_code == 404


def test_a_form_that_saves_by_itself_is_told_that_one_was_signed_out() -> None:
    answer = Client().post("/en/desk/edit/measure/x/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 302

    page = Client().get(answer["Location"], HTTP_HX_REQUEST="true").content.decode()
    assert '<div id="draft-state"' in page
    assert "You were signed out, and your last words were not saved." in page
    assert 'id="draft-state"' not in Client().get(SIGN_IN).content.decode()


@override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"})
def test_too_many_attempts_from_one_place_are_told_to_wait() -> None:
    browser = Client()
    answers = [
        browser.post(SIGN_IN, {"login": f"p{number}@example.org", "password": "x"})
        for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Wait 5 minutes, then try again." in shown(answers[-1])
    assert answers[-1]["Retry-After"] == "300"
