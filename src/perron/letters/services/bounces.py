"""Letters that come back: reading a delivery status notification (RFC 3464)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message

from perron.letters.enums import LetterState
from perron.letters.errors import NoNotification
from perron.letters.models import Letter

STATUS = ("message/delivery-status", "message/global-delivery-status")
HEADERS = ("text/rfc822-headers", "message/global-headers")
LONGEST_FAULT = 300
CAME_FROM = (LetterState.HANDED, LetterState.UNCERTAIN, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class Notification:
    """A delivery that failed for good: of which mail, and what the other server said."""

    message_id: str
    fault: str


def receive_bounce(content: bytes) -> Letter:
    """Mark the letter that came back; the same notification twice changes nothing more.

    Only a notification that holds the letter's Message-ID counts: nobody can guess one. Raises
    ``NoNotification``.
    """
    notification = read_notification(content)
    letter = Letter.objects.filter(message_id=notification.message_id).first()
    if letter is None:
        raise NoNotification
    came_back = Letter.objects.filter(pk=letter.pk, state__in=CAME_FROM)
    changes = {"state": LetterState.BOUNCED, "fault": notification.fault, "lease_until": None}
    if came_back.update(**changes) and letter.secret:
        Letter.objects.filter(pk=letter.pk).update(text="", html="")
    letter.refresh_from_db()
    return letter


def read_notification(content: bytes) -> Notification:
    """What a notification says; raises ``NoNotification`` for any other mail."""
    mail = message_from_bytes(content, policy=policy.compat32)
    failed = [block for block in _statuses(mail) if _field(block, "Action").lower() == "failed"]
    message_id = _original_id(mail)
    if not failed or not message_id:
        raise NoNotification
    said = f"{_field(failed[0], 'Status')} {_field(failed[0], 'Diagnostic-Code')}"
    return Notification(message_id, " ".join(said.split())[:LONGEST_FAULT])


def _statuses(mail: Message) -> Iterator[Message]:
    """The blocks of a report: the first is about the mail, each other about a recipient."""
    for part in mail.walk():
        blocks = part.get_payload()
        if part.get_content_type() in STATUS and isinstance(blocks, list):
            yield from (block for block in blocks if isinstance(block, Message))


def _original_id(mail: Message) -> str:
    """The Message-ID of the mail that failed, from the copy or the headers that come along."""
    for part in mail.walk():
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
            first = payload[0]
            return _field(first, "Message-ID") if isinstance(first, Message) else ""
        if part.get_content_type() in HEADERS:
            words = part.get_payload(decode=True)
            text = words.decode(errors="replace") if isinstance(words, bytes) else str(payload)
            return _field(message_from_string(text), "Message-ID")
    return ""


def _field(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()
