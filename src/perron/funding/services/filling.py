"""Envelopes are opened and filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from perron.core.journal.lines import Actor
from perron.core.text import Text
from perron.funding.enums import EntryKind
from perron.funding.models import Envelope, LedgerEntry, Source
from perron.funding.services.entering import Deed, enter, held, known, refuse_no_amount


@dataclass(frozen=True, slots=True)
class NewEnvelope:
    """An envelope that shall exist: its code and name, the source, what it is for."""

    code: str
    name: Mapping[str, str]
    source: str
    purpose: str
    demonstration: bool = False


@transaction.atomic
def open_envelope(new: NewEnvelope, cents: int, *, by: Actor | None, at: datetime) -> Envelope:
    """Open an envelope with its first money; opened before, it is answered as it is.

    Raises ``Source.DoesNotExist``, ``NoAmount``, and ``ReferenceTaken`` where it was opened with
    another amount: :func:`fill_envelope` adds to it.
    """
    source = Source.objects.get(code=new.source)
    Envelope.objects.get_or_create(
        code=new.code,
        defaults={
            "name": Text(new.name),
            "source": source,
            "purpose": new.purpose,
            "demonstration": new.demonstration,
        },
    )
    return fill_envelope(new.code, cents, Deed(f"envelope:{new.code}:opened"), by=by, at=at)


@transaction.atomic
def fill_envelope(code: str, cents: int, deed: Deed, *, by: Actor | None, at: datetime) -> Envelope:
    """Put money into an envelope; the same deed is entered once."""
    refuse_no_amount(cents)
    kept = held(code)
    entry = LedgerEntry(
        envelope=kept,
        kind=EntryKind.GRANTED,
        cents=cents,
        reference=deed.reference,
        about_kind=deed.kind,
        about_code=deed.code,
        note=deed.note[:500],
    )
    if known(entry):
        return kept
    kept.granted += cents
    return enter(entry, by=by, at=at).envelope
