"""Slips of the pen: what the parser says, in words for somebody who does not know YAML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import MarkedYAMLError

from perron.core.documents.problems import DocumentRefused, Problem
from perron.core.documents.reading import read_document
from perron.core.documents.syntax import syntax_problem


def slip(text: str) -> Problem:
    with pytest.raises(DocumentRefused) as refusal:
        read_document(text.encode(), name="region.yaml")
    (problem,) = refusal.value.problems
    assert str(problem.sentence)
    assert str(problem.remedy)
    return problem


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\tb: 1\n", 2, "indented with a tab"),
        ("a: b\n\tc: d\n", 2, "indented with a tab"),
        ("a:\n  - x\n\t- y\n", 3, "indented with a tab"),
        ("a:\n  b: 1\n c: 2\n", 3, "its indentation differs"),
        ("  a: 1\nb: 2\n", 2, "its indentation differs"),
        ("a:\n  - b\n  c: 1\n", 3, "its indentation differs"),
        ("a: 'l'eau'\n", 1, "Something follows a value"),
        ('a: "x" y\n', 1, "Something follows a value"),
        ("a: [1, 2\nb: 3\n", 1, "A bracket is opened here and not closed"),
        ("x: 1\na: {x: 1\nb: 3\n", 2, "A bracket is opened here and not closed"),
        ("a: [1,\n  [2,\n", 2, "A bracket is opened here and not closed"),
        ("a: @x\n", 1, "cannot begin with “@”"),
        ("a: `x`\n", 1, "cannot begin with “`”"),
        ("a: 5\nb: %x\n", 2, "cannot begin with “%”"),
        ("a: ]\n", 1, "cannot begin with “]”"),
        ("a: , b\n", 1, "cannot begin with “,”"),
        ("a: *\n", 1, "cannot begin with “*”"),
        ("a: & b\n", 1, "cannot begin with “&”"),
        ('a: 1\nb: "never\nc: 2\n', 2, "A quotation mark is opened here"),
        ("a: 'never\n---\n", 1, "A quotation mark is opened here"),
        ('a: "C:\\qwerty"\n', 1, "A backslash in double quotes"),
        ('a: "\\ud800"\n', 1, "A backslash in double quotes"),
        ('a: "\\xzz"\n', 1, "A backslash in double quotes"),
        ("a: b: c\n", 1, "There is a colon where none can stand"),
        ("a: 1\n b: 2\n", 2, "There is a colon where none can stand"),
        ("a: 1\nfoo\nb: 2\n", 2, "not of the form “key: value”"),
        ("a: !x!foo 1\n", 1, "Tags and directives"),
        ("%YAML 2.0\n---\na: 1\n", 1, "Tags and directives"),
        ("%x\n---\na: 1\n", 1, "Tags and directives"),
        ("a: - b\n", 1, "A list cannot begin on the line of its key"),
        ("a: |x\n b\n", 1, "Only a line break may follow"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, line: int, words: str) -> None:
    problem = slip(text)
    assert words in str(problem.sentence)
    assert problem.line == line


def test_a_complaint_without_a_known_meaning_is_told_in_the_words_of_the_parser() -> None:
    error = MarkedYAMLError(problem="something new")
    assert str(syntax_problem(error, "a: 1\n", name="x.yaml", inside=(1, 1))) == (
        "x.yaml:1: The line cannot be read as YAML (something new). "
        "(Compare it with a line that is correct.)"
    )


WORDS = st.sampled_from(
    [
        *"-?:,[]{}#&*!|>'\"%@`~\\ \n\t",
        "a",
        "é",
        "1",
        "  ",
        ": ",
        "- ",
        "---",
        "...",
        "\n  ",
        "<<",
        "|-\n",
    ]
)


def refusal_or_nothing(source: bytes) -> DocumentRefused | None:
    try:
        read_document(source, name="x.yaml")
    except DocumentRefused as refusal:
        return refusal
    return None


@settings(deadline=None)
@given(st.lists(WORDS, max_size=30).map("".join))
def test_whatever_is_written_is_read_or_refused_with_a_sentence(text: str) -> None:
    refusal = refusal_or_nothing(f"key: {text}".encode())
    assert refusal is None or "Nothing was changed." in str(refusal)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_whatever_bytes_arrive_are_read_or_refused_with_a_sentence(source: bytes) -> None:
    refusal = refusal_or_nothing(source)
    assert refusal is None or "Nothing was changed." in str(refusal)
