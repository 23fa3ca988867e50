"""Everything that keeps a drafted record from being published, each with its place."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from perron.core.records.codecs import (
    Codec,
    Link,
    Links,
    Many,
    Number,
    Path,
    Plain,
    clean_record,
    is_empty,
)
from perron.core.records.kinds import Finding, Kind, Record, kinds
from perron.core.records.planning import clean, misfits_of
from perron.core.records.shapes import NEEDED, shape_findings
from perron.desk.records.choices import Choices

LARGEST_INTEGER = 2**31 - 1
MOST_DIGITS, MOST_DECIMALS = 16, 4
LIMITS = {"digits": MOST_DIGITS, "decimals": MOST_DECIMALS, "most": LARGEST_INTEGER}


def settled(codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> Record:
    """The normal form of a draft; what can't be read stays as it was typed."""
    result: Record = {}
    for codec in codecs:
        value = record.get(codec.key)
        if isinstance(codec, Many) and value:
            result[codec.key] = [settled(codec.codecs, part) for part in value]
        elif isinstance(codec, Number) and not is_empty(value):
            result[codec.key] = _exact(value)
        else:
            result |= clean_record((codec,), {codec.key: value})
    return result


def _exact(value: Any) -> Any:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return value
    return Number(key="number").clean(number) if number.is_finite() else value


def findings_of(kind: Kind, record: Record, choices: Choices) -> list[Finding]:
    """What is wrong with a settled record: links that lead nowhere, shapes, then contradictions.

    A place is named once. Contradictions are looked for only when every part can be read.
    """
    choices.prepare(kind.codecs, record)
    found = {finding.path: finding for finding in _lost(kind.codecs, record, choices)}
    # Of two faults at one place the later one says more: “not a date” rather than “too long”.
    shapes = reversed(shape_findings(kind, record))
    for finding in (*shapes, *_sizes(kind.codecs, record)):
        found.setdefault(finding.path, finding)
    if not found:
        key = kind.key_of(record)
        for _kind, _key, finding in misfits_of(clean({kind.name: {key: record}})).found:
            found.setdefault(finding.path, finding)
    return sorted(found.values(), key=lambda finding: _place(kind.codecs, finding.path))


def is_missing(finding: Finding) -> bool:
    """Whether something is only not there yet: no reason to scold somebody who has just begun."""
    return finding.sentence is NEEDED


def leaves(
    codecs: tuple[Codec, ...], record: Mapping[str, Any]
) -> Iterator[tuple[Path, Codec, Any]]:
    """Every value of a record with its path and codec, inside lists of parts too."""
    for codec in codecs:
        value: Any = record.get(codec.key)
        if is_empty(value):
            continue
        if isinstance(codec, Many):
            for place, part in enumerate(value):
                for path, leaf, inner in leaves(codec.codecs, part):
                    yield (codec.key, place, *path), leaf, inner
        else:
            yield (codec.key,), codec, value


def _lost(
    codecs: tuple[Codec, ...], record: Mapping[str, Any], choices: Choices
) -> Iterator[Finding]:
    """Links that lead nowhere, with the names that may have been meant."""
    for path, codec, value in leaves(codecs, record):
        if isinstance(codec, Links):
            for place, code in enumerate(value):
                if choices.name(codec.kind, code) is None:
                    yield Finding((*path, place), *_nowhere(codec.kind, code, choices))
        elif isinstance(codec, Link) and choices.name(codec.kind, value) is None:
            yield Finding(path, *_nowhere(codec.kind, value, choices))


def _nowhere(kind: str, typed: str, choices: Choices) -> tuple[str, str]:
    sentence = _("No %(kind)s is called “%(typed)s”.") % {"kind": kinds[kind].label, "typed": typed}
    near = choices.suggest(kind, typed)
    if near:
        return sentence, _("Did you mean %(near)s?") % {"near": " / ".join(near)}
    return sentence, _("Choose another, or add it first.")


def _sizes(codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> Iterator[Finding]:
    """Numbers that the database can't hold."""
    for path, codec, value in leaves(codecs, record):
        sentence = ""
        if isinstance(codec, Number) and isinstance(value, int | Decimal):
            whole, _point, decimals = f"{abs(Decimal(value)):f}".partition(".")
            if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
                sentence = _("At most %(digits)s digits and %(decimals)s decimals can be kept.")
        elif isinstance(codec, Plain) and not (
            isinstance(value, str) or 0 <= value <= LARGEST_INTEGER
        ):
            sentence = _("This number must lie between 0 and %(most)s.")
        if sentence:
            yield Finding(path, sentence % LIMITS)


def _place(codecs: tuple[Codec, ...], path: Path) -> tuple[int, ...]:
    """Where a path stands in the form, so that findings come in its order."""
    for number, codec in enumerate(codecs):
        if path and codec.key == path[0]:
            if isinstance(codec, Many) and len(path) > 1:
                return number, int(path[1]), *_place(codec.codecs, path[2:])
            return (number,)
    return (-1,)
