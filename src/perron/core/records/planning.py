"""Planning: what a set of records would change, before anything is changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from perron.core.records.codecs import Pointer, clean_record, pointers_of
from perron.core.records.kinds import Finding, Kind, Record, kinds
from perron.core.records.survivors import Merged

CHUNK = 500
NEAR = 5000  # codes among which a misspelt one is looked for
FiledRecords = dict[str, dict[str, Record]]


@dataclass(frozen=True, slots=True)
class Change:
    """One record that would be added, changed or removed."""

    kind: Kind
    key: str
    before: Record | None
    after: Record | None

    @property
    def verb(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    def differences(self) -> dict[str, list[Any]]:
        """Per key, what it was and what it becomes."""
        before, after = self.before or {}, self.after or {}
        return {
            key: [before.get(key), after.get(key)]
            for key in {**before, **after}
            if before.get(key) != after.get(key)
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Every change, in the order in which it is made; ``unnamed`` stays although not filed.

    ``merged`` are codes of the file that became others before it was loaded.
    """

    changes: tuple[Change, ...]
    same: int = 0
    unnamed: tuple[tuple[str, str], ...] = ()
    merged: tuple[Merged, ...] = ()


@dataclass(slots=True)
class Misfits:
    """Findings by record, for the file reader to give them lines."""

    found: list[tuple[str, str, Finding]] = field(default_factory=list)

    def add(self, kind: Kind, key: str, finding: Finding) -> None:
        self.found.append((kind.name, key, finding))


def clean(raw: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> FiledRecords:
    """The normal form of records by kind and key."""
    return {
        kind.name: {
            key: clean_record(kind.codecs, record) for key, record in raw.get(kind.name, {}).items()
        }
        for kind in kinds
    }


def existing(kind: Kind, keys: Iterable[str]) -> dict[str, Record]:
    """The published records of these keys, in a bounded number of queries."""
    wanted = list(keys)
    found: dict[str, Record] = {}
    for start in range(0, len(wanted), CHUNK):
        for thing in kind.with_keys(wanted[start : start + CHUNK]):
            found[kind.key_of_thing(thing)] = kind.read(thing)
    return found


def misfits_of(records: FiledRecords, strategy: str = "", *, alone: bool = False) -> Misfits:
    """What is wrong between records: unknown codes, loops, dates, other strategies' things.

    ``alone`` asks no database: codes of kinds that are never filed are then taken on trust.
    """
    misfits = Misfits()
    known = records if alone else _known_codes(records)
    for kind in kinds:
        filed = records.get(kind.name, {})
        for key, record in filed.items():
            for finding in _record_findings(kind, record, records, known=known, alone=alone):
                misfits.add(kind, key, finding)
        if strategy and kind.of_strategy and not alone:
            for key in _elsewhere(kind, filed, kind.of_strategy(strategy)):
                sentence = _("The code “%(code)s” belongs to another strategy.") % {"code": key}
                misfits.add(kind, key, Finding((), sentence, _("Choose another code.")))
    return misfits


def _record_findings(
    kind: Kind,
    record: Record,
    records: FiledRecords,
    *,
    known: Mapping[str, Collection[str]],
    alone: bool,
) -> Iterator[Finding]:
    for pointer in pointers_of(kind.codecs, record):
        trusted = alone and not kinds[pointer.kind].filed
        if not trusted and pointer.code not in known.get(pointer.kind, ()):
            yield _unknown(pointer, records.get(pointer.kind, {}), alone=alone)
    for check in kind.checks:
        yield from check(record, records)


def _known_codes(records: FiledRecords) -> dict[str, set[str]]:
    """Codes that are filed or already published, for each kind that something points to."""
    asked: dict[str, set[str]] = {}
    for kind in kinds:
        for record in records.get(kind.name, {}).values():
            for pointer in pointers_of(kind.codecs, record):
                asked.setdefault(pointer.kind, set()).add(pointer.code)
    known: dict[str, set[str]] = {}
    for name, codes in asked.items():
        filed = set(records.get(name, {}))
        missing = codes - filed if name in kinds else set()
        known[name] = filed | set(_published_keys(kinds[name], missing)) if missing else filed
    return known


def _published_keys(kind: Kind, keys: Iterable[str]) -> Iterator[str]:
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        for thing in kind.with_keys(wanted[start : start + CHUNK]).prefetch_related(None):
            yield kind.key_of_thing(thing)


def _unknown(pointer: Pointer, filed: Mapping[str, Record], *, alone: bool) -> Finding:
    kind = kinds[pointer.kind]
    label = str(kind.label)
    codes = set(filed) if alone else set(filed) | kind.all_keys(NEAR)
    near = get_close_matches(pointer.code, codes, 1)
    sentence = _("No %(kind)s has the code “%(code)s”.") % {"kind": label, "code": pointer.code}
    remedy = _("Add it, or correct the code.")
    if near:
        remedy = _("Did you mean “%(near)s”?") % {"near": near[0]}
    return Finding(pointer.path, sentence, remedy)


def _elsewhere(kind: Kind, filed: Mapping[str, Record], rows: Iterable[Any]) -> set[str]:
    """Filed codes that already exist outside the strategy whose rows these are."""
    own = {kind.key_of_thing(thing) for thing in rows}
    return set(_published_keys(kind, set(filed) - own))


def plan(records: FiledRecords, *, strategy: str = "", prune: bool = False) -> Plan:
    """Compare records with what is published; with ``prune`` the strategy's others go."""
    changes: list[Change] = []
    removals: list[Change] = []
    unnamed: list[tuple[str, str]] = []
    same = 0
    for kind in kinds:
        filed = records.get(kind.name, {})
        published = existing(kind, filed)
        for key, after in filed.items():
            before = published.get(key)
            if before == after:
                same += 1
            else:
                changes.append(Change(kind, key, before, after))
        if strategy and kind.of_strategy:
            for thing in kind.of_strategy(strategy):
                if (key := kind.key_of_thing(thing)) not in filed:
                    unnamed.append((kind.name, key))
                    removals.append(Change(kind, key, kind.read(thing), None))
    if prune:
        return Plan((*changes, *reversed(removals)), same)
    return Plan(tuple(changes), same, tuple(unnamed))
