"""Signing in: nobody opens an account alone, letters are the house's, a new browser is told."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.accounts.pieces.browsers import browser_family
from perron.accounts.services.own import end_other_sessions
from perron.accounts.services.telling import tell
from perron.accounts.sessions import BROWSER, SIGNED_IN

KNOWN_BROWSER = "perron_known"
KNOWN_DAYS, MOST_KNOWN = 180, 8
LETTERS = {
    "account/email/login_code": "sign-in-code",
    "account/email/password_reset_code": "password-code",
    "account/email/unknown_account": "no-account",
    "account/email/password_changed": "password-changed",
    "account/email/password_reset": "password-changed",
    "account/email/password_set": "password-changed",
    "mfa/email/totp_activated": "factor-added",
    "mfa/email/totp_deactivated": "factor-removed",
    "mfa/email/webauthn_added": "factor-added",
    "mfa/email/webauthn_removed": "factor-removed",
    "mfa/email/recovery_codes_generated": "recovery-codes-made",
    "socialaccount/email/account_connected": "identity-added",
    "socialaccount/email/account_disconnected": "identity-removed",
}
MESSAGES = {
    "account/messages/password_changed.txt": _("Your password was changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is asked for from now on."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Recovery codes were made. Keep them where you find them without this device."
    ),
}
TOO_MANY = _("Too many attempts in a short time. Nothing was changed; wait five minutes.")


class SigningIn(DefaultAccountAdapter):
    """Allauth's hooks, with the sentences and the letters of this house."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and this password do not belong together. Check both, or have a code "
            "sent to you instead."
        ),
        "incorrect_code": _("This is not the code of the last letter. Check it and try again."),
        "incorrect_password": _("This is not your password. Nothing was changed."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand what allauth wants to say over to the house's letters; other mails do not exist."""
        address = email.strip().lower()
        person = User.objects.filter(email=address, is_active=True).first()
        facts = {"code": context.get("code", ""), "what": template_prefix.rpartition("/")[2]}
        tell(LETTERS[template_prefix], person, address=address, context=facts, at=timezone.now())

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *_said: Any, **more: Any
    ) -> None:
        """Say what this house says; being signed in or out is seen without a message."""
        sentence = more.get("message") or MESSAGES.get(message_template)
        if sentence:
            messages.add_message(request, level, str(sentence))

    def login(self, request: HttpRequest, user: User) -> None:
        """Note when and with what somebody signed in; tell them of a browser not seen before."""
        first_time, now = user.last_login is None, timezone.now()
        super().login(request, user)
        browser = browser_family(request.headers.get("User-Agent", ""))
        request.session[SIGNED_IN], request.session[BROWSER] = now.isoformat(), browser
        if not first_time and fingerprint(user) not in known_people(request):
            tell("new-browser", user, address=user.email, context={"browser": browser}, at=now)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        mine = fingerprint(user)
        people = [mine, *(known for known in known_people(request) if known != mine)]
        response.set_cookie(
            KNOWN_BROWSER,
            signing.dumps(people[:MOST_KNOWN], salt=KNOWN_BROWSER),
            max_age=KNOWN_DAYS * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response

    def set_password(self, user: User, password: str) -> None:
        """Set a password; every other browser of this person is signed out with it."""
        super().set_password(user, password)
        end_other_sessions(user, kept=self.request.session.session_key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Password, factors; who has none of them proves to read the own letters."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        words = _("Use a code by e-mail")
        return [{"id": "letter", "description": words, "url": reverse("account_prove")}]


def fingerprint(user: User) -> str:
    """What a browser remembers of somebody who signed in: meaningless anywhere else."""
    return salted_hmac(KNOWN_BROWSER, str(user.key)).hexdigest()[:24]


def known_people(request: HttpRequest) -> list[str]:
    """Fingerprints of those who signed in with this browser within half a year."""
    kept = request.COOKIES.get(KNOWN_BROWSER, "")
    try:
        people: list[str] = signing.loads(kept, salt=KNOWN_BROWSER, max_age=KNOWN_DAYS * 24 * 3600)
    except signing.BadSignature:
        return []
    return people
