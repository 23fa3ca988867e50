"""Erasing a person: at once, in one transaction, by their own wish or by whoever keeps the site."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import translation

from perron.accounts.enums import Role
from perron.accounts.errors import AdministratorStays
from perron.accounts.models import User
from perron.accounts.services.persons import subject_of
from perron.accounts.services.telling import letters_leave, tell
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.personal import Subject, holdings
from perron.core.publications import take_turn
from perron.core.queue import enqueue

CHAIN = "accounts"
SECOND_LOOK = timedelta(minutes=15)


@transaction.atomic
def erase_person(
    person: User, *, by: User | None, at: datetime, reason: str = "asked"
) -> Mapping[str, int]:
    """Erase everything that the holdings have about somebody; answer the rows of each.

    ``by`` is the person themselves; ``None`` is the operator. Nobody does it under a mandate. A
    second time changes nothing. What they decided stays in the journal under a key that means
    nothing from now on.
    """
    if by is not None and (by.acting or by != person):
        raise NotAllowed(thing=person)
    take_turn(at)  # as whoever publishes: first the turn, then everything else
    kept = _locked(person)
    if kept.erased_at:
        return {}
    _keep_administrators(kept, by)
    subject, language = subject_of(kept), kept.language
    record(CHAIN, Entry("person.erased", "person", subject.key, {"why": reason}), by=by, at=at)
    gone = _erase(subject, at)
    enqueue("accounts.erase_again", subject.key, not_before=at + SECOND_LOOK)
    _say_goodbye(subject, language, at)
    return gone


@transaction.atomic
def erase_address(address: str, *, at: datetime) -> Mapping[str, int]:
    """Erase what is held about an address that no account has, for the operator."""
    take_turn(at)
    gone = _erase(Subject(address=address.strip().lower()), at)
    if any(gone.values()):
        record(CHAIN, Entry("address.erased", change=gone), by=None, at=at)
    return gone


@transaction.atomic
def erase_again(key: str, at: datetime) -> int:
    """Look once more, by key: for what a request left that ran while its person was erased."""
    if not User.objects.filter(key=key, erased_at__isnull=False).exists():
        return 0
    take_turn(at)
    return sum(_erase(Subject(key=key), at).values())


def _erase(subject: Subject, at: datetime) -> dict[str, int]:
    gone = {holding.name: holding.erase(subject, at) for holding in holdings}
    transaction.on_commit(forget_kept)
    return gone


def forget_kept() -> None:
    """Empty what this machine keeps of pages and uploaded files."""
    for kept in caches.all():
        kept.clear()


def _locked(person: User) -> User:
    """The row as it is now; all administrators are locked, so that two can't leave at once."""
    rows = User.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    locked = {row.pk: row for row in rows.filter(role=Role.ADMINISTRATOR)}
    return locked.get(person.pk) or rows.get(pk=person.pk)


def _keep_administrators(person: User, by: User | None) -> None:
    if by is None or not person.is_administrator:
        return
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise AdministratorStays(person=person)


def _say_goodbye(subject: Subject, language: str, at: datetime) -> None:
    """Write to the address one last time; the letter forgets it once it has left."""
    if letters_leave():
        with translation.override(language or translation.get_language()):
            tell("data-erased", None, address=subject.address, context={}, at=at)
