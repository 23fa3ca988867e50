"""The page of one's own account: name, address, password, where one is signed in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.utils import timezone

from perron.accounts.models import Session, User
from perron.accounts.pieces.browsers import browser_family
from perron.core import account_sections
from perron.core.account_sections import AccountSection, register_section, sections_for
from perron.core.models import JournalLine
from tests.accounts.letters import kinds_to, last_code
from tests.desk.make import shown
from tests.make import aline, bruno, chantal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_mail")]
WORDS = "quai-de-la-gare-12"
OLD, NEW = "chantal@example.org", "chantal@agency.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def entered(agent: str = FIREFOX) -> Client:
    """Sign Chantal in."""
    browser = Client(headers={"User-Agent": agent})
    browser.post("/en/sign-in/login/", {"login": OLD, "password": WORDS})
    return browser


def proven() -> Client:
    """Sign Chantal in, and let her say the password once more."""
    browser = entered()
    browser.post("/en/sign-in/reauthenticate/", {"password": WORDS})
    return browser


def test_the_page_is_for_oneself_only() -> None:
    assert Client().get("/en/account/")["Location"].startswith("/en/sign-in/login/")


def test_name_and_language_are_changed_and_stand_in_the_journal() -> None:
    chantal()
    browser = entered()

    answer = browser.post("/en/account/profile/", {"name": "Chantal B.", "language": "de"})

    assert answer["Location"] == "/en/account/"
    assert (User.objects.get().name, User.objects.get().language) == ("Chantal B.", "de")
    line = JournalLine.objects.get(verb="person.changed")
    assert "Chantal" not in str(line.change)


def test_an_address_is_changed_by_a_code_to_the_new_one_and_the_old_one_is_told() -> None:
    chantal()
    browser = proven()
    browser.post("/en/account/email/", {"email": NEW.title()})
    assert User.objects.get().email == OLD, "nothing changes before the code is typed"

    answer = browser.post("/en/account/email/confirm/", {"code": last_code(NEW)})

    assert answer["Location"] == "/en/account/"
    assert User.objects.get().email == NEW
    assert kinds_to(NEW) == ["email-code"]
    assert kinds_to(OLD) == ["email-changed"]
    assert JournalLine.objects.filter(verb="person.moved").count() == 1
    fields = {"login": OLD, "password": WORDS}
    assert Client().post("/en/sign-in/login/", fields).status_code == 200
    assert Client().post("/en/sign-in/login/", {**fields, "login": NEW}).status_code == 302


def test_an_address_that_another_account_has_is_refused_only_to_who_reads_its_letters() -> None:
    chantal()
    bruno()
    browser = proven()

    answer = browser.post("/en/account/email/", {"email": "bruno@example.org"})
    assert answer["Location"] == "/en/account/email/confirm/"
    refusal = browser.post("/en/account/email/confirm/", {"code": last_code("bruno@example.org")})

    assert "another account has the address" in shown(refusal)
    assert User.objects.filter(email=OLD).exists()


def test_five_wrong_codes_end_the_change() -> None:
    chantal()
    browser = proven()
    browser.post("/en/account/email/", {"email": NEW})
    code = last_code(NEW)
    answers = [browser.post("/en/account/email/confirm/", {"code": "WRNG"}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
    browser.post("/en/account/email/confirm/", {"code": code})
    assert User.objects.get().email == OLD


@override_settings(ACCOUNT_LOGIN_BY_CODE_TIMEOUT=-1)
def test_a_code_that_is_too_old_changes_nothing() -> None:
    chantal()
    browser = proven()
    browser.post("/en/account/email/", {"email": NEW})

    answer = browser.post("/en/account/email/confirm/", {"code": last_code(NEW)}, follow=True)

    assert "The code is too old." in shown(answer)
    assert User.objects.get().email == OLD


@pytest.mark.parametrize(
    "page",
    ["email/", "factors/app/", "factors/passkeys/add/", "factors/recovery-codes/new/"],
)
def test_what_touches_the_way_in_asks_who_one_is(page: str) -> None:
    chantal()

    answer = entered().get(f"/en/account/{page}")

    assert answer["Location"].startswith("/en/sign-in/reauthenticate/")


def test_who_has_no_password_proves_it_by_a_letter() -> None:
    person = chantal()
    person.set_unusable_password()
    person.save()
    browser = Client()
    browser.force_login(person)
    asked = browser.get("/en/account/password/set/")
    assert asked["Location"].startswith("/en/sign-in/reauthenticate/letter/")
    browser.get(asked["Location"])
    wrong = browser.post(asked["Location"], {"code": "WRNG", "next": "/en/account/password/set/"})
    assert "This is not the code" in shown(wrong)

    answer = browser.post(
        "/en/sign-in/reauthenticate/letter/",
        {"code": last_code(OLD), "next": "/en/account/password/set/"},
    )
    assert answer["Location"] == "/en/account/password/set/"
    words = {"password1": "a-new-long-sentence", "password2": "a-new-long-sentence"}
    browser.post(answer["Location"], words)

    assert User.objects.get().check_password("a-new-long-sentence")
    assert kinds_to(OLD) == ["prove-code", "password-changed"]


def test_another_password_signs_other_browsers_out_and_keeps_this_one() -> None:
    chantal()
    browser, other = entered(), entered()
    words = {
        "oldpassword": WORDS,
        "password1": "a-new-long-sentence",
        "password2": "a-new-long-sentence",
    }

    answer = browser.post("/en/account/password/", words)

    assert answer["Location"] == "/en/account/"
    assert browser.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302
    assert "password-changed" in kinds_to(OLD)


def test_a_weak_password_or_a_wrong_old_one_is_refused() -> None:
    chantal()
    browser = entered()
    weak = {"oldpassword": WORDS, "password1": "short", "password2": "short"}
    wrong = {"oldpassword": "x", "password1": "a-long-sentence-1", "password2": "a-long-sentence-1"}

    for words in (weak, wrong):
        assert browser.post("/en/account/password/", words).status_code == 200
    assert User.objects.get().check_password(WORDS)


def test_one_may_do_without_a_password() -> None:
    chantal()
    browser, other = proven(), entered()

    browser.post("/en/account/password/remove/")

    assert not User.objects.get().has_usable_password()
    assert browser.get("/en/account/").status_code == 200
    assert other.get("/en/account/").status_code == 302
    assert kinds_to(OLD)[-1] == "password-removed"


def test_one_sees_where_one_is_signed_in_and_ends_the_others() -> None:
    chantal()
    aline()
    here, there = entered(), entered("Mozilla/5.0 (iPhone) Version/18.0 Safari/605.1.15")
    third = entered("curl/8")
    strangers = Client()
    strangers.force_login(User.objects.get(email="aline@example.org"))

    sessions = here.get("/en/account/").context["sessions"]
    assert sessions[0]["browser"] == "Firefox, Windows"
    assert sessions[0]["here"]
    assert {"Safari, iPhone", "an unknown browser"} <= {entry["browser"] for entry in sessions}
    theirs = next(entry for entry in sessions if entry["browser"] == "Safari, iPhone")
    here.post(f"/en/account/sessions/{theirs['key']}/end/")
    assert there.get("/en/desk/").status_code == 302
    assert third.get("/en/desk/").status_code == 200
    here.post("/en/account/sessions/end/")

    assert third.get("/en/desk/").status_code == 302
    assert here.get("/en/desk/").status_code == 200
    assert strangers.get("/en/desk/").status_code == 200


def test_nobody_ends_anothers_session() -> None:
    chantal()
    here = entered()
    strangers = Client()
    strangers.force_login(bruno())
    key = Session.objects.get(person__email="bruno@example.org").key

    here.post(f"/en/account/sessions/{key}/end/")
    here.post(f"/en/account/sessions/{uuid4()}/end/")

    assert strangers.get("/en/desk/").status_code == 200


def test_the_key_of_a_session_is_on_no_page() -> None:
    chantal()
    browser = entered()

    assert browser.cookies["sessionid"].value not in browser.get("/en/account/").content.decode()


def test_an_idle_session_ends_and_a_used_one_is_kept() -> None:
    chantal()
    browser = entered()
    session = Session.objects.get()
    earlier = timezone.now() - timedelta(hours=3)
    Session.objects.update(seen_at=earlier, expire_date=timezone.now() + timedelta(minutes=5))

    assert browser.get("/en/desk/").status_code == 200
    assert Session.objects.get(pk=session.pk).expire_date > timezone.now() + timedelta(hours=20)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/en/desk/").status_code == 302


def test_a_sign_in_ends_for_good_after_a_week_however_much_it_is_used() -> None:
    chantal()
    browser = entered()
    Session.objects.update(signed_in_at=timezone.now() - timedelta(days=7))

    assert browser.get("/en/desk/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPad) CriOS/140.0 Safari/604.1", "Chrome, iPad"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browsers_family_is_rough(agent: str, family: str) -> None:
    assert browser_family(agent) == family


def test_other_apps_bring_sections_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_sections, "_sections", {})
    request = RequestFactory().get("/")
    late = AccountSection("late", 2, "Late", "x.html", lambda _request: {"a": 1})
    early = AccountSection("early", 1, "Early", "x.html", lambda _request: {})
    nothing = AccountSection("nothing", 0, "Nothing", "x.html", lambda _request: None)
    for section in (late, early, nothing):
        register_section(section)

    assert [entry["name"] for entry in sections_for(request)] == ["early", "late"]
    with pytest.raises(ValueError, match="late"):
        register_section(late)
