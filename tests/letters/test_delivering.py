"""Letters and a real mail server: what arrives, and what each of its answers means."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import override_settings

from perron.core.queue import jobs
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.couriers import NOWHERE
from perron.letters.services.handing import DELAYS, hand_over, sweep_letters
from perron.letters.services.preferences import refuse_category
from tests.letters.conftest import HANG_UP, MailServer
from tests.letters.make import ALINE, a_letter
from tests.letters.samples import CODE, DECIDED
from tests.make import NOON
from tests.postgres import free_port

pytestmark = pytest.mark.django_db
HEADINGS = {"en": "Measures: Tablets", "fr": "Mesures: Tablets", "de": "Maßnahmen: Tablets"}


def part(mail: EmailMessage, form: str) -> str:
    found = mail.get_body((form,))
    assert found is not None
    return str(found.get_content())


def again(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


@pytest.mark.parametrize("language", HEADINGS)
def test_a_letter_arrives_in_its_language_as_text_and_as_a_page(
    mail_server: MailServer, language: str
) -> None:
    letter = a_letter(language=language)
    hand_over(letter.pk, NOON)

    (mail,) = mail_server.mails
    assert mail["Subject"] == HEADINGS[language]
    assert mail["To"] == ALINE
    assert mail["Message-ID"] == letter.message_id
    assert mail["Content-Language"] == language
    for form in ("plain", "html"):
        assert "é ß €" in part(mail, form)
        assert f"/{language}/letters/" in part(mail, form)
    assert f'<html lang="{language}">' in part(mail, "html")
    assert settings.REGION.agency[language] in str(mail["From"])
    assert again(letter).state == LetterState.HANDED
    assert again(letter).handed_at == NOON


def test_one_click_stops_what_can_be_refused_and_only_that(mail_server: MailServer) -> None:
    hand_over(a_letter().pk, NOON)
    hand_over(a_letter(DECIDED.name, reference="tablets:decided").pk, NOON)

    news, decision = mail_server.mails
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(news["List-Unsubscribe"]).strip().startswith(f"<{settings.SITE_ADDRESS}/en/letters/")
    assert decision["List-Unsubscribe"] is None
    assert "can't be refused" in part(decision, "plain")


def test_a_letter_that_is_handed_over_is_not_handed_over_again(mail_server: MailServer) -> None:
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert hand_over(letter.pk, NOON + timedelta(days=1)) is None
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
def test_a_server_that_says_never_is_believed(mail_server: MailServer, place: str) -> None:
    setattr(mail_server, place, "550 5.1.1 nobody of this name")
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.REFUSED
    assert again(letter).fault == "550 5.1.1 nobody of this name"


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
def test_a_server_that_says_not_now_is_asked_later_and_not_before(
    mail_server: MailServer, place: str
) -> None:
    setattr(mail_server, place, "451 4.3.0 later")
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.WAITING
    assert again(letter).not_before == NOON + DELAYS[0]
    assert hand_over(letter.pk, NOON + timedelta(seconds=59)) is None

    setattr(mail_server, place, "250 taken")
    sweep_letters(NOON + DELAYS[0])
    assert again(letter).state == LetterState.HANDED


def test_after_the_last_delay_the_letter_is_refused_with_what_was_said(
    mail_server: MailServer,
) -> None:
    mail_server.at_rcpt = "451 4.3.0 later"
    letter, at = a_letter(), NOON
    for delay in (*DELAYS, timedelta(0)):
        assert again(letter).state == LetterState.WAITING
        hand_over(letter.pk, at)
        at += delay

    assert again(letter).state == LetterState.REFUSED
    assert again(letter).fault == "451 4.3.0 later"
    assert again(letter).attempts == len(DELAYS) + 1


def test_a_line_that_breaks_before_the_words_leaves_a_letter_that_waits(
    mail_server: MailServer,
) -> None:
    mail_server.at_rcpt = HANG_UP
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.WAITING


def test_a_line_that_breaks_after_the_words_leaves_a_letter_that_nobody_sends_by_itself(
    mail_server: MailServer,
) -> None:
    mail_server.at_data = HANG_UP
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.UNCERTAIN
    assert again(letter).fault == faults.CUT_OFF
    mail_server.at_data = "250 taken"
    assert sweep_letters(NOON + timedelta(days=3)).tried == 0
    assert mail_server.mails == []


def test_a_server_that_is_not_there_is_asked_once_in_a_sweep(mail_server: MailServer) -> None:
    letters = [a_letter(reference=f"tablets:{number}") for number in range(3)]
    with override_settings(EMAIL_PORT=free_port()):
        assert sweep_letters(NOON).tried == 1

    assert {again(letter).state for letter in letters} == {LetterState.WAITING}
    assert sweep_letters(NOON + timedelta(hours=1)).tried == 3
    assert len(mail_server.mails) == 3


def test_a_wrong_password_or_a_missing_encryption_lets_the_letter_wait(
    mail_server: MailServer,
) -> None:
    letter = a_letter()
    with override_settings(EMAIL_USE_TLS=True):
        hand_over(letter.pk, NOON)
    with override_settings(EMAIL_HOST_USER="perron", EMAIL_HOST_PASSWORD=str(NOON)):
        hand_over(letter.pk, NOON + timedelta(hours=1))

    assert again(letter).state == LetterState.WAITING
    assert mail_server.mails == []


def test_where_no_mail_server_is_named_letters_wait() -> None:
    letter = a_letter()
    with override_settings(EMAIL_BACKEND=NOWHERE):
        jobs["letters.hand_over"].do(letter.pk)
        assert sweep_letters(NOON).tried == 0

    assert again(letter).state == LetterState.WAITING
    assert again(letter).attempts == 0


@pytest.mark.parametrize("answer", ["250 taken", "550 never"])
def test_secret_words_are_forgotten_once_they_have_left_or_cannot(
    mail_server: MailServer, answer: str
) -> None:
    mail_server.at_data = answer
    letter = a_letter(CODE.name)
    assert "304 118" in letter.text
    hand_over(letter.pk, NOON)

    assert (again(letter).text, again(letter).html) == ("", "")
    assert all("304 118" in part(mail, "plain") for mail in mail_server.mails)


def test_secret_words_are_kept_as_long_as_the_letter_waits(mail_server: MailServer) -> None:
    mail_server.at_rcpt = "451 later"
    letter = a_letter(CODE.name)
    hand_over(letter.pk, NOON)

    assert "304 118" in again(letter).text


def test_a_code_that_is_of_no_use_any_more_does_not_leave(mail_server: MailServer) -> None:
    letter = a_letter(CODE.name)
    hand_over(letter.pk, NOON + timedelta(hours=1))

    assert again(letter).state == LetterState.REFUSED
    assert again(letter).fault == faults.TOO_LATE
    assert mail_server.mails == []


def test_what_a_person_refused_meanwhile_does_not_leave(mail_server: MailServer) -> None:
    letter = a_letter()
    refuse_category(ALINE, letter.category, at=NOON)
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.DROPPED
    assert mail_server.mails == []


def test_a_subject_of_two_lines_in_the_table_adds_no_header(mail_server: MailServer) -> None:
    letter = a_letter()
    Letter.objects.update(subject="Tablets\r\nBcc: bruno@example.org")
    hand_over(letter.pk, NOON)

    assert again(letter).state == LetterState.REFUSED
    assert again(letter).fault == faults.NOT_A_MAIL
    assert mail_server.mails == []
