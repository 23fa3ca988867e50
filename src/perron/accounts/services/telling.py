"""Letters about signing in and one's own account."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from perron.accounts.models import User
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services.couriers import is_mail_named
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter

HOUR = timedelta(hours=1)
MOST_AN_HOUR = 20  # codes of a kind to one address, or asked for by one person
MOST_TO_STRANGERS = 100  # letters in an hour to addresses that no account has
STRANGER = "no-account"
ASKED_FOR = {"sign-in-code", "password-code", "prove-code", "email-code", STRANGER}


def letters_leave() -> bool:
    """Whether a mail server is named: without one nobody can be sent a code."""
    return is_mail_named()


def tell(
    kind: str, person: User | None, *, address: str, context: Mapping[str, Any], at: datetime
) -> None:
    """Write the letter ``kind`` to an address, in its person's language or that of the page.

    Each is a letter of its own, so its reason is drawn: asking twice for a code gives two. What
    anybody can ask for, with any address, leaves so often and then, silently, no more.
    """
    if kind in ASKED_FOR and _is_flood(kind, person, address=address, at=at):
        return
    said = (person.language if person else "") or translation.get_language()
    language = spoken_language(said or "")
    with translation.override(language):
        page = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('account')}"
    facts = {"name": person.name if person else "", "at": at, "account": page}
    to = Addressee(address, language, person.actor_name if person else "")
    reference = f"account:{kind}:{uuid.uuid4()}"
    write_letter(kind, to=to, reference=reference, context={**facts, **context}, at=at)


def _is_flood(kind: str, person: User | None, *, address: str, at: datetime) -> bool:
    """Whether so many were written within the hour that no person asks for more.

    Counted are rows, which every process and machine sees, also after a restart.
    """
    recent = Letter.objects.filter(
        state__in=LetterState.values, written_at__gt=at - HOUR, kind=kind
    )
    if kind == STRANGER and recent.count() >= MOST_TO_STRANGERS:
        return True
    here = Q(address=address.strip().lower())
    if person:
        here |= Q(party=person.actor_name)
    return recent.filter(here).count() >= MOST_AN_HOUR
