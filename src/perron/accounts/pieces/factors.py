"""A person's second factors as the account page shows them."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from perron.accounts.models import User


def must_have_factor(person: User) -> bool:
    """Whether the operator asks a second factor of this role."""
    return person.role in settings.SECOND_FACTOR_FOR


def has_factor(person: User) -> bool:
    """Whether an app or a passkey stands beside the password or the code by e-mail."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def factors_of(person: User) -> dict[str, Any]:
    """``app``: {added, used} or None; ``passkeys``: [{pk, name, added, used, alone}]; ``codes``."""
    found: dict[str, Any] = {"app": None, "passkeys": [], "codes": None}
    for factor in Authenticator.objects.filter(user_id=person.pk).order_by("created_at"):
        seen = {"added": factor.created_at, "used": factor.last_used_at, "pk": factor.pk}
        if factor.type == Authenticator.Type.TOTP:
            found["app"] = seen
        elif factor.type == Authenticator.Type.WEBAUTHN:
            passkey = factor.wrap()
            alone = bool(passkey.is_passwordless)
            found["passkeys"].append({**seen, "name": passkey.name, "alone": alone})
        else:
            found["codes"] = {**seen, "left": len(factor.wrap().get_unused_codes())}
    return {**found, "any": bool(found["app"] or found["passkeys"])}
