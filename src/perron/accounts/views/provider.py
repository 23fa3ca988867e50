"""Signing in by the region's OpenID provider, and tying its identity to one's account."""

import secrets
from datetime import timedelta
from typing import Any

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.adapters.identities import the_application
from perron.accounts.adapters.openid import HouseOpenID, HouseProvider
from perron.accounts.http import SignedIn
from perron.accounts.services.own import untie_identity
from perron.accounts.services.spending import spend
from perron.accounts.views.proof import ask_for_proof

STATE_LASTS = timedelta(minutes=10)
FAULTS = (OAuth2Error, requests.RequestException)


@login_not_required
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Say where one goes, and go there: a form may not lead to another site by itself."""
    application = the_application()
    if application is None:
        raise Http404
    process = AuthProcess.LOGIN
    if request.user.is_authenticated:
        ask_for_proof(request)
        process = AuthProcess.CONNECT
    provider, nonce = HouseProvider(request, app=application), secrets.token_urlsafe(24)
    fallback = reverse("account") if process == AuthProcess.CONNECT else None
    try:
        away = provider.redirect(
            request,
            process,
            next_url=get_next_redirect_url(request) or fallback,
            auth_params={"nonce": nonce},
            nonce=nonce,
            language=translation.get_language(),
        )
    except FAULTS as fault:
        begun: dict[str, Any] = {"state": {}}
        return _page(render_authentication_error(request, provider, None, fault, begun))
    context = {"provider": application.name, "address": away.url}
    return render(request, "account/provider_leave.html", context)


@login_not_required
@never_cache
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """What the provider sends a browser back with."""
    application = the_application()
    if application is None:
        raise Http404
    view = Answer()
    view.request = request
    view.adapter = HouseOpenID(request, application.provider_id)
    try:
        return _page(view.dispatch(request))
    except FAULTS as fault:  # allauth reads the configuration where it catches nothing yet
        provider = view.adapter.get_provider()
        return _page(render_authentication_error(request, provider, None, fault, {"state": {}}))


class Answer(OAuth2CallbackView):
    """Allauth's callback, for an answer that counts once and in the language of its question."""

    adapter: HouseOpenID

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if not state:
            return state, response
        translation.activate(state.get("language") or translation.get_language())
        question = request.GET.get("state", "")
        if not spend("openid state", question, at=timezone.now(), keep=STATE_LASTS):
            return None, render_authentication_error(request, provider)
        self.adapter.nonce = str(state.get("nonce", ""))
        if self._is_anothers(request, state):
            return None, render_authentication_error(request, provider)
        return state, None

    @staticmethod
    def _is_anothers(request: HttpRequest, state: dict[str, Any]) -> bool:
        """Whether somebody signed in or out since the question was put."""
        signed_in = request.user.is_authenticated
        return bool(signed_in != (state.get("process") == AuthProcess.CONNECT))


@require_POST
def untie(request: SignedIn, pk: int) -> HttpResponse:
    """Untie an identity; the account keeps its other ways in."""
    identity = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    ask_for_proof(request)
    untie_identity(request.user, identity, at=timezone.now())
    messages.success(request, _("The identity is no longer tied to your account."))
    return redirect("account")


def _page(response: HttpResponse) -> HttpResponse:
    """Allauth answers with classes of Django's; said once for the type checker."""
    return response
