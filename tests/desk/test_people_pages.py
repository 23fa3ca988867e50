"""People with an account: seen by administrators and auditors, changed by administrators."""

import pytest
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import JournalLine
from perron.letters.models import Letter
from tests.make import aline, bruno, chantal

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/people/"


def signed_in(role: Role, email: str = "denise@example.org") -> Client:
    client = Client()
    client.force_login(User.objects.create_user(email, "a-long-word-12", name="Denise", role=role))
    return client


def test_an_account_is_opened_without_a_password_and_the_person_told() -> None:
    administrator = signed_in(Role.ADMINISTRATOR)
    wish = {"name": "Farid", "email": "Farid@example.org", "role": "evaluator", "language": "de"}

    page = administrator.post(PEOPLE + "new/", wish, follow=True).content.decode()
    person = User.objects.get(email="farid@example.org")
    assert "Farid is told" in page
    assert not person.has_usable_password()
    assert Letter.objects.get(kind="account-opened").language == "de"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "aline@example.org"}, "there is one for aline@example.org already"),
        ({"email": "aline"}, "valid email"),
        ({"name": " "}, "required"),
        ({"role": "king"}, "not one of the available choices"),
    ],
)
def test_a_wrong_wish_opens_nothing(wrong: dict[str, str], said: str) -> None:
    aline()
    wish = {"name": "Farid", "email": "farid@example.org", "role": "contact", "language": "fr"}

    answer = signed_in(Role.ADMINISTRATOR).post(PEOPLE + "new/", wish | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.count() == 2


def test_the_list_narrows_and_each_look_is_kept_once_an_hour() -> None:
    key, _other = aline().key, bruno().key
    auditor = signed_in(Role.AUDITOR)

    page = auditor.get(PEOPLE, {"q": "ali"}).content.decode()
    assert "Aline" in page
    assert "Bruno" not in page
    auditor.get(f"{PEOPLE}{key}/")
    lines = JournalLine.objects.filter(verb="person.read")
    assert [line.about_code for line in lines] == [str(key)]


def test_an_administrator_gives_a_role_closes_and_reopens() -> None:
    person = bruno()
    administrator = signed_in(Role.ADMINISTRATOR)

    administrator.post(f"{PEOPLE}{person.key}/role/", {"role": "officer"})
    administrator.post(f"{PEOPLE}{person.key}/close/")
    person.refresh_from_db()
    assert (person.role, person.is_active) == (Role.OFFICER, False)

    administrator.post(f"{PEOPLE}{person.key}/reopen/")
    person.refresh_from_db()
    assert person.is_active
    kinds = Letter.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["role-changed", "account-closed", "account-reopened"]


def test_a_second_administrator_does_not_remove_the_first() -> None:
    first = User.objects.create_user("a@example.org", "x", name="First", role=Role.ADMINISTRATOR)

    answer = signed_in(Role.ADMINISTRATOR).post(f"{PEOPLE}{first.key}/close/")
    assert answer.status_code == 403
    assert "First was not removed" in answer.content.decode()


def test_an_auditor_is_offered_no_change_and_refused_one() -> None:
    person = bruno()
    auditor = signed_in(Role.AUDITOR)

    assert "Close the account" not in auditor.get(f"{PEOPLE}{person.key}/").content.decode()
    for deed in ("role", "close", "reopen"):
        answer = auditor.post(f"{PEOPLE}{person.key}/{deed}/", {"role": "contact"})
        assert answer.status_code == 403
    assert auditor.get(PEOPLE + "new/").status_code == 403


def test_an_officer_and_a_contact_see_nobody() -> None:
    person = bruno()
    for somebody in (chantal(), person):
        client = Client()
        client.force_login(somebody)
        assert client.get(PEOPLE).status_code == 403
        assert client.get(f"{PEOPLE}{person.key}/").status_code == 403
