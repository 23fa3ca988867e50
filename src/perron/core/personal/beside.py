"""What the journal holds about a person: decisions under a key, and values beside the lines."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from perron.core.journal.reads import VERB
from perron.core.models import Draft, JournalLine, JournalPrivate
from perron.core.personal.register import Rows, Subject

CHUNK = 1000


def lines_by(subject: Subject) -> Q:
    """The lines of what this person decided, for themselves or for another."""
    party = subject.party
    return (
        Q(actor=party) | Q(actor__startswith=f"{party} for ") | Q(actor__endswith=f" for {party}")
    )


def private_keys(subject: Subject) -> list[int]:
    """The values beside lines that are about this person or name them."""
    rows = JournalPrivate.objects.values_list(
        "pk", "values", "line__about_kind", "line__about_code"
    )
    return [
        pk
        for pk, values, kind, code in rows.iterator(chunk_size=CHUNK)
        if (subject.key and (kind, code) == ("person", subject.key)) or subject.is_named_in(values)
    ]


def export_lines(subject: Subject) -> Rows:
    """Decisions by the person, and decisions about them with what stands beside."""
    found = JournalLine.objects.filter(private__in=private_keys(subject))
    if subject.key:
        about = Q(about_kind="person", about_code=subject.key) & ~Q(verb=VERB)
        found = JournalLine.objects.filter(Q(pk__in=found.values("pk")) | about | lines_by(subject))
    return [
        {
            "at": line.at,
            "chain": line.chain,
            "line": line.seq,
            "by_me": bool(subject.key) and subject.key in line.actor,
            "verb": line.verb,
            "about": f"{line.about_kind} {line.about_code}".strip(),
            "change": line.change,
            "beside": _beside(line),
        }
        for line in found.select_related("private").order_by("at", "pk")
        if line.verb != VERB
    ]


def _beside(line: JournalLine) -> object:
    private = getattr(line, "private", None)
    return {} if private is None else private.values


def erase_values(subject: Subject, at: datetime) -> int:
    """Erase the values beside lines; the lines and their chain stay as they are."""
    del at
    return erase_private(private_keys(subject))


def erase_private(keys: Iterable[int]) -> int:
    """Erase these values beside lines."""
    wanted, gone = list(keys), 0
    for start in range(0, len(wanted), CHUNK):
        batch = JournalPrivate.objects.filter(pk__in=wanted[start : start + CHUNK])
        gone += batch.delete()[0]
    return gone


def export_drafts(subject: Subject) -> Rows:
    """What the person began and did not publish."""
    mine = Draft.objects.filter(author__key=subject.key) if subject.key else Draft.objects.none()
    return [
        {"kind": draft.kind, "code": draft.code, "saved_at": draft.saved_at, "record": draft.record}
        for draft in mine
    ]


def erase_drafts(subject: Subject, at: datetime) -> int:
    """Throw the person's drafts away."""
    del at
    if not subject.key:
        return 0
    return Draft.objects.filter(author__key=subject.key).delete()[0]


def export_reads(subject: Subject) -> Rows:
    """Who of the agency looked at this person's data: when, what, under which key."""
    lines = JournalLine.objects.filter(verb=VERB, about_kind="person", about_code=subject.key)
    return [
        {"at": line.at, "what": line.change.get("what", ""), "reader": line.actor}
        for line in lines.order_by("-at", "-seq")
        if subject.key
    ]
