"""The gate before everything that is not public: some roles need a second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.accounts.pieces.factors import has_factor, must_have_factor

# What somebody needs in order to set a factor up, and to leave.
OPEN = {
    "account",
    "account_logout",
    "account_prove",
    "account_reauthenticate",
    "app_picture",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
}


class SecondFactorFirst:
    """Send people of the roles in ``SECOND_FACTOR_FOR`` to their account until they have one.

    Public pages stay open; without the setting no query is made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_FOR or not getattr(view, "login_required", True):
            return None
        person, match = request.user, request.resolver_match
        if not isinstance(person, User) or (match and match.view_name in OPEN):
            return None
        if not must_have_factor(person) or has_factor(person):
            return None
        messages.warning(
            request,
            _("Your role needs a second factor. Set up an app or a passkey first, then go on."),
        )
        return redirect("account")
