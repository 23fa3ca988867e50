"""Where several forms are possible, the one that was meant is told about."""

from collections.abc import Mapping
from typing import Any

import pytest

from perron.core.documents.checking import check_document
from perron.core.documents.reading import read_document

GRANT = {
    "required": ["kind", "amount"],
    "properties": {"kind": {"const": "grant"}, "amount": {"type": "integer"}},
    "additionalProperties": False,
}
COURSE = {
    "required": ["kind", "hours", "place"],
    "properties": {"kind": {"const": "course"}, "hours": {"type": "integer"}, "place": {}},
    "additionalProperties": False,
}


def told(text: str, schema: Mapping[str, Any]) -> list[str]:
    document = read_document(text.encode(), name="region.yaml")
    found = check_document(document, {"properties": {"x": schema}})
    return [f"{problem.line}: {problem.sentence} {problem.remedy}" for problem in found]


@pytest.mark.parametrize("choice", ["anyOf", "oneOf"])
def test_the_form_with_the_same_label_is_meant_even_with_more_errors(choice: str) -> None:
    assert told("x:\n  kind: course\n  hours: many\n", {choice: [GRANT, COURSE]}) == [
        "1: “place” is missing. Add a line “place: …”.",
        (
            "3: “hours” must be a whole number, but it is “many”. "
            "Write the digits alone: no point, no spaces, no unit, no quotes."
        ),
    ]


def test_the_form_of_the_same_kind_of_value_is_meant() -> None:
    (found,) = told("x: Été", {"anyOf": [{"type": "null"}, {"type": "string", "format": "code"}]})
    assert found.startswith("1: “x” must be a code, but it is “Été”.")


def test_the_form_with_the_fewest_errors_is_meant_otherwise() -> None:
    far = {"required": ["a", "b", "c"]}
    assert told("x: {q: 1}", {"anyOf": [far, {"required": ["d"], "minProperties": 1}]}) == [
        "1: “d” is missing. Add a line “d: …”."
    ]


def test_a_choice_inside_a_choice_is_followed() -> None:
    inner = {"anyOf": [{"type": "null"}, {"minLength": 3, "type": "string"}]}
    (found,) = told("x: ab", {"oneOf": [{"type": "integer"}, {"allOf": [inner]}]})
    assert found.startswith("1: “x” has 2 characters, but needs at least 3.")


def test_forms_that_differ_in_the_kind_of_value_are_told_as_one() -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": ["number", "null"]}, {"type": "number"}]}
    (found,) = told("x: []", schema)
    assert found.startswith("1: “x” must be a text or a number or empty, but it is a list")


def test_forms_that_differ_in_a_fixed_value_are_told_as_one() -> None:
    schema = {"oneOf": [{"const": "planned"}, {"enum": ["running", "done"]}]}
    assert told("x: runing", schema) == [
        (
            "1: “x” cannot be “runing”. Did you mean “running”? "
            "These are possible: planned, running, done."
        )
    ]


def test_forms_that_differ_in_a_key_are_told_as_one() -> None:
    schema = {"anyOf": [{"required": ["email"]}, {"required": ["phone"]}]}
    assert told("x: {}", schema) == ["1: One of these is missing: email, phone. Add one of them."]


def test_a_key_missing_deeper_inside_is_told_as_itself() -> None:
    inside = {"properties": {"a": {"required": ["b"]}}}
    assert told("x: {a: {}}", {"anyOf": [inside, {"required": ["c"]}]}) == [
        "1: “b” is missing. Add a line “b: …”."
    ]


def test_a_value_that_fits_two_forms_where_one_is_allowed() -> None:
    schema = {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert told("x: {a: 1, b: 1}", schema) == [
        (
            "1: “x” fits more than one of the forms that are possible here. "
            "Keep the lines of one form only."
        )
    ]
