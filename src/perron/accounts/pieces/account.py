"""The account page's dictionary."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils import timezone

from perron.accounts.http import SignedIn
from perron.accounts.models import Session, User
from perron.accounts.pieces.browsers import named_browser
from perron.accounts.pieces.factors import factors_of, must_have_factor
from perron.core.account_sections import sections_for


def account_page(request: SignedIn) -> dict[str, Any]:
    """Person, factors, sessions, identities, and the sections that other apps bring along."""
    person = request.user
    return {
        "person": person,
        "language": dict(settings.LANGUAGES).get(person.language, ""),
        "has_password": person.has_usable_password(),
        "factors": factors_of(person),
        "must_have_factor": must_have_factor(person),
        "sessions": sessions_of(person, request.session.session_key),
        "identities": identities_of(person),
        "provider": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        "sections": sections_for(request),
    }


def sessions_of(person: User, current: str | None) -> list[dict[str, Any]]:
    """``key``, ``browser``, ``since``, ``seen`` and whether it is this one, which comes first."""
    rows = Session.objects.filter(person=person, expire_date__gt=timezone.now())
    shown = [
        {
            "key": row.key,
            "browser": named_browser(row.browser),
            "since": row.signed_in_at,
            "seen": row.seen_at,
            "here": row.session_key == current,
        }
        for row in rows
    ]
    return sorted(shown, key=lambda session: not session["here"])


def identities_of(person: User) -> list[dict[str, Any]]:
    """``pk``, ``name`` (the provider's) and ``used`` of each tied identity."""
    return [
        {
            "pk": identity.pk,
            "name": settings.OIDC_NAME,
            "address": identity.extra_data.get("id_token", {}).get("email", ""),
            "since": identity.date_joined,
            "used": identity.last_login,
        }
        for identity in SocialAccount.objects.filter(user_id=person.pk)
    ]
