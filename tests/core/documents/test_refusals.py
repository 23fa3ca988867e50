"""What is not read, in which words, and on which line."""

import pytest
from django.utils import translation

from perron.core.documents.problems import DocumentRefused, Problem
from perron.core.documents.reading import read_document


def refusals(source: str | bytes, limit: int = 5_000_000) -> tuple[Problem, ...]:
    content = source.encode() if isinstance(source, str) else source
    with pytest.raises(DocumentRefused) as refusal:
        read_document(content, name="region.yaml", limit=limit)
    return refusal.value.problems


def refusal_of(source: str | bytes) -> Problem:
    (problem,) = refusals(source)
    return problem


def test_a_file_that_is_too_large_is_not_read_at_all() -> None:
    (problem,) = refusals(b"x" * 50_000_000)
    assert str(problem.sentence) == (
        "The file is 50 MB; region and strategy files are at most 5 MB. Nothing was read."
    )
    assert str(problem).startswith("region.yaml: The file is 50 MB")


def test_a_file_just_over_the_limit_is_not_said_to_be_as_large_as_the_limit() -> None:
    (problem,) = refusals(b"x" * 5_000_001)
    assert "The file is 5.1 MB" in str(problem)
    with translation.override("fr"):
        assert "5,1" in str(problem)


def test_a_latin_1_file_is_recognised_and_the_remedy_converts_it() -> None:
    problem = refusal_of("name: a\nlabel: Compétences\n".encode("latin-1"))
    assert (problem.line, problem.column) == (2, 12)
    assert "at byte 20" in str(problem.sentence)
    assert "looks like Latin-1" in str(problem.sentence)
    assert "“label: Compétences”" in str(problem.sentence)
    assert "iconv -f WINDOWS-1252 -t UTF-8" in str(problem.remedy)


def test_a_long_latin_1_line_is_quoted_around_the_odd_byte() -> None:
    problem = refusal_of(f"name: {'x' * 300} é {'y' * 300}\r\n".encode("latin-1"))
    assert f"“{'x' * 39} é {'y' * 38}”" in str(problem.sentence)


def test_a_broken_byte_in_a_utf_8_file_is_not_taken_for_latin_1() -> None:
    problem = refusal_of("a: é\n".encode() + b"b: \xe9\n")
    assert problem.line == 2
    assert "byte 10 (0xE9) belongs to no character" in str(problem.sentence)


@pytest.mark.parametrize("odd", [b"a: \xe9\x81\n", b"a: \xe9\x00\n"])
def test_bytes_that_no_encoding_knows_are_told_by_their_number(odd: bytes) -> None:
    assert "byte 4 (0xE9) belongs to no character" in str(refusal_of(odd).sentence)


def test_utf_16_is_recognised() -> None:
    assert "looks like UTF-16" in str(refusal_of("a: b\n".encode("utf-16")).sentence)


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "0000"), ("\x1b", "001B"), ("\x85", "0085"), ("\u2028", "2028"), ("\ufeff", "FEFF")],
)
def test_control_characters_are_told_with_their_place(character: str, code: str) -> None:
    problem = refusal_of(f"a: 1\nb: x{character}y\n")
    assert (problem.line, problem.column) == (2, 5)
    assert f"U+{code}" in str(problem.sentence)


def test_at_most_twenty_control_characters_are_told() -> None:
    assert len(refusals("a: " + "\x07" * 50)) == 20


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\r", "\\N"])
def test_a_control_character_cannot_come_in_as_an_escape(escape: str) -> None:
    problem = refusal_of(f'a:\n  b: "x{escape}"\n')
    assert (problem.line, problem.path) == (2, ("a", "b"))
    assert "control character" in str(problem.sentence)


def test_a_key_that_stands_twice_is_told_with_both_lines() -> None:
    problem = refusal_of("a:\n  name: x\n  code: y\n  name: z\n")
    assert (problem.line, problem.path) == (4, ("a", "name"))
    assert str(problem.sentence) == "“name” stands twice here: on line 2 and on line 4."


def test_a_year_and_the_same_year_in_quotes_are_the_same_key() -> None:
    assert "stands twice" in str(refusal_of('2018: a\n"2018": b\n'))


def test_an_anchor_and_its_references_are_all_told() -> None:
    problems = refusals("a: &base [1]\nb: *base\nc: {*base : 1}\nd: &m {x: 1}\n")
    assert [problem.line for problem in problems] == [1, 2, 3, 4]
    assert "“*base” is a reference" in str(problems[1].sentence)
    assert [problem.path for problem in problems] == [("a",), ("b",), ("c",), ("d",)]


def test_a_small_file_cannot_grow_without_bound() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]" for m, n in zip("abcdef", "bcdefg", strict=True)
    ]
    assert len(refusals("\n".join(lines))) == 61


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !!python/object:os.system x\n", "!!python/object:os.system"),
        ("a: !local [1]\n", "!local"),
        ("a: ! x\n", "!"),
        ("a: !!str {x: 1}\n", "!!str"),
        ("%TAG !e! tag:example.org,2000:\n---\na: 1\n", "%TAG"),
    ],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    assert str(refusal_of(text).sentence) == f"“{tag}” is a tag; tags are not read."


@pytest.mark.parametrize("second", ["---\nb: 2\n", "---\n", "...\n---\nb: 2\n"])
def test_a_second_document_is_refused_where_it_begins(second: str) -> None:
    problem = refusal_of(f"a: 1\n{second}")
    assert problem.line == 2 + second.count("...")
    assert "A second document begins here" in str(problem.sentence)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null\n", "~\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert str(refusal_of(text).sentence) == "The file is empty."


@pytest.mark.parametrize(("text", "line"), [("- a\n", 1), ("# x\nhello\n", 2), ("12\n", 1)])
def test_a_file_that_does_not_consist_of_keys_and_values_is_refused(text: str, line: int) -> None:
    problem = refusal_of(text)
    assert problem.line == line
    assert "does not consist of lines of the form “key: value”" in str(problem.sentence)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_more_than_forty_levels_are_refused(opening: str, closing: str) -> None:
    problem = refusal_of("a: " + opening * 40 + closing * 40)
    assert "nested deeper than 40 levels" in str(problem.sentence)
    assert len(problem.path) == 40


def test_a_million_opened_brackets_are_refused_at_once() -> None:
    assert "nested deeper" in str(refusal_of("a: " + "[" * 1_000_000))


@pytest.mark.parametrize("key", ["true", "null", "~", "1.5"])
def test_a_key_that_is_not_a_text_is_refused(key: str) -> None:
    problem = refusal_of(f"a:\n  {key}: 1\n")
    assert (problem.line, problem.path) == (2, ("a",))
    assert str(problem.sentence) == f"“{key}” is not a text and cannot be a key."


@pytest.mark.parametrize("text", ["? [a]\n: 1\n", "{a: 1}: 2\n", "a: 1\n? {b: 1}\n"])
def test_a_list_or_a_group_cannot_be_a_key(text: str) -> None:
    assert "cannot be a key" in str(refusal_of(text).sentence)


def test_a_key_longer_than_a_line_is_refused() -> None:
    assert "longer than 150 characters" in str(refusal_of(f"{'k' * 151}: 1\n"))


@pytest.mark.parametrize("word", [".nan", ".inf", "-.Inf", "+.INF", "NaN", "Infinity", "-Infinity"])
def test_what_cannot_be_counted_with_is_no_number(word: str) -> None:
    problem = refusal_of(f"a: {word}\n")
    assert problem.path == ("a",)
    assert "is not a number to count with" in str(problem.sentence)


@pytest.mark.parametrize(
    "word", ["1" * 1001, "1." + "1" * 1000, "1e1000", "1e-99999999999", "0e9999"]
)
def test_numbers_of_absurd_length_are_refused(word: str) -> None:
    assert "more than 1000 digits" in str(refusal_of(f"a: {word}\n"))


def test_every_problem_is_told_in_one_go() -> None:
    problems = refusals("a: 1\na: 2\nb: !x 3\nc: .nan\nd: [*q, .inf]\n")
    assert [problem.line for problem in problems] == [2, 3, 4, 5, 5]
    assert [problem.path for problem in problems][-2:] == [("d", 0), ("d", 1)]


def test_what_was_found_before_a_slip_of_the_pen_is_told_with_it() -> None:
    assert [problem.line for problem in refusals("a: 1\na: 2\nb: [\n")] == [2, 3]


def test_a_file_full_of_problems_is_given_up_after_a_thousand() -> None:
    assert len(refusals("a: .nan\n" * 3_000)) == 1_000
