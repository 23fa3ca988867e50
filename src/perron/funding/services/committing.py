"""Money is promised, and a promise is taken back by a reversal: never more than there is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from perron.core.formats import money_in_words
from perron.core.journal.lines import Actor
from perron.core.money import euros
from perron.funding.enums import EntryKind
from perron.funding.errors import (
    CommittedAlready,
    EnvelopeTooSmall,
    ReversalForever,
    ReversedAlready,
)
from perron.funding.models import LedgerEntry
from perron.funding.services.entering import Deed, enter, held, known, refuse_no_amount


@transaction.atomic
def commit(envelope: str, cents: int, deed: Deed, *, by: Actor | None, at: datetime) -> LedgerEntry:
    """Promise ``cents`` out of an envelope; the same reference is entered once, however often.

    Raises ``EnvelopeTooSmall``, ``NoAmount``, ``ReferenceTaken``; nothing is then written.
    """
    refuse_no_amount(cents)
    kept = held(envelope)
    entry = LedgerEntry(
        envelope=kept,
        kind=EntryKind.COMMITTED,
        cents=cents,
        reference=deed.reference,
        about_kind=deed.kind,
        about_code=deed.code,
        note=deed.note[:500],
    )
    entered = known(entry)
    if entered:
        return entered
    if cents > kept.left:
        raise EnvelopeTooSmall(
            envelope=kept,
            left=money_in_words(euros(kept.left)),
            asked=money_in_words(euros(cents)),
        )
    kept.committed += cents
    return enter(entry, by=by, at=at)


@transaction.atomic
def reverse(reference: str, note: str, *, by: Actor | None, at: datetime) -> LedgerEntry:
    """Undo an entry, whole, by another; what was promised can be promised again.

    Raises ``ReversalForever``, ``ReversedAlready``, ``CommittedAlready``.
    """
    found = LedgerEntry.objects.select_related("envelope").get(reference=reference)
    kept = held(found.envelope.code)
    if found.kind == EntryKind.REVERSED:
        raise ReversalForever(reference=reference)
    if LedgerEntry.objects.filter(undoes=found).exists():
        raise ReversedAlready(reference=reference)
    if found.kind == EntryKind.COMMITTED:
        kept.committed -= found.cents
    else:
        kept.granted -= found.cents
    if kept.left < 0:
        raise CommittedAlready(
            envelope=kept,
            committed=money_in_words(euros(kept.committed)),
            left=money_in_words(euros(kept.granted)),
        )
    entry = LedgerEntry(
        envelope=kept,
        kind=EntryKind.REVERSED,
        cents=found.cents,
        reference=f"{reference[:150]}:reversed",
        about_kind=found.about_kind,
        about_code=found.about_code,
        undoes=found,
        note=note[:500],
    )
    return enter(entry, by=by, at=at)


@transaction.atomic
def release_all(deed: Deed, *, by: Actor | None, at: datetime) -> Sequence[LedgerEntry]:
    """Take back all that is promised to one thing, such as an award that was renounced."""
    standing = LedgerEntry.objects.filter(
        kind=EntryKind.COMMITTED, about_kind=deed.kind, about_code=deed.code, reversal=None
    ).order_by("envelope__code", "pk")  # one order of locks for everybody
    return [reverse(entry.reference, deed.note, by=by, at=at) for entry in standing]
