"""One address in the environment says how letters leave."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from perron.config.mail import FOLDER, NOWHERE, SMTP, Mail, mail_settings


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mx.example.org", 25, False, False),
        ("smtp+tls://mx.example.org", 587, True, False),
        ("smtps://mx.example.org", 465, False, True),
        ("smtp+tls://mx.example.org:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_named_with_its_encryption(
    address: str, port: int, *, starttls: bool, tls: bool
) -> None:
    read = mail_settings(address, kept=None)

    assert read == Mail(SMTP, host="mx.example.org", port=port, starttls=starttls, tls=tls)


def test_a_password_may_hold_any_sign() -> None:
    read = mail_settings("smtps://perron%40example.org:a%2Fb%3Ac@mx.example.org", kept=None)

    assert (read.user, read.password) == ("perron@example.org", "a/b:c")


def test_without_a_server_a_demonstration_keeps_letters_and_a_region_lets_them_wait() -> None:
    assert mail_settings("", kept=Path("letters")) == Mail(FOLDER, folder="letters")
    assert mail_settings("", kept=None).backend == NOWHERE
    assert mail_settings("file:///srv/letters", kept=None) == Mail(FOLDER, folder="/srv/letters")


@pytest.mark.parametrize("address", ["mx.example.org", "http://mx.example.org", "smtp://", "file:"])
def test_an_address_that_names_no_way_out_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is smtp://"):
        mail_settings(address, kept=None)
