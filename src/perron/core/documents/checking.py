"""Checks a document against a JSON Schema and tells what is wrong, line by line, in plain words."""

from collections.abc import Mapping
from typing import Any

from jsonschema import ValidationError

from perron.core.documents.branches import meant_errors
from perron.core.documents.keywords import validator_for
from perron.core.documents.problems import Path, Problem, path_text
from perron.core.documents.reading import Document
from perron.core.documents.sentences import told

# These are about the line of a key, or about a group of lines, which its key stands for.
ABOUT_THE_KEY = frozenset(
    {
        None,
        "additionalProperties",
        "dependentRequired",
        "maxProperties",
        "minProperties",
        "patternProperties",
        "properties",
        "propertyNames",
        "required",
    }
)


# Once a value is of the wrong kind, or empty, nothing else about it is worth telling.
DECISIVE = frozenset({"type", "minLength"})


def check_document(document: Document, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Find everything in a document that its schema (JSON Schema 2020-12) does not allow, by line.

    The formats are ``amount``, ``code``, ``date``, ``partial-date`` and ``uri``. ``examples``
    and ``description`` of a schema are told to people as advice.
    """
    found = validator_for(schema).iter_errors(document.data)
    errors = [(tuple(error.absolute_path), error) for each in found for error in meant_errors(each)]
    decided = {path for path, error in errors if error.validator in DECISIVE}
    problems = [
        _problem(document, path, error)
        for path, error in errors
        if path not in decided or error.validator in DECISIVE | ABOUT_THE_KEY
    ]
    problems.sort(key=lambda each: (each.line, each.column, path_text(each.path)))
    return tuple(problems)


def _problem(document: Document, path: Path, error: ValidationError) -> Problem:
    place = document.place_of(path)
    at = (place.line, place.column)
    if error.validator in ABOUT_THE_KEY:
        at = (place.key_line, place.key_column)
    sentence, remedy = told(error)
    return Problem(document.name, *at, path, sentence, remedy)
