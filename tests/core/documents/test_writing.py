"""The one form in which documents are written."""

from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest
import yaml

from perron.core.documents.problems import Path
from perron.core.documents.reading import read_document
from perron.core.documents.writing import CannotBeWritten, write_document

CANONICAL = """\
# A strategy.
#
# Second paragraph.

name:
  de: "Zeit: Los"
  fr: Compétences numériques
adopted: 2018-12-06
since: 2018-12
year: "2018"
budget: 3999635.81
share: 0.10
count: -12
open: true
closed: null
languages: [fr, de, "a, b", "1", 1, null]
note: |
  First line.

    indented: line
themes:
  - code: skills
    text: |-
      a
      b
    measures:
      - - [a, b]
        - []
      - |-
        c
        d
      - {}
  - plain
empty: {}
none: []
nothing: ""
"""


def written(value: object) -> str:
    return write_document({"k": value}).removeprefix("k:").strip()


def test_a_canonical_document_is_written_exactly_as_it_was_read() -> None:
    data = read_document(CANONICAL.encode(), name="x").data
    header = "A strategy.\n\nSecond paragraph.  \n"
    assert write_document(data, header=header) == CANONICAL


def test_keys_stay_in_the_order_in_which_they_are_given() -> None:
    assert write_document({"b": 1, "a": 2}) == "b: 1\na: 2\n"


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert write_document({}) == "{}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("abc", "a b", "é", "l'été", 'say "hi"', "a:b", "a#b", "-x", "1 000 €", "a, b", "a [b]"),
        *("2018-12-06", "2018-12", "12 rue", "a\\b", "nano", "0x", "50%", "=>", "1.2.3"),
        "https://example.org/?b=1#c",
    ],
)
def test_text_that_nobody_can_mistake_is_written_bare(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "true", "False", "yes", "No", "ON", "y", "N", "null", "~", "Null", "<<", "=", "12"),
        *("-1", "+1", "0123", "1_000", "1e3", ".5", "5.", "0x1F", "0o17", "0b1", "22:00", "1:2:3"),
        *(".nan", ".inf", "-.INF", "NaN", "Infinity", "2018", "2018-02-30", "0000-01-01"),
        *("- a", "-", "--- a", "... a", "? a", "?a", ": a", "a: b", "a:", "a #b", "#a", " a", "a "),
        *("&a", "*a", "!a", "|", ">", "'a'", "@a", "`a`", "%a", "[a", "]", "{a", "}", ",a"),
        "2018-12-06T10:00:00Z",
    ],
)
def test_text_that_somebody_could_mistake_is_quoted(text: str) -> None:
    assert written(text) == f'"{text}"'
    assert yaml.safe_load(write_document({"k": text})) == {"k": text}


def test_quoted_text_escapes_what_would_end_or_hide_it() -> None:
    assert written('#"\\\t\u2028\u2029\ufeff') == r'"#\"\\\t\u2028\u2029\uFEFF"'


@pytest.mark.parametrize("text", ["a?", "a[b", "a]b", "{a}", "a, b"])
def test_text_in_brackets_is_quoted_more_often(text: str) -> None:
    assert written(text) == text or text.startswith("{")
    assert written([text]) == f'["{text}"]'


@pytest.mark.parametrize(
    "text",
    [" a\nb", "\na", "a \nb", "a\n\n", "a\t\nb", "\n", "a\n\u2028b", "a\n b ", "\ta\n"],
)
def test_text_whose_spaces_would_be_lost_or_hidden_stays_on_one_quoted_line(text: str) -> None:
    document = write_document({"k": text})
    assert document.count("\n") == 1
    assert read_document(document.encode(), name="x").data == {"k": text}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("3999635.81"), "3999635.81"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1.10"), "1.10"),
        (Decimal("-0"), "0"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_numbers_are_exact_and_have_no_exponent(number: object, text: str) -> None:
    assert written(number) == text


def test_members_of_enumerations_are_written_as_their_values() -> None:
    state = StrEnum("state", {"OPEN": "open"})
    level = IntEnum("level", {"HIGH": 3})
    assert written([state.OPEN, level.HIGH]) == "[open, 3]"


def test_a_list_is_written_in_brackets_while_it_fits_in_a_hundred_columns() -> None:
    fits = ["x" * 44, "y" * 49]
    line = f"k: [{fits[0]}, {fits[1]}]"
    assert len(line) == 100
    assert write_document({"k": fits}) == f"{line}\n"
    wider = ["x" * 45, "y" * 49]
    assert write_document({"k": wider}) == f"k:\n  - {wider[0]}\n  - {wider[1]}\n"


def test_tuples_are_lists() -> None:
    assert written(("a", ("b",))) == "- a\n  - [b]"


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        ({"a": [1.5]}, ("a", 0), "type float cannot be written"),
        ({"a": [object()]}, ("a", 0), "type object cannot be written"),
        ({"a": {"b": b"x"}}, ("a", "b"), "type bytes cannot be written"),
        ({"a": Decimal("NaN")}, ("a",), "“NaN” is not a number"),
        ({"a": Decimal("-Infinity")}, ("a",), "is not a number"),
        ({"a": Decimal("1E+1000")}, ("a",), "More than 1000 digits"),
        ({"a": -(10**1000)}, ("a",), "More than 1000 digits"),
        ({"a": "x\x00y"}, ("a",), "U+0000"),
        ({"a": "x\ny\x07"}, ("a",), "U+0007"),
        ({"a": ["b\r"]}, ("a", 0), "U+000D"),
        ({"a\x1b": 1}, (), "U+001B"),
        ({"a": {2018: 1}}, ("a",), "The key 2018 is not a text"),
        ({"k" * 151: 1}, (), "longer than 150 characters"),
    ],
)
def test_what_would_not_read_back_is_not_written(
    data: dict[str, object], path: Path, words: str
) -> None:
    with pytest.raises(CannotBeWritten) as refusal:
        write_document(data)
    assert refusal.value.path == path
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("a") is bool(path)


@pytest.mark.parametrize(("character", "code"), [("\x00", "0000"), ("\ufeff", "FEFF")])
def test_a_header_with_control_characters_is_not_written(character: str, code: str) -> None:
    with pytest.raises(CannotBeWritten, match=rf"U\+{code}"):
        write_document({}, header=f"a{character}")


@pytest.mark.parametrize("innermost", [{}, [], ["x"], {"a": 1}])
def test_forty_levels_are_written_and_more_are_not(innermost: object) -> None:
    nested = innermost
    for _level in range(38):
        nested = [nested]
    data = read_document(write_document({"k": nested}).encode(), name="x").data
    assert data == {"k": nested}
    with pytest.raises(CannotBeWritten, match="Nested deeper than 40 levels"):
        write_document({"k": [nested]})


def test_numbers_as_long_as_allowed_read_back() -> None:
    data = {"a": -(10**1000 - 1), "b": Decimal("1E+999"), "c": Decimal("-1E-999")}
    assert read_document(write_document(data).encode(), name="x").data == data
