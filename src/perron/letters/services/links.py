"""Links in letters: sealed, so that they neither show an address nor can be made by others."""

from base64 import urlsafe_b64encode
from typing import NamedTuple

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from perron.letters.errors import LinkRefused


class Holder(NamedTuple):
    """Whose preferences a link opens, and the category of the letter that it stood in."""

    address: str
    category: str


def _lock() -> Fernet:
    key = salted_hmac("perron.letters.links", "preferences", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))


def seal_link(holder: Holder) -> str:
    """A token that only this site can make and read; it never runs out."""
    words = f"{holder.category} {holder.address}"
    return _lock().encrypt(words.encode()).decode().rstrip("=")


def open_link(token: str) -> Holder:
    """Who holds this link; raises ``LinkRefused`` for one that this site did not make."""
    try:
        words = _lock().decrypt(token + "=" * (-len(token) % 4)).decode()
    except (InvalidToken, ValueError) as forged:
        raise LinkRefused from forged
    category, _, address = words.partition(" ")
    return Holder(address, category)


def preferences_address(address: str, category: str) -> str:
    """The absolute address of the page of preferences, in the current language."""
    path = reverse("letters:preferences", args=[seal_link(Holder(address, category))])
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"
