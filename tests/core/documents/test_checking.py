"""Every rule of a schema, in words for somebody who never saw a schema."""

from collections.abc import Mapping
from typing import Any

import pytest

from perron.core.documents.checking import check_document
from perron.core.documents.problems import Problem
from perron.core.documents.reading import read_document


def problems(text: str, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    return check_document(read_document(text.encode(), name="region.yaml"), schema)


def told(text: str, schema: Mapping[str, Any]) -> list[str]:
    """Sentences and remedies about a document whose key ``x`` follows a schema."""
    found = problems(text, {"properties": {"x": schema}})
    return [f"{problem.line}: {problem.sentence} {problem.remedy}" for problem in found]


def test_a_document_that_follows_its_schema_has_no_problems() -> None:
    schema = {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}}
    assert problems("x: 5\n", schema) == ()


TYPES = [
    ("x: 12", "string", '“x” must be a text, but it is 12. Put it in double quotes: "12".'),
    ("x: 1.50", "string", '“x” must be a text, but it is 1.50. Put it in double quotes: "1.50".'),
    ("x: true", "string", '“x” must be a text, but it is true. Put it in double quotes: "true".'),
    ("x: [a]", "string", "“x” must be a text, but it is a list of 1 entry. Write a text after"),
    ("x:", "string", "“x” must be a text, but it is empty. Write a value after the colon, or"),
    (
        "x: 12 000 €",
        "number",
        "“x” must be a number, but it is “12 000 €”. Write the digits alone,",
    ),
    ("x: 1.5", "integer", "“x” must be a whole number, but it is 1.5. Write the digits alone: no"),
    ("x: 5.0", "integer", "“x” must be a whole number, but it is 5.0. "),
    ("x: true", "integer", "“x” must be a whole number, but it is true. "),
    ("x: yes", "boolean", "“x” must be true or false, but it is “yes”. Write true or false."),
    ("x: a", "array", "“x” must be a list, but it is “a”. Write each entry on a line of its own"),
    ("x: {}", "array", "“x” must be a list, but it is a group of lines “key: value”. "),
    ("x: ''", "object", "“x” must be a group of lines “key: value”, but it is an empty text. "),
    ("x: a", "null", "“x” must be empty, but it is “a”. Leave the value empty."),
]


@pytest.mark.parametrize(("text", "kind", "words"), TYPES)
def test_a_value_of_the_wrong_kind(text: str, kind: str, words: str) -> None:
    (found,) = told(text, {"type": kind})
    assert found.startswith(f"1: {words}")


def test_a_value_of_none_of_several_kinds() -> None:
    (found,) = told("x: []", {"type": ["string", "number", "null"]})
    assert found.startswith("1: “x” must be a text or a number or empty, but it is a list of 0")


@pytest.mark.parametrize("text", ["x: 5", "x: 5.25", "x: -1e2"])
def test_whole_and_decimal_numbers_are_numbers(text: str) -> None:
    assert told(text, {"type": "number"}) == []


ONE = {
    "missing key": (
        "x:\n  a: 1",
        {"required": ["a", "name"]},
        "1: “name” is missing. Add a line “name: …”.",
    ),
    "missing key that was misspelt": (
        "x:\n  nmae: 1",
        {"required": ["name"], "properties": {"name": {}}},
        "1: “name” is missing. Did you write “nmae” instead? Then rename it.",
    ),
    "missing key beside another": (
        "x:\n  amount: 1",
        {"dependentRequired": {"amount": ["currency"], "other": ["more"]}},
        "1: “amount” needs “currency” beside it. Add a line “currency: …”, or remove “amount”.",
    ),
    "unknown key that is nearly a known one": (
        "x:\n  a: 1\n  Nmae: 1",
        {"additionalProperties": False, "properties": {"name": {}, "a": {}}},
        "3: “Nmae” is not known here. Did you mean “name”?",
    ),
    "unknown key that is only a little like a known one": (
        "x:\n  dimensions: 1",
        {"additionalProperties": False, "properties": {"versions": {}}},
        "2: “dimensions” is not known here. Known here: versions.",
    ),
    "unknown key": (
        "x:\n  zzz: 1",
        {"additionalProperties": False, "properties": {"name": {}, "code": {}}},
        "2: “zzz” is not known here. Known here: name, code.",
    ),
    "key where none can be": (
        "x:\n  zzz: 1",
        {"additionalProperties": False, "patternProperties": {"^[0-9]+$": {}}},
        "2: “zzz” is not known here. Remove it.",
    ),
    "key whose name does not fit": (
        "x:\n  fr: a\n  french: b",
        {"propertyNames": {"pattern": "^[a-z]{2}$", "examples": ["fr", "de"]}},
        "3: “french” cannot be a key here. For example: fr, de.",
    ),
    "value under a key that matches a pattern": (
        "x:\n  a1: b",
        {"patternProperties": {"[0-9]$": {"type": "null"}}},
        "2: “a1” must be empty, but it is “b”. Leave the value empty.",
    ),
    "value under any other key": (
        "x:\n  a: b",
        {"additionalProperties": {"type": "null"}},
        "2: “a” must be empty, but it is “b”. Leave the value empty.",
    ),
    "one of several values": (
        "x: runing",
        {"enum": ["planned", "running", None]},
        (
            "1: “x” cannot be “runing”. Did you mean “running”? "
            "These are possible: planned, running, null."
        ),
    ),
    "none of several values": (
        "x: 7",
        {"enum": ["a", 1, True]},
        "1: “x” cannot be 7. Write one of: a, 1, true.",
    ),
    "a fixed value": (
        "x: b/2",
        {"const": "a/1"},
        "1: “x” must be “a/1”, but it is “b/2”. Write a/1.",
    ),
    "pattern": (
        "x: abc X",
        {"pattern": "^[a-z]+$"},
        (
            "1: “x” does not have the form that is expected: “abc X”. "
            "Compare it with an accepted one; the rule is ^[a-z]+$."
        ),
    ),
    "pattern with examples": (
        "x: abc X",
        {"pattern": "^[a-z]+$", "examples": ["abc"], "description": "A word."},
        "1: “x” does not have the form that is expected: “abc X”. For example: abc.",
    ),
    "pattern with a description": (
        "x: abc X",
        {"pattern": "^[a-z]+$", "description": "100 % lower case."},
        "1: “x” does not have the form that is expected: “abc X”. 100 % lower case.",
    ),
    "code": (
        "x: Été",
        {"format": "code"},
        (
            "1: “x” must be a code, but it is “Été”. "
            "Write lower-case letters without accents and digits, joined by hyphens: new-skills."
        ),
    ),
    "date": (
        "x: 2018-02-30",
        {"format": "date"},
        "1: “x” must be a date, but it is “2018-02-30”. Write a day of the calendar as 2018-12-06.",
    ),
    "partial date": (
        "x: 12/2018",
        {"format": "partial-date"},
        (
            "1: “x” must be a date, but it is “12/2018”. "
            "Write a day as 2018-12-06, a month as 2018-12 or a year as 2018."
        ),
    ),
    "address": (
        "x: example.org",
        {"format": "uri"},
        (
            "1: “x” must be an address of the web, but it is “example.org”. "
            "Write the whole address, beginning with https:// or http://."
        ),
    ),
    "minimum": (
        "x: -5",
        {"minimum": 0},
        "1: “x” is -5, but at least 0 is needed. Check the number, and where its point stands.",
    ),
    "maximum": (
        "x: 100.5",
        {"maximum": 100},
        (
            "1: “x” is 100.5, but at most 100 is allowed. "
            "Check the number, and where its point stands."
        ),
    ),
    "above": (
        "x: 0",
        {"exclusiveMinimum": 0},
        "1: “x” is 0, but it must be more than 0. Check the number, and where its point stands.",
    ),
    "below": (
        "x: 1",
        {"exclusiveMaximum": 1},
        "1: “x” is 1, but it must be less than 1. Check the number, and where its point stands.",
    ),
    "steps": (
        "x: 12.345",
        {"multipleOf": 0.01},
        (
            "1: “x” is 12.345, which is not a multiple of 0.01. "
            "Check the number, and where its point stands."
        ),
    ),
    "too few entries": (
        "x: [a]",
        {"minItems": 2},
        "1: “x” has 1 entry, but needs at least 2. Add what is missing.",
    ),
    "no entries": (
        "x: []",
        {"minItems": 1},
        "1: “x” is empty. Write a value after the colon, or remove the line.",
    ),
    "too many entries": (
        "x: [a, b, c]",
        {"maxItems": 2},
        "1: “x” has 3 entries, but may have at most 2. Shorten it.",
    ),
    "too few characters": (
        "x: ab",
        {"minLength": 3},
        "1: “x” has 2 characters, but needs at least 3. Add what is missing.",
    ),
    "no characters": (
        'x: ""',
        {"minLength": 1, "format": "date", "pattern": "."},
        "1: “x” is empty. Write a value after the colon, or remove the line.",
    ),
    "too many characters": (
        "x: abcd",
        {"maxLength": 3},
        "1: “x” has 4 characters, but may have at most 3. Shorten it.",
    ),
    "too few lines": (
        "x:\n  a: 1",
        {"minProperties": 2},
        "1: “x” has 1 line, but needs at least 2. Add what is missing.",
    ),
    "too many lines": (
        "x:\n  a: 1\n  b: 1",
        {"maxProperties": 1},
        "1: “x” has 2 lines, but may have at most 1. Shorten it.",
    ),
    "twins": (
        "x:\n  - fr\n  - de\n  - fr",
        {"uniqueItems": True},
        "4: “fr” stands twice in “x”: as entry 1 and as entry 3. Remove one of the two.",
    ),
    "forbidden value": (
        "x: a",
        {"not": {"const": "a"}},
        "1: “x” cannot stand here as it is. Remove it.",
    ),
    "forbidden key": (
        "x:\n  a: 1",
        {"properties": {"a": False}},
        "2: “a” cannot stand here as it is. Remove it.",
    ),
    "forbidden kind of key": (
        "x:\n  a: 1",
        {"patternProperties": {"^a": False}, "description": "Only numbers."},
        "2: “a” cannot stand here as it is. Only numbers.",
    ),
    "forbidden in any form": (
        "x: a",
        {"allOf": [False]},
        "1: “x” cannot stand here as it is. Remove it.",
    ),
    "a rule without words of its own": (
        "x: [1]",
        {"contains": {"const": 2}},
        "1: “x” does not follow the rule “contains”. Compare it with an accepted one.",
    ),
}


@pytest.mark.parametrize(("text", "schema", "words"), ONE.values(), ids=ONE)
def test_one_problem_is_told_with_its_line_and_remedy(
    text: str, schema: Mapping[str, Any], words: str
) -> None:
    assert told(text, schema) == [words]
