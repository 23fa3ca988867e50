"""Letters to a mail server over TLS: only to one whose certificate somebody vouches for."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import (
    BasicConstraints,
    CertificateBuilder,
    IPAddress,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID
from django.test import override_settings

from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.handing import hand_over
from tests.letters.conftest import BACKEND, MailServer
from tests.letters.make import a_letter
from tests.make import NOON
from tests.postgres import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = Name([NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        CertificateBuilder(name, name, key.public_key(), random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(SubjectAlternativeName([IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = tmp_path / "server.pem"
    forms = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + key.private_bytes(*forms))
    return file


@pytest.fixture
def closed_server(certificate: Path) -> Iterator[MailServer]:
    """A mail server that speaks TLS from the first byte."""
    handler = MailServer(port=free_port())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Controller(handler, hostname="127.0.0.1", port=handler.port, ssl_context=context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        server.start()
    try:
        with override_settings(
            EMAIL_BACKEND=BACKEND,
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=handler.port,
            EMAIL_USE_TLS=False,
            EMAIL_USE_SSL=True,
            EMAIL_TIMEOUT=5,
        ):
            yield handler
    finally:
        server.stop()


def test_a_letter_leaves_encrypted_to_a_server_that_somebody_vouches_for(
    closed_server: MailServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert Letter.objects.get().state == LetterState.HANDED
    assert len(closed_server.mails) == 1


def test_a_server_that_nobody_vouches_for_gets_no_letter(closed_server: MailServer) -> None:
    letter = a_letter()
    hand_over(letter.pk, NOON)

    assert Letter.objects.get().state == LetterState.WAITING
    assert Letter.objects.get().fault == faults.UNREACHABLE
    assert closed_server.mails == []
