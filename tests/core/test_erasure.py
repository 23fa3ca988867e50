"""A person does everything that the site offers, is erased, and is nowhere any more."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import Mandate, Session, User
from perron.accounts.services import NewMandate, accept_mandate, give_mandate, open_account
from perron.accounts.services.erasing import erase_again, erase_person
from perron.accounts.services.opening import NewPerson
from perron.accounts.services.own import change_email, change_profile
from perron.core.journal.attesting import verify_seals
from perron.core.journal.reads import record_reads
from perron.core.journal.sealing import seal_journal
from perron.core.journal.verifying import verify_journal
from perron.core.models import Draft, JournalLine, JournalPrivate
from perron.core.personal import Subject
from perron.core.personal.handing_out import everything_about
from perron.core.personal.wording import WORDS
from perron.core.queue import work_off
from perron.core.records.kinds import kinds
from perron.core.records.snapshots import take_snapshot
from perron.desk.services.drafts import save_draft
from perron.directory.models import Affiliation, Contact
from perron.directory.services.claims import decide_claim
from perron.letters.enums import LetterState
from perron.letters.models import Inquiry, Letter
from perron.letters.services.preferences import refuse_category
from tests.core.traces import traces
from tests.directory.make import the_school
from tests.make import a_measure, a_plan, bruno, chantal

pytestmark = pytest.mark.django_db(transaction=True)
NAME, LATER = "Zébulon-Quatrepattes O’Hara", "Zébulon Quatrepattes-Ohara"
ADDRESS, MOVED = "zebulon.ohara@example.org", "quatrepattes@nowhere.example"
PHONE, REASON = "0499 31 41 59", "Gardien du troisième étage"
WORDS_ASKED = "Ma cousine habite au numéro quarante-douze"
KNOCK = "rue-des-remparts-7"
NEEDLES = (
    "quatrepattes",
    "zébulon",
    "zebulon",
    "ohara",
    PHONE,
    "troisième étage",
    "quarante-douze",
)
DONE_ELSEWHERE = {"measure-officers", "updates"} | {
    # what the test of competences holds: tests/competences
    *("sittings", "bank-versions"),
    # what a call holds: tests/calls/test_erasure.py
    *("application-files", "application-invitations", "applications", "appeals"),
    *("jury-reviews", "jury-seats", "jury-ties", "signings"),
}
SCHOOL = "/en/desk/organisations/school/"


@pytest.fixture(autouse=True)
def _post(tmp_path: Path) -> Iterator[None]:
    """Letters leave into a folder, the journal's key lies beside it."""
    with override_settings(
        EMAIL_BACKEND="perron.letters.services.couriers.FolderBackend",
        EMAIL_FILE_PATH=str(tmp_path / "letters"),
        JOURNAL_KEY_FILE=str(tmp_path / "key.pem"),
        VAR=tmp_path,
        EMBEDDED=True,
    ):
        yield


def somebody() -> User:
    """An officer with a name that nobody else has."""
    person = NewPerson(ADDRESS, NAME, Role.OFFICER, KNOCK)
    return open_account(person, by=None, at=timezone.now())


def signed_in(address: str = MOVED) -> Client:
    browser = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    browser.post("/en/sign-in/login/", {"login": address, "password": KNOCK})
    return browser


def a_mandate(principal: User, proxy: User) -> Mandate:
    today = timezone.localdate()
    scope = ("strategy.edit",)
    new = NewMandate(principal, proxy, scope, today, today, f"Paper of {NAME}")
    mandate = give_mandate(new, by=principal, at=timezone.now())
    return accept_mandate(mandate, by=proxy, at=timezone.now())


def moves(person: User) -> None:
    """Another name, another address, a factor, an identity, a code that is never typed."""
    change_profile(person, name=LATER, language="fr", at=timezone.now())
    change_email(person, email=MOVED, at=timezone.now())
    person.refresh_from_db()
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    SocialAccount.objects.create(
        user=person, provider="region", uid=MOVED, extra_data={"id_token": {"email": MOVED}}
    )
    Client().post("/en/sign-in/code/", {"email": MOVED})
    refuse_category(MOVED, "reminders", at=timezone.now())


def speaks(browser: Client, officer: User) -> None:
    """A claim, a contact who is changed, questions with and without an account, a draft."""
    assert browser.post(f"{SCHOOL}claim/", {"reason": REASON}).status_code == 302
    decide_claim(Affiliation.objects.get(), approve=True, by=officer, at=timezone.now())
    browser.post(f"{SCHOOL}contacts/", {"name": LATER, "phone": PHONE})
    contact = Contact.objects.get()
    reached = {"name": LATER, "phone": PHONE, "email": ADDRESS.title()}
    browser.post(f"{SCHOOL}contacts/{contact.pk}/", reached)
    asked = {"kind": "correction", "words": WORDS_ASKED, "name": LATER, "address": MOVED}
    browser.post("/fr/ask/", asked)
    Client().post("/en/ask/", {"kind": "question", "words": WORDS_ASKED, "address": ADDRESS})


def lends(person: User, officer: User) -> None:
    """Mandates in both directions, one of them used."""
    other = bruno()
    User.objects.filter(pk=other.pk).update(role=Role.OFFICER)
    other.refresh_from_db()
    given = a_mandate(person, other)
    a_mandate(officer, person)
    proxy = Client()
    proxy.force_login(other)
    proxy.post(f"/en/account/mandates/{given.key}/act/")
    proxy.post(f"{SCHOOL}confirm/")


def does_everything() -> User:
    """Leave traces wherever a person can."""
    the_school()
    a_plan(measure=[a_measure()])
    person, officer = somebody(), chantal()
    signed_in(ADDRESS)
    browser = signed_in(ADDRESS)
    moves(person)
    speaks(browser, officer)
    lends(person, officer)
    a_draft(person)
    record_reads([str(person.key)], "account", by=officer, at=timezone.now())
    take_snapshot(by=person, at=timezone.now())
    seal_journal(timezone.now())
    work_off()
    return person


def a_draft(person: User, code: str = "secret") -> None:
    draft = {**a_measure(code), "name": {"en": f"By {LATER}"}}
    save_draft(kinds["measure"], draft, base="", by=person, at=timezone.now())


def test_everything_about_a_person_is_found_and_given_out() -> None:
    person = does_everything()
    found = everything_about(Subject(str(person.key), MOVED, (ADDRESS,)))

    assert {name for name, rows in found.items() if not rows} <= DONE_ELSEWHERE
    assert {key for rows in found.values() for row in rows for key in row} <= set(WORDS)


def test_an_erased_person_is_nowhere() -> None:
    person = does_everything()
    folder = Path(settings.EMAIL_FILE_PATH)
    before = traces(*NEEDLES, folders=(folder,))
    expected = {"accounts_user.name", "core_draft.record", "core_journalprivate.values"}
    expected |= {"directory_contact.phone", "letters_letter.text", "letters_inquiry.words"}
    expected |= {
        "accounts_session.session_data",
        "accounts_mandate.grounds",
        "/en/organisations/school/",
    }
    assert expected <= before, expected - before
    assert any(place.endswith(".eml") for place in before)

    erase_person(person, by=person, at=timezone.now())
    work_off()

    assert traces(*NEEDLES, folders=(folder,)) == set()
    assert verify_journal()[1] == ()
    assert list(verify_seals()) == []
    row = User.objects.get(pk=person.pk)
    assert (row.name, row.email) == ("", f"erased-{row.key}@erased.invalid")
    assert (row.is_active, row.has_usable_password(), row.role) == (False, False, Role.CONTACT)
    assert row.erased_at is not None
    goodbye = Letter.objects.get(kind="data-erased")
    assert (goodbye.state, goodbye.address) == (LetterState.HANDED, "")
    assert JournalLine.objects.get(verb="person.erased").change == {"why": "asked"}
    assert set(Inquiry.objects.values_list("words", "state")) == {("", "withdrawn")}
    assert Letter.objects.filter(kind="mandate-gone").exclude(address="").count() == 2
    assert not Authenticator.objects.exists()


def test_erasing_twice_changes_nothing_the_second_time() -> None:
    person = does_everything()
    at = timezone.now()
    assert erase_person(person, by=person, at=at)["account"] == 1
    lines = JournalLine.objects.count()

    assert erase_person(person, by=None, at=at) == {}
    assert erase_again(str(person.key), at) == 0
    assert JournalLine.objects.count() == lines
    assert User.objects.get(pk=person.pk).erased_at == at


def goes_on_working(person: User, beginning: Barrier) -> None:
    """Press on in a second browser, whatever the answers are."""
    browser = signed_in(ADDRESS)
    beginning.wait()
    try:
        for number in range(6):
            Client().post("/en/sign-in/code/", {"email": ADDRESS})
            browser.post("/en/account/profile/", {"name": LATER, "language": "de"})
            browser.post("/en/ask/", {"kind": "question", "words": WORDS_ASKED})
            a_draft(person, f"secret-{number}")
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.parametrize("again", range(3))
def test_what_runs_beside_an_erasure_leaves_nothing_behind(again: int) -> None:
    a_plan(measure=[a_measure()])
    person, beginning = somebody(), Barrier(2)
    busy = Thread(target=goes_on_working, args=(person, beginning))
    busy.start()
    beginning.wait()
    time.sleep(again / 10)
    erase_person(person, by=None, at=timezone.now())
    busy.join()
    erase_again(str(person.key), timezone.now())
    work_off()

    person.refresh_from_db()
    assert person.name == ""
    assert not Draft.objects.exists()
    assert not Session.objects.filter(person=person).exists()
    assert not Letter.objects.exclude(address="").exists()
    assert not Inquiry.objects.exclude(person="").exists()
    assert not JournalPrivate.objects.filter(line__about_code=str(person.key)).exists()
    assert verify_journal()[1] == ()
