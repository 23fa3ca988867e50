"""Reminders of what is due: to the agency's officers, and to those who speak for a partner."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from perron.accounts.models import User
from perron.core.clock.parties import parties
from perron.core.clock.standing import label_of
from perron.core.models import Owed
from perron.core.rights import rights
from perron.directory.services.parties import speakers_of
from perron.letters.errors import AddressRefused
from perron.letters.services.writing import Addressee, write_letter

ORGANISATION = "organisation:"
RIGHT = "inquiries.answer"


def officers() -> list[User]:
    """Everybody who may answer for the agency."""
    roles = rights[RIGHT].roles
    return list(User.objects.filter(is_active=True, role__in=roles).order_by("pk"))


def remind(owed: Owed, left: int, at: datetime) -> None:
    """Write to whoever owes; to officers too where a partner is late or nobody speaks for it."""
    partners: list[User] = []
    if owed.owed_by.startswith(ORGANISATION):
        partners = speakers_of(owed.owed_by.removeprefix(ORGANISATION))
    told = {person.pk: person for person in partners}
    _write(partners, owed, left, at=at, page="portal:owed")
    if not partners or left < 0:
        others = [person for person in officers() if person.pk not in told]
        _write(others, owed, left, at=at, page="desk:owed_one")


def _write(people: list[User], owed: Owed, left: int, *, at: datetime, page: str) -> None:
    day = timezone.localdate(at).isoformat()
    for person in people:
        language = person.language or settings.LANGUAGE_CODE
        with translation.override(language):
            arguments = [owed.pk] if page.startswith("desk:") else []
            named = parties([owed.owed_by, owed.owed_to])
            context = {
                "title": str(owed.title) or capfirst(label_of(owed.kind)),
                "due": owed.due,
                "left": max(0, left),
                "late": max(0, -left),
                "by": named[owed.owed_by].name,
                "to": named[owed.owed_to].name,
                "link": f"{settings.SITE_ADDRESS.rstrip('/')}{reverse(page, args=arguments)}",
            }
        to = Addressee(person.email, language, person.actor_name)
        reference = f"owed-reminder:{owed.reference}:{owed.due}:{day}"
        try:
            write_letter("owed-reminder", to=to, reference=reference, context=context, at=at)
        except AddressRefused:
            continue  # one bad address must not keep the others from being told
