"""One entry of the ledger with its line in the journal: all that writes money passes here."""

from dataclasses import dataclass
from datetime import datetime

from perron.core.journal.lines import COMMAND_LINE, Actor, Entry, record
from perron.funding.errors import NoAmount, ReferenceTaken
from perron.funding.models import Envelope, LedgerEntry, as_record

CHAIN = "funding"


@dataclass(frozen=True, slots=True)
class Deed:
    """Why money is entered.

    ``reference`` names the deed, so that the same one is never entered twice (at most 150
    characters); ``kind`` and ``code`` say for whom, ``note`` the rest in at most 500 characters.
    """

    reference: str
    kind: str = ""
    code: str = ""
    note: str = ""


def held(code: str) -> Envelope:
    """The envelope, its row locked until the transaction ends: writers come one after another."""
    return Envelope.objects.select_for_update(of=("self",)).select_related("source").get(code=code)


def known(new: LedgerEntry) -> LedgerEntry | None:
    """The entry that the same deed made before, if any; raises ``ReferenceTaken`` for another's."""
    entry = LedgerEntry.objects.filter(reference=new.reference).first()
    if entry and _sense(entry) != _sense(new):
        raise ReferenceTaken(reference=new.reference)
    return entry


def _sense(entry: LedgerEntry) -> tuple[str, int, int]:
    return str(entry.kind), entry.envelope_id, entry.cents


def refuse_no_amount(cents: int) -> None:
    """Raise ``NoAmount`` for what is no amount of money."""
    if isinstance(cents, bool) or cents <= 0:
        raise NoAmount


def enter(entry: LedgerEntry, *, by: Actor | None, at: datetime) -> LedgerEntry:
    """Keep an entry and the envelope's totals, which were changed beside it."""
    entry.at, entry.by = at, by.actor_name if by else COMMAND_LINE
    entry.save(force_insert=True)
    entry.envelope.save(update_fields=["granted", "committed"])
    line = Entry(f"ledger.{entry.kind}", "envelope", entry.envelope.code, as_record(entry))
    record(CHAIN, line, by=by, at=at)
    return entry
