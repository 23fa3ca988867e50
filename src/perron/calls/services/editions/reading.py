"""Reading an edition from a file or from what an officer typed: form first, then sense, at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from perron.calls.services.editions.sense import Finding, findings_of, notes_of
from perron.core.documents.checking import check_document
from perron.core.documents.problems import DocumentRefused, Problem
from perron.core.documents.reading import Document, read_document
from perron.core.documents.writing import write_document
from perron.core.journal.lines import settled

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "edition.schema.json"
TYPED = "edition"
HEADER = "An edition of a call; docs/reference/editions.md describes the format."


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A document that was read: the definition, and what may be better but stops nothing."""

    definition: dict[str, Any]
    notes: tuple[Problem, ...] = ()


@cache
def edition_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an edition's document."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema


def read_edition_file(source: bytes, *, name: str) -> EditionFile:
    """Read and check a document whole; YAML or JSON, which is a part of YAML.

    Raises :class:`DocumentRefused` with every problem found, each with its line, and what to do.
    """
    document = read_document(source, name=name)
    problems = check_document(document, edition_schema())
    if problems:
        raise DocumentRefused(tuple(problems))
    found = [_problem(document, one) for one in findings_of(document.data)]
    if found:
        raise DocumentRefused(tuple(sorted(found, key=lambda problem: problem.line)))
    notes = tuple(_problem(document, one) for one in notes_of(document.data))
    return EditionFile(settled(document.data), notes)


def check_definition(definition: Mapping[str, Any]) -> EditionFile:
    """Check a definition that was put together here; its lines are those of its canonical file."""
    return read_edition_file(written_edition(definition).encode(), name=TYPED)


def written_edition(definition: Mapping[str, Any]) -> str:
    """The canonical file of a definition: reading it and writing again gives the same bytes.

    Keys stand as the schema lists them, whatever order the database hands them back in.
    """
    schema = edition_schema()
    names = [*schema["properties"], *settings.REGION.languages, *_named(schema)]
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    return write_document(_ordered(definition, places), header=HEADER)


def _named(schema: Any) -> Iterator[str]:
    """The keys that a schema names, in the order in which it does."""
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _named(part)


def _ordered(value: Any, places: Mapping[str, int]) -> Any:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (places.get(key, len(places) * 9), key))
        return {key: _ordered(value[key], places) for key in keys}
    return [_ordered(one, places) for one in value] if isinstance(value, list) else value


def _problem(document: Document, found: Finding) -> Problem:
    place = document.place_of(found.path)
    return Problem(
        name=document.name,
        line=place.line,
        column=place.column,
        path=found.path,
        sentence=found.sentence,
        remedy=found.remedy,
    )
