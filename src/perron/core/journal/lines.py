"""Adding lines to a chain: the only way into the journal."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from perron.core.models import JournalHead, JournalLine, JournalPrivate

COMMAND_LINE = "command-line"
BATCH = 500


class Actor(Protocol):
    """Whoever decides: a person with a stable, meaningless name."""

    @property
    def actor_name(self) -> str: ...

    def vouch(self, at: datetime) -> None:
        """Refuse, by exception, when the right to decide was lost meanwhile."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, before it has a place in its chain."""

    verb: str
    kind: str = ""
    code: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)


Witness = Callable[[Actor, Sequence[JournalLine], datetime], None]
witnesses: list[Witness] = []  # filled by the apps above: told of each decision that a person took


def canonical(value: object) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    ).encode()


def settled(value: object) -> Any:
    """A value in the one form that every database hands back: plain JSON.

    A database that keeps numbers as numbers does not know 1e16 from 10000000000000000, nor -0.0
    from 0.0, so whole numbers are kept without a point. Raises ValueError for what is no number.
    """
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False, cls=DjangoJSONEncoder)
    return json.loads(plain, parse_float=_number)


def _number(digits: str) -> int | float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def digest_of(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def line_digest(line: JournalLine) -> str:
    """The digest that a line must have, from its own fields and the digest before it."""
    return digest_of(
        {
            "chain": line.chain,
            "seq": line.seq,
            "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": line.actor,
            "verb": line.verb,
            "kind": line.about_kind,
            "code": line.about_code,
            "change": line.change,
            "private": line.private_digest,
            "previous": line.previous,
        }
    )


def private_digest(salt: str, values: Mapping[str, Any]) -> str:
    """The salted digest that stands in the line for personal values beside it."""
    return digest_of({"salt": salt, "values": values})


def record(chain: str, entry: Entry, *, by: Actor | None, at: datetime) -> JournalLine:
    """Add one line; ``by=None`` is the operator at the command line."""
    return record_many(chain, [entry], by=by, at=at)[0]


@transaction.atomic
def record_many(
    chain: str, entries: Iterable[Entry], *, by: Actor | None, at: datetime
) -> Sequence[JournalLine]:
    """Add lines in the given order; the chain's head is locked until the transaction ends.

    Whoever decides must still be the one they were when they began: each line asks again.
    """
    if by:
        by.vouch(at)
    JournalHead.objects.get_or_create(chain=chain)
    head = JournalHead.objects.select_for_update().get(chain=chain)
    actor = by.actor_name if by else COMMAND_LINE
    lines: list[JournalLine] = []
    beside: list[JournalPrivate] = []
    for entry in entries:
        line = _next_line(head, entry, actor=actor, at=at)
        if entry.private:
            salt, values = secrets.token_hex(16), settled(entry.private)
            line.private_digest = private_digest(salt, values)
            beside.append(JournalPrivate(line=line, salt=salt, values=values))
        line.digest = line_digest(line)
        head.seq, head.digest = line.seq, line.digest
        lines.append(line)
    JournalLine.objects.bulk_create(lines, batch_size=BATCH)
    JournalPrivate.objects.bulk_create(beside, batch_size=BATCH)
    head.save(update_fields=["seq", "digest"])
    if by:
        for witness in witnesses:
            witness(by, lines, at)
    return lines


def _next_line(head: JournalHead, entry: Entry, *, actor: str, at: datetime) -> JournalLine:
    return JournalLine(
        chain=head.chain,
        seq=head.seq + 1,
        at=at,
        actor=actor,
        verb=entry.verb,
        about_kind=entry.kind,
        about_code=entry.code,
        change=settled(entry.change),
        previous=head.digest,
    )
