"""Codes by letter to somebody who is signed in: one at a time, five tries, ten minutes."""

import time
from datetime import datetime
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from perron.accounts.models import User
from perron.accounts.services.telling import tell

MOST_ATTEMPTS = 5


class Waiting(NamedTuple):
    """A code that was sent and not typed yet."""

    code: str
    address: str
    since: float
    attempts: int


def send_code(request: HttpRequest, kind: str, person: User, *, address: str, at: datetime) -> None:
    """Send a code to an address; the one before, for the same purpose, is worth nothing now."""
    code = get_adapter().generate_login_code()
    tell(kind, person, address=address, context={"code": code}, at=at)
    request.session[kind] = Waiting(code, address, time.time(), 0)


def waiting_code(request: HttpRequest, kind: str) -> Waiting | None:
    """The code that is awaited, unless it is too old or was guessed at too often."""
    kept = request.session.get(kind)
    if kept is None:
        return None
    waiting = Waiting(*kept)
    if time.time() - waiting.since <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        return waiting
    forget_code(request, kind)
    return None


def count_attempt(request: HttpRequest, kind: str, waiting: Waiting) -> bool:
    """Note a wrong code; ``False`` when it was the last try and the code is gone."""
    attempts = waiting.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        forget_code(request, kind)
        return False
    request.session[kind] = waiting._replace(attempts=attempts)
    return True


def forget_code(request: HttpRequest, kind: str) -> None:
    """Make the code worth nothing: it was used, or is too old."""
    request.session.pop(kind, None)
