"""Roles change, accounts are closed and opened again; nobody removes an administrator alone."""

from datetime import datetime

from django.db import transaction

from perron.accounts.enums import Role
from perron.accounts.errors import AccountClosed, AdministratorStays
from perron.accounts.models import User
from perron.accounts.services.telling import tell
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record

CHAIN = "accounts"


@transaction.atomic
def change_role(person: User, role: Role, *, by: User | None, at: datetime) -> User:
    """Give a person another role; ``by=None`` is the operator at the command line."""
    kept = _locked(person, by)
    if kept.role == role:
        return kept
    if by == kept and not kept.is_administrator:
        raise NotAllowed(thing=kept)
    _keep_administrators(kept, by)
    _remember("person.role", kept, {"role": [kept.role, role.value]}, by=by, at=at)
    kept.role = role
    kept.save(update_fields=["role"])
    _tell("role-changed", kept, at)
    return kept


@transaction.atomic
def close_account(person: User, *, by: User | None, at: datetime) -> User:
    """End a person's access at once; what they decided stays in the journal."""
    kept = _locked(person, by)
    if kept.is_active:
        _keep_administrators(kept, by)
        _remember("person.closed", kept, {}, by=by, at=at)
        kept.is_active = False
        kept.save(update_fields=["is_active"])
        _tell("account-closed", kept, at)
    return kept


@transaction.atomic
def reopen_account(person: User, *, by: User | None, at: datetime) -> User:
    """Let a person in again; what was erased stays erased."""
    kept = _locked(person, by)
    if kept.erased_at:
        raise AccountClosed(person=kept)
    if not kept.is_active:
        _remember("person.reopened", kept, {}, by=by, at=at)
        kept.is_active = True
        kept.save(update_fields=["is_active"])
        _tell("account-reopened", kept, at)
    return kept


def _locked(person: User, by: User | None) -> User:
    """The row as it is now; all administrators are locked, so that two can't leave at once.

    The weak lock does: a row that names one of these people may be written meanwhile.
    """
    if by is not None and (by.acting or not (by == person or by.is_administrator)):
        raise NotAllowed(thing=person)
    rows = User.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    locked = {row.pk: row for row in rows.filter(role=Role.ADMINISTRATOR)}
    return locked.get(person.pk) or rows.get(pk=person.pk)


def _keep_administrators(person: User, by: User | None) -> None:
    """Refuse to remove an administrator who did not ask for it, and the last one."""
    if by is None or not person.is_administrator:
        return
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if by != person or not others.exists():
        raise AdministratorStays(person=person)


def _tell(kind: str, person: User, at: datetime) -> None:
    role = person.get_role_display()
    tell(kind, person, address=person.email, context={"role": role}, at=at)


def _remember(
    verb: str, person: User, change: dict[str, object], *, by: User | None, at: datetime
) -> None:
    private = {"email": person.email, "name": person.name}
    entry = Entry(verb, "person", str(person.key), change, private=private)
    record(CHAIN, entry, by=by, at=at)  # before the change: whoever decides must still be able to
