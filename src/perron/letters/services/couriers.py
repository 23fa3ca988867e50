"""The ways out: a mail server, or a folder where a demonstration keeps its letters."""

import logging
import smtplib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

logger = logging.getLogger("perron.letters")
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def is_mail_named() -> bool:
    """Whether the settings name a way out; letters wait where they do not."""
    return bool(settings.EMAIL_BACKEND != NOWHERE)


class Noting(smtplib.SMTP):
    """A connection that notes when the words of a mail begin to leave."""

    content_begun = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.content_begun = True
        return super().data(msg)


class NotingTls(Noting, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class SmtpBackend(EmailBackend):
    """Django's backend, which can tell a fault before the words from one after them."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return NotingTls if self.use_ssl else Noting

    @property
    def content_begun(self) -> bool:
        return bool(getattr(self.connection, "content_begun", False))


class FolderBackend(BaseEmailBackend):
    """Keeps each mail as a file that only the owner of the machine reads, and says where."""

    content_begun = False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            message = mail.message()
            path = kept_file(message["Message-ID"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(message.as_bytes())
            logger.warning("A letter lies in %s", path)
        return len(email_messages)


def kept_file(message_id: str) -> Path:
    """Where the folder keeps, or would keep, the mail of this Message-ID."""
    name = "".join(sign for sign in message_id.partition("@")[0] if sign.isalnum() or sign in ".-")
    return Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"
