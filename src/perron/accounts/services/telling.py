"""Letters about signing in and one's own account."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from perron.accounts.models import User
from perron.letters.services.couriers import is_mail_named
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter


def letters_leave() -> bool:
    """Whether a mail server is named: without one nobody can be sent a code."""
    return is_mail_named()


def tell(
    kind: str, person: User | None, *, address: str, context: Mapping[str, Any], at: datetime
) -> None:
    """Write the letter ``kind`` to an address, in its person's language or that of the page.

    Each is a letter of its own, so its reason is drawn: asking twice for a code gives two.
    """
    said = (person.language if person else "") or translation.get_language()
    language = spoken_language(said or "")
    with translation.override(language):
        page = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('account')}"
    facts = {"name": person.name if person else "", "at": at, "account": page}
    to = Addressee(address, language, person.actor_name if person else "")
    reference = f"account:{kind}:{uuid.uuid4()}"
    write_letter(kind, to=to, reference=reference, context={**facts, **context}, at=at)
