"""My data: what is held, who looked, taking it along, having it erased."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from perron.accounts.enums import Role
from perron.accounts.errors import AdministratorStays
from perron.accounts.models import Mandate, Session, User
from perron.accounts.services.erasing import erase_address, erase_person
from perron.core.errors import NotAllowed
from perron.core.journal.reads import record_reads
from perron.core.models import JournalLine
from perron.letters.models import Letter
from perron.letters.services.preferences import refuse_category
from tests.accounts.letters import kinds_to
from tests.desk.make import person, shown
from tests.make import NOON, aline, bruno, chantal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_mail")]
WORDS = "quai-de-la-gare-12"
HERE, DOWNLOAD, ERASE = (f"/en/account/data/{page}" for page in ("", "download/", "erase/"))
CHANTAL = "chantal@example.org"


def entered() -> Client:
    """Chantal signs in."""
    browser = Client()
    browser.post("/en/sign-in/login/", {"login": CHANTAL, "password": WORDS})
    return browser


def proven() -> Client:
    """And says her password once more."""
    browser = entered()
    browser.post("/en/sign-in/reauthenticate/", {"password": WORDS})
    return browser


def test_the_page_says_what_is_kept_why_until_when_and_who_looked() -> None:
    reader, chantal_ = person(Role.AUDITOR, "odile"), chantal()
    record_reads([str(chantal_.key)], "account", by=reader, at=NOON)
    record_reads([str(chantal_.key)], "export", by=None, at=NOON)
    browser = entered()

    page = shown(browser.get(HERE))

    assert "So that you can sign in, that your rights are yours" in page
    assert "Words, addresses and subjects: 180 days after the letter left." in page
    assert "Odile auditor" in page
    assert "your account" in page
    assert "Whoever runs this site" in page
    assert "2 looks at your data are written down." in shown(browser.get("/en/account/"))


def test_a_reader_who_was_erased_is_named_no_more() -> None:
    reader, chantal_ = person(Role.AUDITOR, "odile"), chantal()
    record_reads([str(chantal_.key)], "account", by=reader, at=NOON)
    erase_person(reader, by=reader, at=NOON)

    page = shown(entered().get(HERE))

    assert "Somebody whose account was erased" in page
    assert "Odile" not in page


def test_the_number_of_queries_does_not_grow_with_the_looks(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    chantal_ = chantal()
    for number in range(3):
        reader = person(Role.AUDITOR, f"reader-{number}")
        record_reads([str(chantal_.key)], "account", by=reader, at=NOON)
    browser = entered()

    with django_assert_max_num_queries(60):
        assert "Reader-2" in shown(browser.get(HERE))


def test_the_file_is_given_after_a_fresh_proof_and_kept_nowhere() -> None:
    chantal()
    refuse_category(CHANTAL, "reminders", at=NOON)
    browser = entered()
    asked = browser.get(DOWNLOAD)
    assert asked["Location"].startswith("/en/sign-in/reauthenticate/")

    answer = proven().get(DOWNLOAD)

    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        page = folder.read("index.html").decode()
        account = json.loads(folder.read("account.json"))
        assert json.loads(folder.read("letter-choices.json"))[0]["category"] == "reminders"
    assert account[0]["email"] == CHANTAL
    assert "What is kept about you" in page
    assert WORDS not in page
    assert "<script" not in page


def test_the_page_in_the_file_speaks_the_language_of_the_person() -> None:
    chantal()
    answer = proven().get(DOWNLOAD.replace("/en/", "/de/"))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert '<html lang="de">' in folder.read("index.html").decode()


def test_erasing_asks_for_a_fresh_proof_and_for_the_word() -> None:
    chantal()
    assert entered().post(ERASE, {"word": "erase"})["Location"].startswith("/en/sign-in/")

    browser = proven()
    wrong = browser.post(ERASE, {"word": "yes"})

    assert wrong.status_code == 422
    assert "This is not the word. Nothing was erased." in shown(wrong)
    assert User.objects.get().name == "Chantal"


def test_with_the_word_everything_goes_at_once() -> None:
    chantal()
    other, browser = entered(), proven()
    assert "What stays, and why" in shown(browser.get(ERASE))

    answer = browser.post(ERASE, {"word": " Erase "}, follow=True)

    assert "You are signed out everywhere." in shown(answer)
    row = User.objects.get()
    assert (row.name, row.is_active, row.has_usable_password()) == ("", False, False)
    assert not Session.objects.filter(person=row).exists()
    assert other.get(HERE)["Location"].startswith("/en/sign-in/login/")
    assert kinds_to(CHANTAL) == ["data-erased"]
    line = JournalLine.objects.get(verb="person.erased")
    assert (line.actor, line.about_code) == (f"person:{row.key}", str(row.key))
    again = entered()
    assert again.get(HERE)["Location"].startswith("/en/sign-in/login/")


def test_where_no_letter_leaves_none_is_written() -> None:
    chantal_ = chantal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("perron.accounts.services.erasing.letters_leave", lambda: False)
        erase_person(chantal_, by=chantal_, at=NOON)

    assert not Letter.objects.exists()


def test_the_last_administrator_stays_until_there_is_another() -> None:
    first = person(Role.ADMINISTRATOR)
    with pytest.raises(AdministratorStays):
        erase_person(first, by=first, at=NOON)

    person(Role.ADMINISTRATOR, "second")
    erase_person(first, by=first, at=NOON)

    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def test_the_last_administrator_reads_why_on_the_page() -> None:
    chantal_ = chantal()
    User.objects.update(role=Role.ADMINISTRATOR)

    answer = proven().post(ERASE, {"word": "erase"})

    assert answer.status_code == 422
    assert "is an administrator" in shown(answer)
    chantal_.refresh_from_db()
    assert chantal_.erased_at is None


def test_nobody_erases_another_person_and_nobody_does_it_under_a_mandate() -> None:
    chantal_, stranger = chantal(), bruno()
    with pytest.raises(NotAllowed):
        erase_person(chantal_, by=stranger, at=NOON)
    chantal_.acting = Mandate(principal=chantal_, proxy=stranger)
    with pytest.raises(NotAllowed):
        erase_person(chantal_, by=chantal_, at=NOON)
    assert not User.objects.filter(erased_at__isnull=False).exists()


def test_an_address_without_an_account_is_erased_too() -> None:
    aline()
    refuse_category("denise@example.org", "reminders", at=NOON)
    refuse_category("aline@example.org", "reminders", at=NOON)

    gone = erase_address(" Denise@Example.org ", at=timezone.now())

    assert gone["letter-choices"] == 1
    assert sum(gone.values()) == 1
    assert User.objects.get().erased_at is None
    assert JournalLine.objects.get().change["letter-choices"] == 1
    assert not any(erase_address("nobody@example.org", at=NOON).values())
