"""What all deeds about applications share: the row, held; the journal's line; letters to a team."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from perron.accounts.models import User
from perron.calls.enums import MemberRole
from perron.calls.errors.applying import NotNow, NotYoursToLead, NotYoursToWrite
from perron.calls.models import Application
from perron.calls.rules.applying import leads, writes
from perron.core.journal.lines import Actor, Entry, record
from perron.letters.errors import AddressRefused
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter

CHAIN = "calls"
KIND = "application"


def locked(application: Application) -> Application:
    """The row as it is now, held until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("edition", "organisation", "site").get(pk=application.pk)


def written_by(application: Application, by: User) -> Application:
    """The row, held, when this person writes it."""
    kept = locked(application)
    if not writes(by, kept):
        raise NotYoursToWrite
    return kept


def led_by(application: Application, by: User) -> Application:
    """The row, held, when this person leads it."""
    kept = locked(application)
    if not leads(by, kept):
        raise NotYoursToLead
    return kept


def refuse_state(application: Application, allowed: Iterable[str]) -> None:
    """Refuse a deed that does not fit the state."""
    if application.state not in allowed:
        raise NotNow(state=application.get_state_display())


def remember(
    verb: str,
    application: Application,
    change: Mapping[str, Any],
    *,
    by: Actor | None,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> None:
    """A line of the journal; whatever a person wrote stands beside it."""
    said = {"edition": application.edition.code, **change}
    entry = Entry(f"application.{verb}", KIND, application.number, said, private=private or {})
    record(CHAIN, entry, by=by, at=at)


def address_of(application: Application, name: str = "calls:application") -> str:
    """The whole address of a page of this application, in the language that is spoken now."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse(name, args=[application.key])}"


def tell_team(
    kind: str,
    application: Application,
    *,
    reason: str,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    roles: Iterable[str] = (MemberRole.LEAD, MemberRole.WRITER),
) -> None:
    """Write the letter ``kind`` to the colleagues in these roles, once for each ``reason``."""
    members = application.members.filter(role__in=list(roles), person__is_active=True)
    for member in members.select_related("person"):
        tell_person(kind, member.person, application, reason=reason, at=at, context=context)


def tell_person(
    kind: str,
    person: User,
    application: Application,
    *,
    reason: str,
    at: datetime,
    context: Mapping[str, Any] | None = None,
) -> None:
    """Write one letter in the person's language, or in that of the application."""
    language = spoken_language(person.language or application.language)
    with translation.override(language):
        facts = {
            "edition": str(application.edition.name),
            "number": application.number,
            "applicant": name_of(application),
            "link": address_of(application),
            **(context or {}),
        }
    to = Addressee(person.email, language, person.actor_name)
    reference = f"application:{application.key}:{reason}"
    try:
        write_letter(kind, to=to, reference=reference, context=facts, at=at)
    except AddressRefused:
        return  # one bad address must not keep the others from being told


def name_of(application: Application) -> str:
    """Who applies, in the language that is spoken now."""
    return str(application.site or application.organisation or application.applicant)
