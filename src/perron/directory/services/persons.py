"""What the directory holds about a person: claims, and contacts at their address."""

from datetime import datetime

from django.db.models import QuerySet

from perron.core.journal.lines import Entry, record
from perron.core.models import JournalPrivate
from perron.core.personal import Rows, Subject
from perron.core.personal.beside import erase_private
from perron.core.publications import next_publication, take_turn
from perron.core.text import Text
from perron.directory.models import Affiliation, Contact

CHAIN = "directory"


def export_claims(subject: Subject) -> Rows:
    """For whom the person speaks or asked to."""
    return [
        {
            "organisation": str(claim.organisation),
            "state": claim.get_state_display(),
            "reason": claim.reason,
            "asked_at": claim.asked_at,
            "decided_at": claim.decided_at,
        }
        for claim in _claims(subject).select_related("organisation")
    ]


def _claims(subject: Subject) -> QuerySet[Affiliation]:
    if not subject.key:
        return Affiliation.objects.none()
    return Affiliation.objects.filter(person__key=subject.key)


def erase_claims(subject: Subject, at: datetime) -> int:
    """Remove the claims; an organisation may be left with nobody who speaks for it."""
    del at
    return _claims(subject).delete()[0]


def _contacts(subject: Subject) -> list[Contact]:
    """Contacts whose address is one of theirs, however it was typed."""
    addresses = set(subject.addresses)
    rows = Contact.objects.exclude(email="").select_related("organisation")
    return [row for row in rows if row.email.strip().lower() in addresses] if addresses else []


def export_contacts(subject: Subject) -> Rows:
    """Where the person stands as somebody to reach."""
    return [
        {
            "organisation": str(contact.organisation),
            "name": contact.name,
            "role": str(Text(contact.role)),
            "email": contact.email,
            "phone": contact.phone,
            "display_refused": contact.display_refused,
        }
        for contact in _contacts(subject)
    ]


def erase_contacts(subject: Subject, at: datetime) -> int:
    """Take the person off every page at once, with what the journal keeps beside the changes."""
    take_turn(at)
    found = _contacts(subject)
    keys = {contact.pk for contact in found}
    for contact in found:
        entry = Entry(
            "contact.removed", "organisation", contact.organisation.code, {"contact": contact.pk}
        )
        record(CHAIN, entry, by=None, at=at)
    Contact.objects.filter(pk__in=keys).delete()
    erase_private(_beside_contacts(subject, keys))
    if found:
        next_publication(at)
    return len(found)


def _beside_contacts(subject: Subject, keys: set[int]) -> list[int]:
    """Values beside every line of these contacts, and of others that once had the address."""
    rows = JournalPrivate.objects.filter(line__chain=CHAIN, line__verb__startswith="contact.")
    said = list(rows.values_list("pk", "line__change", "values"))
    mine = {change.get("contact") for _pk, change, values in said if subject.is_named_in(values)}
    return [pk for pk, change, _values in said if change.get("contact") in mine | keys]
