"""The sign-in page, and the pages of those who can't sign in."""

from typing import Any

from allauth.account.views import LoginView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from perron.accounts.forms.entrance import CodeRequest, PasswordEntry
from perron.accounts.services.telling import letters_leave

WAIT_SECONDS = 300  # the longest of the rates in the settings


class SignIn(LoginView):
    """E-mail first; here a password was sent along."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)
        return given | ways_in() | {"code_form": CodeRequest(auto_id="code_%s")}


@method_decorator(never_cache, name="dispatch")
class AskForCode(RequestLoginCodeView):
    """E-mail first; here a code was asked for."""

    template_name = "account/login.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs()
        return given | {"auto_id": "code_%s"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)
        forms = {"code_form": given["form"], "form": PasswordEntry()}
        return given | ways_in() | forms


def ways_in() -> dict[str, Any]:
    """Which ways of signing in this site has."""
    return {
        "letters_leave": letters_leave(),
        "provider": settings.OIDC_NAME if settings.OIDC_SERVER else "",
    }


@login_not_required
@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Who opens accounts: nobody opens one alone."""
    return render(request, "account/signup_closed.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many attempts in a short time: when to try again."""
    response = render(request, "429.html", {"minutes": WAIT_SECONDS // 60}, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response
