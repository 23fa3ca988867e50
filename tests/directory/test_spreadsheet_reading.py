"""A CSV file is read whatever program wrote it; what is no table is refused with the reason."""

import pytest

from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets.reading import (
    LARGEST_FILE,
    MOST_ROWS,
    Row,
    Table,
    read_table,
)


def read(source: bytes) -> Table:
    return read_table(source, name="list.csv", recognise=lambda heading: heading == "Nom")


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        ("Nom;Rue\nÉcole;Été 1".encode(), "UTF-8"),
        ("Nom;Rue\nÉcole;Été 1".encode("utf-8-sig"), "UTF-8"),
        ("Nom;Rue\nÉcole;Été 1".encode("utf-16"), "UTF-16"),
        ("Nom;Rue\nÉcole;Été 1".encode("cp1252"), "Windows-1252"),
        ("Nom;Rue\nÉcole;Été 1\n\x81;".encode("latin-1"), "Latin-1"),
    ],
)
def test_the_encoding_is_recognised_and_said(source: bytes, encoding: str) -> None:
    table = read(source)

    assert table.encoding == encoding
    assert table.rows[0] == Row(2, ("École", "Été 1"))


@pytest.mark.parametrize(
    ("sign", "said"), [(";", "“;”"), (",", "“,”"), ("\t", "Tab"), ("|", "“|”")]
)
def test_the_separator_is_found_and_said(sign: str, said: str) -> None:
    table = read(f"Nom{sign}Rue\nPont{sign}Quai 1".encode())

    assert (table.headings, table.delimiter) == (("Nom", "Rue"), said)


def test_the_separator_is_the_one_that_makes_known_headings() -> None:
    assert read(b"Nom;Rue, numero, boite\nPont;Quai 1, 2, 3").headings == (
        "Nom",
        "Rue, numero, boite",
    )


def test_empty_lines_are_left_out_and_rows_keep_their_numbers() -> None:
    table = read(b'\n\nNom;Rue\n"Pont\nneuf";Quai 1\n;\n Gare ; Quai 2 \n')

    assert table.rows == (Row(4, ("Pont\nneuf", "Quai 1")), Row(6, ("Gare", "Quai 2")))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf \r\n \n", "it is empty"),
        (b"Nom;Rue\n", "headings and no rows"),
        (b"Nom;Rue\n;\n", "headings and no rows"),
        (b"PK\x03\x04whatever", "it is a workbook. Save the sheet as CSV"),
        (b"Nom;Rue\nPo\x00nt;x", "line 2 holds signs that are no text"),
        (b"\xff\xfeN\x00o", "its letters can't be read"),
        (b'Nom;Rue\nPont;x\n"Gare;y\n', "after row 2 a quotation mark is opened and not closed"),
        (b"Nom;Rue\n" + b"x" * 1_000_000 + b";y\n", "a cell is far too long"),
        (b"x" * (LARGEST_FILE + 1), "it is larger than 5 MB"),
        (b"Nom\n" + b"Pont\n" * (MOST_ROWS + 1), "more than 20000 rows"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(source: bytes, why: str) -> None:
    with pytest.raises(SpreadsheetRefused, match=why) as refused:
        read(source)
    assert "“list.csv” can't be loaded" in str(refused.value)
    assert "Nothing was changed" in str(refused.value)
