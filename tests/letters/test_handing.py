"""At most once: workers that die or meet, and what a person decides about what is uncertain."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction

from perron.core.models import JournalLine
from perron.letters.enums import LetterState
from perron.letters.errors import NothingToGiveUp, NothingToSend
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.handing import (
    LEASE,
    give_up,
    hand_over,
    send_again,
    sweep_letters,
)
from tests.letters.conftest import MailServer
from tests.letters.make import a_letter
from tests.letters.samples import CODE
from tests.make import NOON

HANDS = 4
LATER = NOON + LEASE + timedelta(seconds=1)


def again(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def an_uncertain_letter(kind: str = "a-change") -> Letter:
    letter = a_letter(kind)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING, lease_until=NOON)
    sweep_letters(LATER)
    return again(letter)


@pytest.mark.django_db
def test_a_worker_that_died_leaves_a_letter_that_is_uncertain(mail_server: MailServer) -> None:
    letter = an_uncertain_letter()

    assert letter.state == LetterState.UNCERTAIN
    assert letter.fault == faults.LEASE_RAN_OUT
    assert sweep_letters(LATER + timedelta(days=9)).tried == 0
    assert mail_server.mails == []


@pytest.mark.django_db
def test_a_lease_that_has_not_run_out_is_left_alone(mail_server: MailServer) -> None:
    letter = a_letter()
    Letter.objects.update(state=LetterState.SENDING, lease_until=NOON + LEASE)
    sweep_letters(NOON)

    assert again(letter).state == LetterState.SENDING
    assert mail_server.mails == []


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_after_the_lease_still_counts(mail_server: MailServer) -> None:
    letter = a_letter()
    mail_server.meanwhile = in_a_thread(lambda: sweep_letters(LATER))
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.HANDED
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_after_a_person_decided_does_not_count(
    mail_server: MailServer,
) -> None:
    letter = a_letter()

    def decide() -> None:
        sweep_letters(LATER)
        send_again(again(letter), by=None, at=LATER)

    mail_server.meanwhile = in_a_thread(decide)
    mail_server.at_data = "550 never"
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.WAITING


@pytest.mark.django_db(transaction=True)
def test_while_one_worker_speaks_to_the_server_another_finds_nothing_to_do(
    mail_server: MailServer,
) -> None:
    letter = a_letter()
    found: list[object] = []
    mail_server.meanwhile = in_a_thread(lambda: found.append(hand_over(letter.pk, NOON)))
    hand_over(letter.pk, NOON)

    assert found == [None]
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_hand_one_letter_over_once(mail_server: MailServer) -> None:
    letter = a_letter()
    together = Barrier(HANDS)

    def worker() -> None:
        together.wait()
        patiently(lambda: hand_over(letter.pk, NOON))

    threads = [Thread(target=in_a_thread(worker)) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert again(letter).state == LetterState.HANDED
    assert again(letter).attempts == 1
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_the_server_is_not_spoken_to_inside_a_transaction(mail_server: MailServer) -> None:
    letter = a_letter()
    with pytest.raises(RuntimeError), transaction.atomic():
        hand_over(letter.pk, NOON)

    assert mail_server.sessions == 0


@pytest.mark.django_db
def test_a_person_lets_an_uncertain_letter_leave_again(mail_server: MailServer) -> None:
    letter = an_uncertain_letter()
    send_again(letter, by=None, at=LATER)
    hand_over(letter.pk, LATER)

    assert again(letter).state == LetterState.HANDED
    assert mail_server.mails[0]["Message-ID"] == letter.message_id
    assert JournalLine.objects.get().verb == "letter.sent_again"


@pytest.mark.django_db
def test_what_has_arrived_is_not_sent_again(mail_server: MailServer) -> None:
    letter = a_letter()
    hand_over(letter.pk, NOON)

    with pytest.raises(NothingToSend, match="handed over"):
        send_again(letter, by=None, at=NOON)
    assert len(mail_server.mails) == 1


@pytest.mark.django_db
def test_a_letter_whose_words_are_forgotten_is_not_sent_again(mail_server: MailServer) -> None:
    mail_server.at_data = "550 never"
    letter = a_letter(CODE.name)
    hand_over(letter.pk, NOON)

    with pytest.raises(NothingToSend, match="ask for a new one"):
        send_again(letter, by=None, at=NOON)


@pytest.mark.django_db
def test_a_person_gives_an_uncertain_letter_up_and_its_secret_is_forgotten(
    mail_server: MailServer,
) -> None:
    letter = an_uncertain_letter(CODE.name)
    assert letter.text
    give_up(letter, by=None, at=LATER)

    assert again(letter).state == LetterState.DROPPED
    assert again(letter).text == ""
    assert JournalLine.objects.get().change["state"] == ["uncertain", "dropped"]
    with pytest.raises(NothingToGiveUp, match="not wanted"):
        give_up(letter, by=None, at=LATER)
    assert mail_server.mails == []


def in_a_thread(deed: Callable[[], object]) -> Callable[[], None]:
    """A deed that closes the connection to the database which its thread opened."""

    def done() -> None:
        try:
            deed()
        finally:
            connection.close()

    return done


def patiently(deed: Callable[[], object]) -> None:
    """Do a deed, again where SQLite's database in memory says that it is locked."""
    for _ in range(200):
        try:
            deed()
        except OperationalError:
            sleep(0.01)
        else:
            return
