"""Whether it is still the same person: asked before anything that touches the way in."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    is_reauthentication_required,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def ask_for_proof(request: HttpRequest) -> None:
    """Raise ``ReauthenticationRequired`` unless there is a fresh proof; a middleware then asks.

    Allauth asks for a password or a factor within the last ten minutes. Whoever has neither it
    lets through: here they must have signed in, or proven themselves by a letter, just as lately.
    """
    if get_reauthentication_flows(request.user):
        missing = is_reauthentication_required(request, app="allauth.mfa")
    else:
        records = get_authentication_records(request, request.user)
        oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        missing = not any(record["at"] > oldest for record in records)
    if missing:
        raise ReauthenticationRequired


def fresh(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Let a view be reached with a fresh proof only."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ask_for_proof(request)
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return asked
