"""Letters that come back: notifications as mail servers write them, and what else arrives."""

import pytest

from perron.letters.enums import LetterState
from perron.letters.errors import NoNotification
from perron.letters.models import Letter
from perron.letters.services.bounces import receive_bounce
from tests.letters.make import a_letter
from tests.letters.samples import CODE

pytestmark = pytest.mark.django_db

NOTIFICATION = """\
From: MAILER-DAEMON@mx.example.org
To: perron@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="parts"

--parts
Content-Type: text/plain

I could not deliver your mail.

--parts
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; aline@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <aline@example.org>:
 nobody of this name

--parts
Content-Type: {form}

Message-ID: {message_id}
Subject: Measures

--parts--
"""


def a_notification(letter: Letter, **given: str) -> bytes:
    parts = {"action": "failed", "form": "message/rfc822", "message_id": letter.message_id}
    return NOTIFICATION.format(**{**parts, **given}).encode()


def handed(kind: str = "a-change") -> Letter:
    letter = a_letter(kind)
    Letter.objects.update(state=LetterState.HANDED)
    return letter


@pytest.mark.parametrize("form", ["message/rfc822", "text/rfc822-headers"])
def test_a_letter_that_comes_back_is_known_by_its_message_id(form: str) -> None:
    letter = receive_bounce(a_notification(handed(), form=form))

    assert letter.state == LetterState.BOUNCED
    assert letter.fault == "5.1.1 smtp; 550 5.1.1 <aline@example.org>: nobody of this name"


def test_the_same_notification_twice_changes_nothing_more() -> None:
    letter = handed()
    receive_bounce(a_notification(letter))

    assert receive_bounce(a_notification(letter)).state == LetterState.BOUNCED


def test_a_secret_that_came_back_is_forgotten() -> None:
    assert receive_bounce(a_notification(handed(CODE.name))).text == ""


@pytest.mark.parametrize(
    "given",
    [{"action": "delayed"}, {"message_id": "<guessed@localhost>"}, {"message_id": ""}],
    ids=["only late", "not ours", "of nothing"],
)
def test_what_says_nothing_final_about_a_letter_is_refused(given: dict[str, str]) -> None:
    letter = handed()
    with pytest.raises(NoNotification, match="Nothing was changed"):
        receive_bounce(a_notification(letter, **given))

    letter.refresh_from_db()
    assert letter.state == LetterState.HANDED


@pytest.mark.parametrize("content", [b"", b"\xff\x00\r\n", b"Subject: I am away\n\nBack soon."])
def test_any_other_mail_is_refused(content: bytes) -> None:
    with pytest.raises(NoNotification):
        receive_bounce(content)


def test_a_letter_that_still_waits_cannot_have_come_back() -> None:
    assert receive_bounce(a_notification(a_letter())).state == LetterState.WAITING
