"""Reading a table out of the bytes of a CSV file, whatever program wrote it."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from perron.directory.errors import SpreadsheetRefused

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST_CELL = 4_000
DELIMITERS = (";", ",", "\t", "|")
DELIMITER_NAMES = {";": "“;”", ",": "“,”", "\t": "Tab", "|": "“|”"}
WORKBOOK = b"PK\x03\x04"
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
Recognise = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its number in the spreadsheet; the headings are row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows, and how the bytes were read."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str


def read_table(source: bytes, *, name: str, recognise: Recognise) -> Table:
    """Read a CSV file; ``recognise`` tells a known heading, so that the delimiter is found.

    Raises :class:`SpreadsheetRefused` with a sentence when the bytes are no such table.
    """
    if len(source) > LARGEST_FILE:
        raise SpreadsheetRefused(name=name, why=_("it is larger than 5 MB; split it."))
    if source.startswith(WORKBOOK):
        why = _("it is a workbook. Save the sheet as CSV (UTF-8) first.")
        raise SpreadsheetRefused(name=name, why=why)
    text, encoding = _decoded(source, name)
    if not text.strip():
        raise SpreadsheetRefused(name=name, why=_("it is empty."))
    delimiter = _delimiter(text, recognise)
    lines = _lines(text, delimiter, name)
    _number, headings = next(lines)
    rows = []
    for number, cells in lines:
        if any(cells):
            rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS:
            why = _("it has more than %(most)s rows; split it.") % {"most": MOST_ROWS}
            raise SpreadsheetRefused(name=name, why=why)
    if not rows:
        raise SpreadsheetRefused(name=name, why=_("it has headings and no rows."))
    return Table(name, headings, tuple(rows), encoding, DELIMITER_NAMES[delimiter])


def _decoded(source: bytes, name: str) -> tuple[str, str]:
    """The text, and the name of the encoding it was in."""
    wide = WIDE.get(source[:2])
    try:
        text = source.decode(wide or "utf-8-sig")
        encoding = "UTF-16" if wide else "UTF-8"
    except UnicodeDecodeError:
        if wide:
            raise SpreadsheetRefused(name=name, why=_("its letters can't be read.")) from None
        text, encoding = _western(source)
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        why = _("line %(row)s holds signs that are no text. Save it as CSV (UTF-8).")
        raise SpreadsheetRefused(name=name, why=why % {"row": row})
    return text, encoding


def _western(source: bytes) -> tuple[str, str]:
    """Text as older programs save it; Latin-1 reads every byte."""
    try:
        return source.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return source.decode("latin-1"), "Latin-1"


def _delimiter(text: str, recognise: Recognise) -> str:
    """The sign under which the first line has the most known headings, then the most columns."""
    first = next(line for line in text.splitlines() if line.strip())

    def fitness(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader([first], delimiter=delimiter))
        return sum(map(recognise, headings)), len(headings)

    return max(DELIMITERS, key=fitness)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every line with its number, from the headings on; cells without space around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, begun = 0, False
    try:
        for number, cells in enumerate(reader, 1):
            begun = begun or any(cells)
            if begun:
                yield number, tuple(cell.strip() for cell in cells)
    except csv.Error as fault:
        why = _(
            "after row %(row)s a quotation mark is opened and not closed, or a cell is far too "
            "long (%(fault)s)."
        )
        raise SpreadsheetRefused(name=name, why=why % {"row": number, "fault": fault}) from fault
