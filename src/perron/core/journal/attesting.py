"""Checking the journal against what was sealed and published."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.core.errors import HeadUnreadable
from perron.core.journal.sealing import PRINTED, is_signed, seal_digest
from perron.core.journal.verifying import Fault
from perron.core.models import JournalLine, Seal

SEALS = "seals"
WHOLE = 0
NOT_SIGNED = _("the signature of this day's seal does not hold")
NOT_ITS_DIGEST = _("this day's seal was changed after it was written")
NOT_LINKED = _("this day's seal does not follow from the seal before it")
STRANGE_KEY = _("this day's seal is signed with another key than the one given")
NOT_THE_LINE = _("this line is not the one that was sealed: the chain was rewritten")
GONE = _("this line was sealed and is gone: the chain was cut")
NO_SEAL = _("a seal of this day was published and is not here")
ANOTHER_SEAL = _("another seal of this day was published: the journal was rewritten")


@dataclass(frozen=True, slots=True)
class Head:
    """Something published earlier that must be found again.

    Either a seal as printed (``day`` and the beginning of its ``digest``) or whole (with ``heads``
    and its signature), or the head of one chain (``heads`` alone).
    """

    day: date | None = None
    digest: str = ""
    heads: Mapping[str, tuple[int, str]] | None = None
    previous: str = ""
    key: str = ""
    signature: str = ""


def read_head(words: str) -> Head:
    """Read ``DAY:DIGEST``, ``CHAIN:NUMBER:DIGEST`` or the JSON of a seal; else HeadUnreadable."""
    text = words.strip()
    try:
        text.encode()  # signs that are none, from a terminal, are refused here
        if text.startswith("{"):
            return _whole(json.loads(text))
        first, *rest = text.split(":")
        digest = _digits(rest[-1].lower())
        if len(rest) == 1:
            return Head(day=date.fromisoformat(first), digest=digest)
        number, _digest = rest
        return Head(heads={first: (int(number), digest)})
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as nonsense:
        shown = text[:80].encode(errors="replace").decode()
        raise HeadUnreadable(head=shown) from nonsense


def _whole(seal: dict[str, Any]) -> Head:
    """A seal with all its parts: one without a signature would be believed for nothing."""
    heads = seal["heads"].items()
    return Head(
        day=date.fromisoformat(seal["day"]),
        digest=_digits(seal["digest"]),
        heads={chain: (int(seq), _digits(digest)) for chain, (seq, digest) in heads},
        previous=str(seal.get("previous", "")),
        key=_digits(seal["key"]),
        signature=_digits(seal["signature"]),
    )


def _digits(text: str) -> str:
    """Hexadecimal digits, enough of them to tell one digest from any other; else ValueError."""
    if len(text) < PRINTED or set(text) - set("0123456789abcdef"):
        raise ValueError(text)
    return text


def whole_seal(seal: Seal) -> dict[str, Any]:
    """A seal as it is published: everything that is needed to check it elsewhere."""
    return {
        "day": seal.day.isoformat(),
        "at": seal.at.isoformat(),
        "heads": seal.heads,
        "previous": seal.previous,
        "digest": seal.digest,
        "key": seal.key,
        "signature": seal.signature,
    }


def verify_seals(key: str = "") -> Iterator[Fault]:
    """Check every seal that is kept here: its digest, its signature, what it sealed."""
    previous = ""
    for seal in Seal.objects.order_by("day").iterator(chunk_size=200):
        yield from _own_faults(seal, previous, key)
        yield from _missing_lines(seal.heads)
        previous = seal.digest


def _own_faults(seal: Seal, previous: str, key: str) -> Iterator[Fault]:
    checks: Iterable[tuple[bool, str | Promise]] = (
        (seal.digest == seal_digest(seal.day, seal.heads, seal.previous), NOT_ITS_DIGEST),
        (seal.previous == previous, NOT_LINKED),
        (is_signed(seal.digest, seal.signature, seal.key), NOT_SIGNED),
        (not key or seal.key == key, STRANGE_KEY),
    )
    yield from (Fault(f"{SEALS} {seal.day}", WHOLE, why) for holds, why in checks if not holds)


def verify_against(head: Head, key: str = "") -> Iterator[Fault]:
    """Check the journal against something published earlier; nothing here is believed."""
    if head.signature:
        name = f"{SEALS} {head.day}"
        whole = seal_digest(head.day or date.min, _plain(head.heads or {}), head.previous)
        if whole != head.digest:
            yield Fault(name, WHOLE, NOT_ITS_DIGEST)
        if not is_signed(head.digest, head.signature, head.key):
            yield Fault(name, WHOLE, NOT_SIGNED)
        if key and head.key != key:
            yield Fault(name, WHOLE, STRANGE_KEY)
    elif head.day:
        yield from _seal_of_day(head.day, head.digest)
    yield from _missing_lines(_plain(head.heads or {}))


def _seal_of_day(day: date, digest: str) -> Iterator[Fault]:
    seal = Seal.objects.filter(day=day).first()
    if seal is None:
        yield Fault(f"{SEALS} {day}", WHOLE, NO_SEAL)
    elif not seal.digest.startswith(digest):
        yield Fault(f"{SEALS} {day}", WHOLE, ANOTHER_SEAL)


def _plain(heads: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    return {chain: [seq, digest] for chain, (seq, digest) in heads.items()}


def _missing_lines(heads: Mapping[str, Any]) -> Iterator[Fault]:
    """Every sealed line must be there, with its digest."""
    for chain, (seq, digest) in sorted(heads.items()):
        if seq == 0:
            continue
        rows = JournalLine.objects.filter(chain=chain, seq=seq)
        found = rows.values_list("digest", flat=True).first()
        if found is None:
            yield Fault(chain, seq, GONE)
        elif not found.startswith(digest):
            yield Fault(chain, seq, NOT_THE_LINE)
