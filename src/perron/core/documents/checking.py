"""Checks a document against a JSON Schema and tells what is wrong, line by line, in plain words."""

from collections.abc import Mapping
from typing import Any

from jsonschema import ValidationError

from perron.core.documents.branches import meant_errors
from perron.core.documents.keywords import validator_for
from perron.core.documents.problems import Problem, path_text
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
        "propertyNames",
        "required",
    }
)


def check_document(document: Document, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything in a document that its schema (JSON Schema 2020-12) does not allow, by line.

    The formats are ``code``, ``date``, ``partial-date`` and ``uri``. ``examples`` and
    ``description`` of a schema are told to people as advice.
    """
    found = validator_for(schema).iter_errors(document.data)
    problems = [_problem(document, error) for each in found for error in meant_errors(each)]
    problems.sort(key=lambda each: (each.line, each.column, path_text(each.path)))
    return tuple(problems)


def _problem(document: Document, error: ValidationError) -> Problem:
    path = tuple(error.absolute_path)
    place = document.place_of(path)
    is_about_key = error.validator in ABOUT_THE_KEY
    line, column = (
        (place.key_line, place.key_column) if is_about_key else (place.line, place.column)
    )
    sentence, remedy = told(error)
    return Problem(document.name, line, column, path, sentence, remedy)
