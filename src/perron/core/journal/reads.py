"""Reads of personal data: who looked at whose, when; shown to the person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from perron.core.journal.lines import COMMAND_LINE, Actor, Entry, record_many
from perron.core.models import JournalLine

CHAIN = "reads"
VERB = "person.read"
SAME_LOOK = timedelta(hours=1)


def record_reads(keys: Iterable[str], what: str, *, by: Actor | None, at: datetime) -> int:
    """Write down that somebody read personal data of these people; answer how many lines it took.

    ``keys`` are the people's meaningless names, ``what`` says which data in one English word. The
    same look within an hour is one line: paging to and fro says nothing new. ``by=None`` is the
    operator at the command line.
    """
    actor = by.actor_name if by else COMMAND_LINE
    wanted = {key for key in keys if not actor.endswith(f"person:{key}")}
    lines = JournalLine.objects.filter(
        chain=CHAIN, verb=VERB, about_kind="person", about_code__in=wanted, actor=actor
    )
    recent = lines.filter(at__gt=at - SAME_LOOK, change__what=what)
    wanted -= set(recent.values_list("about_code", flat=True))
    entries = [Entry(VERB, "person", key, {"what": what}) for key in sorted(wanted)]
    if entries:
        record_many(CHAIN, entries, by=by, at=at)
    return len(entries)
