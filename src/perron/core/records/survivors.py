"""Codes that became others: an old file is read as if it named what they were merged into."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.dates import in_words
from perron.core.records.codecs import Codec, Many, Path, clean_record, pointers_of
from perron.core.records.kinds import Kind, Record, Records, kinds

Filed = dict[str, dict[str, Record]]


@dataclass(frozen=True, slots=True)
class Merged:
    """A code of a file that became another one; ``filed`` when the file holds its record too."""

    kind: Kind
    code: str
    into: str
    at: datetime
    filed: bool

    def __str__(self) -> str:
        facts = {
            "kind": self.kind.label,
            "code": self.code,
            "into": self.into,
            "date": in_words(timezone.localdate(self.at).isoformat()),
        }
        if self.filed:
            return _("%(kind)s “%(code)s”: merged into “%(into)s” on %(date)s; left out.") % facts
        return (
            _("%(kind)s “%(code)s”: merged into “%(into)s” on %(date)s; read as that one.") % facts
        )


def with_survivors(records: Records) -> tuple[Filed, tuple[Merged, ...]]:
    """Records that name the survivor wherever they named what is gone, and what was met.

    Records of what is gone are left out. Parts keep their places; :func:`joined` makes those one
    that now say the same.
    """
    met = tuple(_met(records))
    now = {(it.kind.name, it.code): it.into for it in met}
    after = {
        name: {
            key: renamed(kinds[name].codecs, record, now)
            for key, record in entries.items()
            if (name, key) not in now
        }
        for name, entries in records.items()
    }
    return after, met


def joined(records: Filed, before: Records) -> Filed:
    """The same records, with parts made one that say the same since something was renamed."""
    return {
        name: {
            key: _joined(kinds[name], record, before[name][key]) for key, record in entries.items()
        }
        for name, entries in records.items()
    }


def parts_once(parts: Iterable[Record]) -> list[Record]:
    """Parts without those that only repeat another one; the first keeps the sources of both."""
    kept: list[Record] = []
    for part in parts:
        twin = next((one for one in kept if _said(one) == _said(part)), None)
        if twin is None:
            kept.append(dict(part))
        elif sources := {*twin.get("sources", ()), *part.get("sources", ())}:
            twin["sources"] = sorted(sources)
    return kept


def _said(part: Mapping[str, Any]) -> Record:
    return {key: value for key, value in part.items() if key != "sources"}


def _met(records: Records) -> Iterator[Merged]:
    """Every code, filed or only named, of which its kind says that it became another one."""
    named: dict[str, set[str]] = {name: set(entries) for name, entries in records.items()}
    for name, entries in records.items():
        for record in entries.values():
            for pointer in pointers_of(kinds[name].codecs, record):
                named.setdefault(pointer.kind, set()).add(pointer.code)
    for kind in kinds:
        if kind.merged and (codes := named.get(kind.name)):
            for code, into, at in sorted(kind.merged(codes)):
                yield Merged(kind, code, into, at, filed=code in records.get(kind.name, {}))


def renamed(
    codecs: tuple[Codec, ...], record: Record, now: Mapping[tuple[str, str], str]
) -> Record:
    """A record that names the codes that others became; ``now`` has them by kind and old code."""
    paths: dict[Path, str] = {
        pointer.path: now[pointer.kind, pointer.code]
        for pointer in pointers_of(codecs, record)
        if (pointer.kind, pointer.code) in now
    }
    if not paths:
        return record
    copy: Any = deepcopy(record)
    lists: list[list[str]] = []
    for (*above, last), code in paths.items():
        place = copy
        for step in above:
            place = place[step]
        place[last] = code
        if isinstance(last, int):
            lists.append(place)
    for codes in lists:
        codes[:] = dict.fromkeys(codes)
    return clean_record(codecs, copy)


def _joined(kind: Kind, record: Record, before: Record) -> Record:
    result = dict(record)
    for codec in kind.codecs:
        value = record.get(codec.key)
        if isinstance(codec, Many) and value != before.get(codec.key):
            result[codec.key] = parts_once(value or ())
    return result
