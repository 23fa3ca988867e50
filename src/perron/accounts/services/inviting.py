"""Accounts of people whom somebody invited: opened when they follow the link in their letter."""

from datetime import datetime

from django.db import transaction

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.journal.lines import Entry, record

LONGEST_NAME = 120


@transaction.atomic
def open_invited(email: str, name: str, language: str, *, at: datetime) -> User:
    """The account of an address that was proven by a link: the one there is, or a new one.

    A new one is a contact's and has no right of its own; its owner signs in with codes by e-mail.
    """
    address = email.strip().lower()
    known = User.objects.filter(email=address).first()
    if known:
        return known
    shown = " ".join(name.split())[:LONGEST_NAME] or address.partition("@")[0]
    user = User.objects.create_user(
        address, None, name=shown, role=Role.CONTACT, language=language, opened_at=at
    )
    entry = Entry(
        "person.added",
        "person",
        str(user.key),
        {"role": Role.CONTACT.value, "invited": True},
        private={"email": address, "name": shown},
    )
    record("accounts", entry, by=user, at=at)
    return user
