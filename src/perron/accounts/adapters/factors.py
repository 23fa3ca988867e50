"""Second factors: their secrets are kept encrypted, and some people must have one."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perron.accounts.errors import FactorUnreadable
from perron.accounts.models import User
from perron.accounts.pieces.factors import must_have_factor

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Factors(DefaultMFAAdapter):
    """Allauth's hooks for second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor, and this is your last one. Add another first."
        ),
        "incorrect_code": _("This code is wrong, too old or was used before. Nothing was changed."),
    }

    def encrypt(self, text: str) -> str:
        return Fernet(self._key(settings.SECRET_KEY)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; raises ``FactorUnreadable`` when it was kept under another SECRET_KEY."""
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return Fernet(self._key(str(key))).decrypt(encrypted_text.encode()).decode()
            except InvalidToken:
                continue
        raise FactorUnreadable

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        person: User = authenticator.user
        if not must_have_factor(person):
            return True
        others = Authenticator.objects.filter(user=person, type__in=STRONG)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: User, kind: Any) -> str:
        number = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return str(gettext("Passkey %d") % number)

    @staticmethod
    def _key(secret: str) -> bytes:
        digest = hashlib.sha256(b"perron second factors " + secret.encode()).digest()
        return base64.urlsafe_b64encode(digest)
