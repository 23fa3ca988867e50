"""A real mail server on a free port of this machine, which does as a test tells it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

from perron.letters.services.kinds import kinds
from tests.letters.samples import KINDS, TEMPLATES
from tests.postgres import free_port

BACKEND = "perron.letters.services.couriers.SmtpBackend"
FINE = "250 taken"
HANG_UP = "hang up"


@dataclass
class MailServer:
    """What the server answers at RCPT and after DATA, and the mails that it took."""

    at_rcpt: str = FINE
    at_data: str = FINE
    meanwhile: Callable[[], object] = bool
    port: int = 0
    sessions: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def take_recipient(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.sessions += 1
        if self.at_rcpt == HANG_UP:
            _hang_up(server)
        envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def take_words(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        await asyncio.get_running_loop().run_in_executor(None, self.meanwhile)
        if self.at_data == HANG_UP:
            _hang_up(server)
        if self.at_data == FINE:
            content = cast("bytes", envelope.content)
            mail = message_from_bytes(content, policy=policy.default)
            self.mails.append(mail)
        return self.at_data

    def __post_init__(self) -> None:
        """Give the library its hooks under the names that it looks for."""
        vars(self).update(handle_RCPT=self.take_recipient, handle_DATA=self.take_words)


def _hang_up(server: SMTP) -> None:
    cast("asyncio.WriteTransport", server.transport).abort()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A server that listens, and settings that name it."""
    handler = MailServer(port=free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        with override_settings(
            EMAIL_BACKEND=BACKEND,
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=handler.port,
            EMAIL_USE_TLS=False,
            EMAIL_USE_SSL=False,
            EMAIL_TIMEOUT=5,
        ):
            yield handler
    finally:
        controller.stop()


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Kinds of letters and their templates, for the time of a test."""
    templates = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": False,
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", TEMPLATES),
                    "django.template.loaders.app_directories.Loader",
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "perron.core.context.page",
                ],
                "builtins": ["perron.core.templatetags.perron"],
            },
        }
    ]
    with override_settings(TEMPLATES=templates), pytest.MonkeyPatch.context() as patch:
        for kind in KINDS:
            patch.setitem(kinds, kind.name, kind)
        yield
