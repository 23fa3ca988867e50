"""One-time codes: their letters, their digest, and how people type them."""

from collections.abc import Callable

from django.utils.crypto import salted_hmac

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH, PART = 12, 4
SALT = "perron.competences.invitations"


def new_code(pick: Callable[[str], str]) -> str:
    """A code in three parts of four; ``pick`` draws one letter by a lot that nobody foresees."""
    letters = [pick(LETTERS) for _place in range(LENGTH)]
    parts = ["".join(letters[place : place + PART]) for place in range(0, LENGTH, PART)]
    return "-".join(parts)


def typed(code: str) -> str:
    """A code as it was typed, without case, spaces and dashes; empty where it can't be one."""
    plain = "".join(letter for letter in code.upper() if letter not in " -–—_.")
    if len(plain) != LENGTH or any(letter not in LETTERS for letter in plain):
        return ""
    return plain


def digest_of_code(code: str) -> str:
    """What is kept of a code; without the site's key nobody can try codes against it."""
    return salted_hmac(SALT, typed(code), algorithm="sha256").hexdigest()
