"""Reading families and the bank's settings from files or from a page: form first, then sense."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.addresses import address_notes
from perron.competences.rules.bank.answering import answer_findings
from perron.competences.rules.bank.differing import differing_findings
from perron.competences.rules.bank.findings import Finding, finding
from perron.competences.rules.bank.languages import language_findings
from perron.competences.rules.bank.sense import review_findings, sense_findings
from perron.competences.rules.bank.wording import wording_findings
from perron.competences.services.bank.frameworks import framework
from perron.core.documents.checking import check_document
from perron.core.documents.problems import DocumentRefused, Problem
from perron.core.documents.reading import Document, read_document
from perron.core.documents.writing import write_document
from perron.core.journal.lines import settled

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
FAMILY, BANK = "family", "bank"
FIRST = ("variant", "left")  # they say what the rest is about
HEADER = "A family of questions; docs/reference/bank.md describes the format."


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """A family that was read, and all that a check has to say about it.

    ``definition`` is plain JSON. ``problems`` keep it out of the bank; ``unread`` says that it was
    not looked at by two hands; ``notes`` may stay.
    """

    document: Document
    definition: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    unread: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@cache
def schema_of(name: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a document: ``family`` or ``bank``."""
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def read_family(source: bytes, *, name: str, code: str = "") -> FamilyFile:
    """Read a family and check it whole; ``code`` is what its file's name says it is called.

    Raises :class:`DocumentRefused` where it can't even be read; all else stands in the answer.
    """
    document = read_document(source, name=name)
    misshapen = check_document(document, schema_of(FAMILY))
    if misshapen:
        return FamilyFile(document, {}, misshapen)
    found = [*_named(document.data, code), *findings_of(document.data)]
    notes = address_notes(document.data, settings.REGION.languages)
    return FamilyFile(
        document,
        plain_json(document.data),
        told(document, found),
        told(document, review_findings(document.data)),
        told(document, notes),
    )


def findings_of(definition: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything that is to be put right in one family, whatever others there are."""
    languages = settings.REGION.languages
    yield from sense_findings(definition, [one.code for one in framework().competences])
    yield from answer_findings(definition)
    yield from language_findings(definition, languages)
    yield from wording_findings(definition, languages)
    yield from differing_findings(definition, languages)


def _named(definition: Mapping[str, Any], code: str) -> Iterator[Finding]:
    if code and definition["family"] != code:
        yield finding(
            ("family",),
            _("The family is called “%(family)s”, but its file “%(code)s”."),
            _("Give both the same name."),
            family=definition["family"],
            code=code,
        )


def told(document: Document, found: Iterable[Finding]) -> tuple[Problem, ...]:
    """Findings as problems with their lines, in the order of the file."""
    problems = []
    for one in found:
        place = document.place_of(one.path)
        problems.append(
            Problem(document.name, place.line, place.column, one.path, one.sentence, one.remedy)
        )
    return tuple(sorted(problems, key=lambda one: one.line))


def read_settings(source: bytes, *, name: str) -> dict[str, Any]:
    """Read ``bank.yaml``; raises :class:`DocumentRefused` with every problem."""
    document = read_document(source, name=name)
    problems = check_document(document, schema_of(BANK))
    if problems:
        raise DocumentRefused(problems)
    plain: dict[str, Any] = plain_json(document.data)
    return plain


def plain_json(value: Any) -> Any:
    """A document's values as every database hands them back: numbers as numbers."""
    return settled(_numbers(value))


def _numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def written_family(definition: Mapping[str, Any]) -> str:
    """The canonical file of a family: reading it and writing it again gives the same bytes.

    Keys stand as the schema lists them, whatever order the database hands them back in.
    """
    names = [*FIRST, *_names(schema_of(FAMILY))]
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    languages = {code: place for place, code in enumerate(settings.REGION.languages)}
    return write_document(_ordered(definition, places | languages), header=HEADER)


def _names(schema: Any) -> Iterator[str]:
    """The keys that a schema names, in the order in which it does."""
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _names(part)


def _ordered(value: Any, places: Mapping[str, int]) -> Any:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (places.get(key, len(places)), key))
        return {key: _ordered(value[key], places) for key in keys}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(one, places) for one in value]
    return Decimal(repr(value)) if isinstance(value, float) else value
