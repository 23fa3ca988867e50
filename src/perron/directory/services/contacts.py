"""People to reach at an organisation: kept beside the records, shown only when they agree."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from perron.accounts.models import User
from perron.core.journal.lines import Entry, record
from perron.core.publications import next_publication, take_turn
from perron.core.text import Text
from perron.directory.errors import ContactRefused, DoesNotSpeak
from perron.directory.models import Contact, Organisation
from perron.directory.rules import acts_for, edits_directory

CHAIN = "directory"
PARTS = ("name", "role", "email", "phone", "display_refused")


@transaction.atomic
def add_contact(
    organisation: Organisation, parts: Mapping[str, Any], *, by: User, at: datetime
) -> Contact:
    """Add a person to reach: ``name`` and any of :data:`PARTS`; ``role`` is a text by language."""
    contact = Contact(organisation=organisation)
    return _keep(contact, parts, verb="added", by=by, at=at)


@transaction.atomic
def change_contact(
    contact: Contact, parts: Mapping[str, Any], *, by: User, at: datetime
) -> Contact:
    """Change a contact; refusing display takes the person off every page at once."""
    return _keep(contact, parts, verb="changed", by=by, at=at)


@transaction.atomic
def remove_contact(contact: Contact, *, by: User, at: datetime) -> None:
    """Remove a person; their details leave the pages, the journal keeps that it happened."""
    take_turn(at)
    _refuse_stranger(contact.organisation, by)
    _remember("removed", contact, by=by, at=at)
    contact.delete()


def _keep(
    contact: Contact, parts: Mapping[str, Any], *, verb: str, by: User, at: datetime
) -> Contact:
    take_turn(at)
    _refuse_stranger(contact.organisation, by)
    for part in PARTS:
        if part in parts:
            setattr(contact, part, parts[part])
    contact.role = Text(contact.role)
    try:
        contact.full_clean(exclude=["organisation"])
    except ValidationError as wrong:
        raise ContactRefused(why=" ".join(_lines(wrong))) from wrong
    contact.save()
    _remember(verb, contact, by=by, at=at)
    return contact


def _lines(wrong: ValidationError) -> list[str]:
    names = {field.name: field.verbose_name for field in Contact._meta.fields}
    return [
        f"{names.get(part, part)}: {sentence}"
        for part, sentences in wrong.message_dict.items()
        for sentence in sentences
    ]


def _refuse_stranger(organisation: Organisation, by: User) -> None:
    if not acts_for(by, organisation) and not edits_directory(by):
        raise DoesNotSpeak(organisation=organisation)


def _remember(verb: str, contact: Contact, *, by: User, at: datetime) -> None:
    """The line says that a contact changed; who it is stands beside it and can be erased."""
    private = {part: getattr(contact, part) for part in PARTS}
    entry = Entry(
        f"contact.{verb}",
        "organisation",
        contact.organisation.code,
        {"contact": contact.pk},
        private=private,
    )
    record(CHAIN, entry, by=by, at=at)
    next_publication(at)
