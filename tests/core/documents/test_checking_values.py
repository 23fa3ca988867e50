"""Exactness, places and speed of the check."""

import time
from collections.abc import Mapping
from typing import Any

import pytest
from referencing.exceptions import Unresolvable

from perron.core.documents.checking import check_document
from perron.core.documents.problems import Problem
from perron.core.documents.reading import read_document


def problems(text: str, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    return check_document(read_document(text.encode(), name="region.yaml"), schema)


def about_x(text: str, schema: Mapping[str, Any]) -> list[str]:
    return [str(problem) for problem in problems(text, {"properties": {"x": schema}})]


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("x: 0.1", {"minimum": 0.1, "maximum": 0.1, "multipleOf": 0.1}),
        ("x: 0.1", {"const": 0.1}),
        ("x: 3999635.81", {"multipleOf": 0.01}),
        ("x: 5", {"enum": [5.0], "multipleOf": 2.5}),
        (f"x: {'9' * 900}", {"multipleOf": 1}),
        ("x: a", {"multipleOf": 2, "minimum": 3}),
        ("x: true", {"multipleOf": 2}),
    ],
)
def test_numbers_are_compared_as_they_are_written(text: str, schema: Mapping[str, Any]) -> None:
    assert about_x(text, schema) == []


@pytest.mark.parametrize(
    ("text", "twins"),
    [
        ("x: [1, true]", 0),
        ("x: [1, 1.0]", 1),
        ("x: ['1', 1, null, [1], {a: 1}]", 0),
        ("x: [{a: 1, b: [2]}, {b: [2], a: 1}]", 1),
        ("x: [a, a, a]", 2),
        ("x: a", 0),
    ],
)
def test_twins_are_equal_values_in_any_order_of_keys(text: str, twins: int) -> None:
    assert len(about_x(text, {"uniqueItems": True})) == twins
    assert about_x(text, {"uniqueItems": False}) == []


def test_a_pattern_does_not_overlook_a_last_line_break_or_take_foreign_digits() -> None:
    assert about_x("x: |\n  abc\n", {"pattern": "^[a-z]+$"})
    assert about_x("x: ٣", {"pattern": r"^\d$"})
    assert about_x("x: 3a", {"pattern": r"^\d\w$"}) == []
    assert about_x("x: 5", {"pattern": "^a$"}) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"required": ["a"], "additionalProperties": False, "propertyNames": False},
        {"dependentRequired": {"a": ["b"]}, "patternProperties": {"a": False}},
    ],
)
def test_rules_about_keys_say_nothing_about_other_values(schema: Mapping[str, Any]) -> None:
    assert about_x("x: a", schema) == []
    assert about_x("x: [a]", schema) == []


def test_a_key_that_another_needs_is_enough() -> None:
    assert about_x("x: {a: 1, b: 2}", {"dependentRequired": {"a": ["b"], "c": ["d"]}}) == []


def test_a_wrong_kind_is_told_once_and_not_again_as_a_wrong_value() -> None:
    (found,) = about_x("x: 5", {"enum": ["a"], "type": "string"})
    assert "must be a text" in found


def test_missing_keys_are_told_even_where_something_else_is_wrong() -> None:
    found = about_x("x: {}", {"type": "array", "required": ["a"]})
    assert len(found) == 2


def test_entries_and_the_file_itself_have_names() -> None:
    schema = {"properties": {"x": {"items": {"items": {"type": "string"}}}}, "maxProperties": 1}
    found = [str(problem) for problem in problems("x: [[a, 5]]\ny: 1\n", schema)]
    assert found[0].startswith("region.yaml:1: the file has 2 lines")
    assert found[1].startswith("region.yaml:1: x#1#2: entry 2 of entry 1 of “x” must be a text")


def test_problems_come_in_the_order_of_the_lines() -> None:
    schema = {"required": ["z"], "additionalProperties": {"type": "integer"}}
    found = problems("# first\nb: x\na: y\nc:\n  - 1\n", schema)
    assert [(problem.line, problem.column) for problem in found] == [(2, 1), (2, 4), (3, 4), (5, 3)]
    assert [problem.path for problem in found] == [(), ("b",), ("a",), ("c",)]


def test_a_problem_about_a_key_stands_at_the_key_and_one_about_a_value_at_the_value() -> None:
    schema = {"properties": {"a": {"required": ["b"]}, "c": {"const": 1}}, "propertyNames": True}
    found = problems("a:\n  x: 1\nc:\n  |\n  text\n", schema)
    assert [problem.line for problem in found] == [1, 4]


def test_values_are_shown_shortened_and_on_one_line() -> None:
    (found,) = about_x(f"x: |\n  {'word ' * 10}\n  {'more ' * 100}\n", {"const": "a"})
    assert f"“{'word ' * 10}more more…”" in found
    (listed,) = about_x("x: q", {"enum": [str(number) for number in range(30)]})
    assert "18, 19, …." in listed


def test_a_percent_sign_in_a_file_is_only_a_percent_sign() -> None:
    (found,) = about_x("x: 50 %(value)s %", {"const": "100 %"})
    assert "must be “100 %”, but it is “50 %(value)s %”. (Write 100 %.)" in found


def test_references_inside_the_schema_are_followed_and_others_are_never_fetched() -> None:
    schema = {"$defs": {"code": {"format": "code"}}, "properties": {"x": {"$ref": "#/$defs/code"}}}
    assert len(problems("x: Été\n", schema)) == 1
    with pytest.raises(Unresolvable):
        problems("x: a\n", {"$ref": "https://example.org/schema.json"})


def test_a_document_with_five_hundred_errors_is_checked_in_a_moment() -> None:
    entry = {
        "additionalProperties": False,
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "state": {"enum": [f"s{n}" for n in range(99)]}},
    }
    text = "x:\n" + "".join(f"  - nmae: {n}\n    state: q{n}\n" for n in range(500))
    begin = time.process_time()
    assert len(problems(text, {"properties": {"x": {"items": entry}}})) == 1_500
    assert time.process_time() - begin < 5
