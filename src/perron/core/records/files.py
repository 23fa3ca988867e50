"""Strategy files: one YAML document that holds a strategy and everything it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from perron.core.documents.checking import check_document
from perron.core.documents.problems import DocumentRefused, Problem
from perron.core.documents.reading import Document, read_document
from perron.core.documents.writing import write_document
from perron.core.journal.lines import Actor, Entry, digest_of, record
from perron.core.publications import take_turn
from perron.core.records.codecs import Path, pointers_of
from perron.core.records.errors import NotAStrategy
from perron.core.records.kinds import Finding, Kind, Record, kinds
from perron.core.records.planning import FiledRecords, Plan, clean, existing, misfits_of, plan
from perron.core.records.publishing import publish
from perron.core.records.survivors import Merged, joined, with_survivors
from perron.core.records.uniqueness import doubled

FORMAT = "perron-strategy/1"
HEADER = "A strategy file of Perron; docs/reference/strategy-files.md describes the format."
STRATEGY = "strategy"


@dataclass(frozen=True, slots=True)
class StrategyFile:
    """A file that was read: its strategy, its records, and the mergers that it meets."""

    strategy: str
    records: FiledRecords
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, or would do: its plan and the number of the publication (0: none)."""

    strategy: str
    plan: Plan
    publication: int = 0


def file_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of strategy files, made from the registered kinds."""
    sections = {kind.section: _section(kind) for kind in kinds.filed()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Strategy file",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", STRATEGY],
        "properties": {"format": {"const": FORMAT}, **sections},
    }


def _section(kind: Kind) -> dict[str, Any]:
    if kind.single:
        return {**kind.schema(), "description": kind.says}
    return {"type": "array", "items": kind.schema(), "description": kind.says}


def read_strategy_file(source: bytes, *, name: str, alone: bool = False) -> StrategyFile:
    """Read and check a file whole.

    What it says of things that were merged since is read as said of what they became. ``alone``
    checks it without looking at what is published.

    Raises :class:`DocumentRefused` with every problem found, each with its line.
    """
    document = read_document(source, name=name)
    problems = check_document(document, file_schema())
    if problems:
        raise DocumentRefused(tuple(problems))
    raw, places, doubles = _sort(document)
    filed = clean(raw)
    records, merged = (filed, ()) if alone else with_survivors(filed)
    strategy = str(document.data[STRATEGY]["code"])
    misfits = misfits_of(records, strategy, alone=alone)
    found = [*doubles]
    for kind_ in kinds:
        for key, finding in doubled(kind_, records.get(kind_.name, {}), alone=alone):
            misfits.add(kind_, key, finding)
    for kind, key, finding in misfits.found:
        found.append(_problem(document, places[kind, key], key=key, finding=finding))
    if found:
        raise DocumentRefused(tuple(sorted(found, key=lambda problem: problem.line)))
    return StrategyFile(strategy, joined(records, filed), merged)


def _sort(document: Document) -> tuple[FiledRecords, dict[tuple[str, str], Path], list[Problem]]:
    """Records by kind and key, where each stands in the file, and codes that stand twice."""
    raw: FiledRecords = {}
    places: dict[tuple[str, str], Path] = {}
    doubles: list[Problem] = []
    for kind in kinds.filed():
        entries = document.data.get(kind.section) or []
        for path, entry in _entries(kind, entries):
            key = kind.key_of(entry)
            if (kind.name, key) in places:
                line = document.line_of(places[kind.name, key])
                sentence = _("The code is used twice; it stands first on line %(line)s.")
                finding = Finding(
                    ("code",), sentence % {"line": line}, _("Give each its own code.")
                )
                doubles.append(_problem(document, path, key=key, finding=finding))
                continue
            places[kind.name, key] = path
            raw.setdefault(kind.name, {})[key] = entry
    return raw, places, doubles


def _entries(kind: Kind, section: Any) -> Iterator[tuple[Path, Record]]:
    """The records of a section with their paths; a single one is the section itself."""
    if kind.single:
        yield (kind.section,), section
        return
    for place, entry in enumerate(section):
        yield (kind.section, place), entry


def _problem(document: Document, base: Path, *, key: str, finding: Finding) -> Problem:
    path = (*base, *finding.path)
    where = (str(base[0]), key, *finding.path)
    return Problem(
        name=document.name,
        line=document.line_of(path),
        column=1,
        path=where,
        sentence=finding.sentence,
        remedy=finding.remedy,
    )


def load_strategy_file(
    source: bytes,
    *,
    name: str,
    by: Actor | None,
    at: datetime,
    dry_run: bool = False,
    prune: bool = False,
) -> Loaded:
    """Load a file: all of it or nothing. With ``dry_run`` only say what would change."""
    with transaction.atomic():
        if not dry_run:
            take_turn(at)
        file = read_strategy_file(source, name=name)
        strategy, records = file.strategy, file.records
        intended = replace(plan(records, strategy=strategy, prune=prune), merged=file.merged)
        if dry_run or not intended.changes:
            return Loaded(strategy, intended)
        counts = {"added": 0, "changed": 0, "removed": 0}
        for change in intended.changes:
            counts[change.verb] += 1
        entry = Entry("strategy.loaded", STRATEGY, strategy, {"file": digest_of(records), **counts})
        record("core", entry, by=by, at=at)
        return Loaded(strategy, intended, publish(intended.changes, by=by, at=at))


def strategy_records(strategy: str) -> FiledRecords:
    """Every record of a strategy, and the shared ones that they name, as published."""
    records: FiledRecords = {}
    for kind in kinds:
        if kind.of_strategy:
            paths = [path for codec in kind.codecs for path in codec.prefetch]
            rows = kind.of_strategy(strategy).prefetch_related(*paths)
            records[kind.name] = {kind.key_of_thing(thing): kind.read(thing) for thing in rows}
    if not records.get(STRATEGY):
        known = kinds[STRATEGY].rows().values_list("code", flat=True)
        raise NotAStrategy(code=strategy, known=", ".join(known) or "–")
    _add_named(records)
    return records


def _add_named(records: FiledRecords) -> None:
    """Add shared records until everything that is named is there."""
    fresh: Mapping[str, Mapping[str, Record]] = records
    while fresh:
        wanted: dict[str, set[str]] = {}
        for kind in kinds:
            for entry in fresh.get(kind.name, {}).values():
                for pointer in pointers_of(kind.codecs, entry):
                    if pointer.code not in records.get(pointer.kind, {}):
                        wanted.setdefault(pointer.kind, set()).add(pointer.code)
        fresh = {
            name: existing(kinds[name], sorted(codes))
            for name, codes in wanted.items()
            if kinds[name].filed
        }
        for name, entries in fresh.items():
            records.setdefault(name, {}).update(entries)
        fresh = {name: entries for name, entries in fresh.items() if entries}


def dump_strategy(strategy: str) -> str:
    """The canonical file of a strategy: loading it and dumping again gives the same bytes."""
    return written(strategy, strategy_records(strategy))


def written(strategy: str, records: FiledRecords) -> str:
    """The canonical file of these records."""
    data: dict[str, Any] = {"format": FORMAT}
    ordered = sorted(kinds.filed(), key=lambda kind: (not kind.single, kind.order, kind.name))
    for kind in ordered:
        entries = records.get(kind.name, {})
        if kind.single:
            data[kind.section] = entries[strategy]
        elif entries:
            data[kind.section] = [entries[key] for key in sorted(entries)]
    return write_document(data, header=HEADER)


def unnamed_records(records: FiledRecords) -> list[tuple[Kind, str]]:
    """Shared records of a file that nothing in it names: a dump would leave them out."""
    named = {
        (pointer.kind, pointer.code)
        for kind in kinds
        for entry in records.get(kind.name, {}).values()
        for pointer in pointers_of(kind.codecs, entry)
    }
    return [
        (kind, key)
        for kind in kinds
        if kind.of_strategy is None
        for key in records.get(kind.name, {})
        if (kind.name, key) not in named
    ]
