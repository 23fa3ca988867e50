"""The way out for letters, from one address in the environment."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
SMTP = "perron.letters.services.couriers.SmtpBackend"
FOLDER = "perron.letters.services.couriers.FolderBackend"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
FORMS = "smtp://, smtp+tls:// or smtps:// with user:password@host:port, or file:///folder"


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django's settings of the same names say."""

    backend: str = NOWHERE
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    folder: str = ""


def mail_settings(address: str, *, kept: Path | None) -> Mail:
    """Read ``smtp://``, ``smtp+tls://`` (STARTTLS), ``smtps://`` or ``file://``.

    Without an address letters go to the folder ``kept``, or wait where there is none. Raises
    ``ImproperlyConfigured`` for anything else.
    """
    if not address:
        return Mail(FOLDER, folder=str(kept)) if kept else Mail()
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return Mail(FOLDER, folder=unquote(parts.path))
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(f"EMAIL_URL is {FORMS}.")
    return Mail(
        SMTP,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )
