"""What words mean in a document, and where they stand."""

from decimal import Decimal

import pytest

from perron.core.documents.reading import read_document


def read(text: str) -> dict[str, object]:
    return dict(read_document(text.encode(), name="region.yaml").data)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("3999635.81", Decimal("3999635.81")),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
        ("1e3", Decimal(1000)),
        ("2E-2", Decimal("0.02")),
    ],
)
def test_only_json_numbers_and_the_words_true_false_and_null_are_not_text(
    word: str, value: object
) -> None:
    found = read(f"key: {word}\n")["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "word",
    [
        *("yes", "no", "on", "off", "True", "NULL", "y"),
        *("22:00", "1_000", "0123", "0x1F", "0o17", "+32", ".5", "5.", "1.5.2", "12 000"),
        *("2018-12-06", "2018-12", "2018-12-06T10:00:00Z", "<<", "="),
        *("a#b", "a:b", "https://example.org/?a=1#b", "l'été", "inf", "nano"),
    ],
)
def test_everything_else_stays_the_text_that_was_written(word: str) -> None:
    assert read(f"key: {word}\n")["key"] == word


def test_quoted_words_are_text_whatever_they_look_like() -> None:
    assert read('a: "12"\nb: \'true\'\nc: ""\nd: |\n  5\n') == {
        "a": "12",
        "b": "true",
        "c": "",
        "d": "5\n",
    }


def test_a_year_as_a_key_becomes_text_as_it_is_written() -> None:
    assert read("2018: a\n-1: b\n007: c\n") == {"2018": "a", "-1": "b", "007": "c"}


def test_text_over_several_lines_is_kept_or_folded_as_yaml_says() -> None:
    assert read("kept: |\n  a\n  b\nfolded: >-\n  a\n  b\nplain: a\n  b\n") == {
        "kept": "a\nb\n",
        "folded": "a b",
        "plain": "a b",
    }


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    source = b"\xef\xbb\xbfname: |\r\n  a\r\n  b\r\nyear: 5\r\n"
    assert read_document(source, name="x").data == {"name": "a\nb\n", "year": 5}


def test_a_version_line_and_explicit_beginning_and_end_are_accepted() -> None:
    assert read("%YAML 1.2\n---\na: 1\n...\n") == {"a": 1}


def test_every_value_knows_its_line_and_the_line_of_its_key() -> None:
    text = "# strategy\nthemes:\n  skills:\n    name: a\n  list:\n    - x\n    -\n      y: 1\n"
    document = read_document(text.encode(), name="x.yaml")
    assert document.line_of(("themes",)) == 3
    assert document.key_line_of(("themes",)) == 2
    assert document.line_of(("themes", "skills", "name")) == 4
    assert document.line_of(("themes", "list", 1, "y")) == 8
    assert document.line_of(("themes", "list", 1)) == 8
    assert document.key_line_of(("themes", "list", 0)) == 6
    assert document.line_of(()) == 2


def test_a_value_that_is_not_in_the_file_has_the_line_of_the_nearest_one_above() -> None:
    document = read_document(b"a: 1\nb:\n  c: 2\n", name="x.yaml")
    assert document.line_of(("b", "missing", "deeper")) == 3
    assert document.key_line_of(("b", "missing")) == 2
    assert document.line_of(("missing",)) == 1


def test_columns_count_from_one() -> None:
    place = read_document("a:\n  - été: 5\n".encode(), name="x").place_of(("a", 0, "été"))
    assert (place.line, place.column, place.key_line, place.key_column) == (2, 10, 2, 5)


def test_forty_levels_are_read() -> None:
    assert read("a: " + "[" * 39 + "]" * 39)


def test_a_large_file_is_read_in_a_moment() -> None:
    text = "".join(f"measure-{n}:\n  name: Nom {n}\n  amount: {n}.50\n" for n in range(2_000))
    document = read_document(text.encode(), name="x")
    assert document.line_of(("measure-1999", "amount")) == 6_000
