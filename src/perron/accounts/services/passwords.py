"""New passwords: set by the person, or by the operator for somebody who lost the old one."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from perron.accounts.errors import AccountClosed, PasswordRefused
from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record


@transaction.atomic
def set_password(person: User, password: str, *, by: User | None, at: datetime) -> User:
    """Give a person a new password; ``by=None`` is the operator at the command line.

    Every session holds a digest of the password it began with, so changing it ends them all.
    Raises :class:`PasswordRefused` when the password is too weak.
    """
    if by is not None and (by.acting or by != person):
        raise NotAllowed(thing=person)
    kept = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if not kept.is_active:
        raise AccountClosed(person=kept)
    try:
        validate_password(password, kept)
    except ValidationError as weak:
        raise PasswordRefused(why=" ".join(weak.messages)) from weak
    private = {"email": kept.email, "name": kept.name}
    entry = Entry("person.password", "person", str(kept.key), private=private)
    record("accounts", entry, by=by, at=at)
    kept.set_password(password)
    kept.save(update_fields=["password"])
    return kept
