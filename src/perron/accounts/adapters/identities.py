"""Identities at the region's provider: tied to accounts that exist, never making one."""

import hashlib
import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.accounts.adapters.asking import PatientSession
from perron.accounts.adapters.openid import HouseProvider
from perron.accounts.models import User

log = logging.getLogger(__name__)

CANCELLED = _(
    "You stopped at the provider, or it did not let you in. Nothing was changed; sign in another "
    "way, or try again."
)
NOT_THIS_QUESTION = _(
    "This answer was used before, is more than ten minutes old, or belongs to another window. "
    "Nobody was signed in and nothing was changed. Begin again from the sign-in page."
)
NOT_BELIEVED = _(
    "The provider did not answer, or its answer could not be believed. Nobody was signed in and "
    "nothing was changed. Try again later, or sign in with a code by e-mail."
)
NOBODYS = _(
    "No account here is tied to this identity. Sign in with a code by e-mail first, then tie the "
    "identity to your account on your account page. Who has no account gets one from an "
    "administrator of the agency."
)
ANOTHERS = _(
    "This identity is tied to another account. Nothing was changed. Whoever has that account can "
    "untie it on the own account page."
)


class Identities(DefaultSocialAccountAdapter):
    """Allauth's hooks for the provider that the operator named in the settings."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one application, from the settings; rows in the database count for nothing."""
        del request
        app = the_application()
        if app is None or provider not in {None, app.provider, app.provider_id}:
            return []
        return [app] if client_id in {None, app.client_id} else []

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any:
        return HouseProvider(request, app=self.get_app(request, provider, client_id))

    def get_requests_session(self) -> PatientSession:
        return PatientSession()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse, tie by a trusted address, or let allauth go on with an account that exists."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if sociallogin.is_existing and sociallogin.user != request.user:
                raise ImmediateHttpResponse(refused(request, ANOTHERS))
            return
        if sociallogin.is_existing:
            return
        person = trusted_person(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(refused(request, NOBODYS))
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **what: Any) -> None:
        """Say in a sentence what came to nothing; the reason is written to the log only."""
        error, exception = what.get("error"), what.get("exception")
        extra_context = what.get("extra_context")
        sentence = NOT_BELIEVED
        if error == AuthError.CANCELLED:
            sentence = CANCELLED
        elif exception is None and "state" not in (extra_context or {}):
            sentence = NOT_THIS_QUESTION
        log.warning("%s signed nobody in: %s", provider, exception or error)
        raise ImmediateHttpResponse(refused(request, sentence))


def the_application() -> SocialApp | None:
    """The provider of the settings; identities are tied to its server, not to its name."""
    if not settings.OIDC_SERVER:
        return None
    server = settings.OIDC_SERVER
    return SocialApp(
        provider=HouseProvider.id,
        provider_id=f"oidc-{hashlib.sha256(server.encode()).hexdigest()[:16]}",
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_SECRET,
        settings={"server_url": server},
    )


def trusted_person(login: SocialLogin) -> User | None:
    """Whose account an identity may be tied to without asking: by an address proven there.

    Only where the operator trusts the provider's proof, and only a verified address counts.
    """
    if not settings.OIDC_TRUSTS_EMAIL:
        return None
    proven: list[EmailAddress] = [address for address in login.email_addresses if address.verified]
    addresses = [address.email.lower() for address in proven]
    return User.objects.filter(email__in=addresses, is_active=True).first()


def refused(request: HttpRequest, sentence: str | Promise) -> Any:
    """The page that says why the provider signed nobody in.

    The address of the answer has no language and holds a spent code: nothing on the page cites it
    or leads to it in another language.
    """
    context: dict[str, Any] = {
        "provider": settings.OIDC_NAME,
        "sentence": sentence,
        "languages": [],
        "page_address": "",
    }
    return render(request, "account/provider_refused.html", context, status=409)
