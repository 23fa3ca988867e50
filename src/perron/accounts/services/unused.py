"""Closed accounts that nobody used for years: their people are told first, then erased."""

from datetime import datetime, timedelta

from django.db.models import Max

from perron.accounts.models import User
from perron.accounts.services.erasing import erase_person
from perron.accounts.services.telling import tell
from perron.core.journal.lines import Entry, record
from perron.core.models import JournalLine
from perron.core.publications import take_turn

NOTICE = timedelta(days=30)
FOREWARNED = "person.forewarned"


def purge_accounts(before: datetime, at: datetime) -> int:
    """Erase whom a letter told a month ago, tell the others; answer how many were erased."""
    erased = 0
    closed = User.objects.filter(is_active=False, erased_at=None, is_demonstration=False)
    if closed.exists():
        take_turn(at)
    for person in closed:
        used = _last_use(person)
        if used is None or used >= before:
            continue
        told = _last(person, FOREWARNED)
        if told is None or told < used:
            entry = Entry(FOREWARNED, "person", str(person.key))
            record("accounts", entry, by=None, at=at)
            facts = {"day": (at + NOTICE).date()}
            tell("data-erased-soon", person, address=person.email, context=facts, at=at)
        elif told + NOTICE <= at:
            erase_person(person, by=None, at=at, reason="unused")
            erased += 1
    return erased


def _last_use(person: User) -> datetime | None:
    """When the account was last used, closed or opened; nothing where nobody knows."""
    moments = (
        person.last_login,
        person.opened_at,
        _last(person, "person.closed"),
        _last(person, "person.reopened"),
    )
    return max((moment for moment in moments if moment), default=None)


def _last(person: User, verb: str) -> datetime | None:
    lines = JournalLine.objects.filter(verb=verb, about_kind="person", about_code=str(person.key))
    last: datetime | None = lines.aggregate(last=Max("at"))["last"]
    return last
