"""Speaking to the mail server once, and what its answer means for a letter."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import translation

from perron.core.text import Text
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.kinds import is_refusable
from perron.letters.services.links import preferences_address

PERMANENT = 500
TEMPORARY = 400
LONGEST_FAULT = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to; ``reached`` is false where nobody answered at all."""

    state: LetterState
    fault: str = ""
    reached: bool = True


HANDED = Outcome(LetterState.HANDED)


def mail_of(letter: Letter, connection: Any = None) -> EmailMultiAlternatives:
    """The letter as a mail, with the links by which a category is stopped in one click."""
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if is_refusable(letter.category):
        with translation.override(letter.language):
            stop = preferences_address(letter.address, letter.category)
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        _sender(letter.language),
        [letter.address],
        headers=headers,
        connection=connection,
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _sender(language: str) -> str:
    """The sender's address, with the agency's name where the setting has none."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    with translation.override(language):
        return formataddr((name or str(Text(settings.REGION.agency)), address))


def deliver(letter: Letter) -> Outcome:
    """Hand a letter to the mail server, in a connection of its own.

    Until the words begin to leave, every fault is one for which nothing happened: those of the
    connection itself (no answer, a wrong password, no TLS) say nothing about the letter and are
    always temporary. Once they have begun, only the server's own answer counts.
    """
    connection: Any = get_connection()
    try:
        return _attempted(letter, connection)
    finally:
        with suppress(OSError):
            connection.close()


def _attempted(letter: Letter, connection: Any) -> Outcome:
    try:
        connection.open()
    except OSError as fault:  # smtplib's exceptions are such
        return Outcome(LetterState.WAITING, _said(fault), reached=False)
    try:
        connection.send_messages([mail_of(letter, connection)])
    except (OSError, ValueError) as fault:
        return _judged(fault, begun=getattr(connection, "content_begun", True))
    return HANDED


def _judged(fault: OSError | ValueError, *, begun: bool) -> Outcome:
    """What a fault means that came once the connection stood."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return _answered(*next(iter(fault.recipients.values())))
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answered(fault.smtp_code, fault.smtp_error)
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return Outcome(LetterState.REFUSED, str(fault)[:LONGEST_FAULT])
    if isinstance(fault, ValueError):  # a header of two lines, signs that no mail can hold
        return Outcome(LetterState.REFUSED, faults.NOT_A_MAIL)
    if begun:
        return Outcome(LetterState.UNCERTAIN, faults.CUT_OFF)
    return Outcome(LetterState.WAITING, faults.UNREACHABLE, reached=False)


def _answered(code: int, words: bytes | str) -> Outcome:
    """What a reply of three digits means (RFC 5321, 4.2.1)."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    fault = " ".join(f"{code} {said}".split())[:LONGEST_FAULT]
    if code >= PERMANENT:
        return Outcome(LetterState.REFUSED, fault)
    if code >= TEMPORARY:
        return Outcome(LetterState.WAITING, fault)
    return Outcome(LetterState.UNCERTAIN, fault)


def _said(fault: OSError) -> str:
    """The server's own words where it said any, else that nobody answered."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answered(fault.smtp_code, fault.smtp_error).fault
    return faults.UNREACHABLE
