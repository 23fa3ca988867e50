"""A table out of a CSV file or of the first sheet of a workbook, with the address of each cell."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from perron.calls.errors.editions import FactsRefused
from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets.reading import LARGEST_FILE, MOST_ROWS, read_table

WORKBOOK = b"PK\x03\x04"
MOST_UNPACKED = 60 * 1024 * 1024
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Line:
    """A row under its number in the sheet; cells are text, numbers, truth values or empty."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Headings and rows."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def cell_name(row: int, column: int) -> str:
    """The address of a cell as spreadsheets write it: row 5, column 2 is C5 (columns from 0)."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"


def read_cells(source: bytes, *, name: str, known: frozenset[str]) -> Cells:
    """Read a CSV or XLSX file; raises ``FactsRefused`` with a sentence for what is neither."""
    if source.startswith(WORKBOOK):
        return _workbook(source, name)
    try:
        table = read_table(source, name=name, recognise=lambda heading: heading in known)
    except SpreadsheetRefused as refused:
        raise FactsRefused(name=name, why=refused.facts["why"]) from refused
    return Cells(table.headings, tuple(Line(row.number, row.cells) for row in table.rows))


def _workbook(source: bytes, name: str) -> Cells:
    _refuse_bombs(source, name)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(source)).get_sheet_by_index(0)
        merged = sheet.merged_cell_ranges or []
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as fault:
        raise FactsRefused(name=name, why=_("it can't be read as a workbook.")) from fault
    if merged:
        ranges = ", ".join(
            f"{cell_name(first[0] + 1, first[1])}:{cell_name(last[0] + 1, last[1])}"
            for first, last in merged[:20]
        )
        why = _("cells are merged (%(ranges)s). Take the merging apart: one value in each cell.")
        raise FactsRefused(name=name, why=why % {"ranges": ranges})
    if len(rows) > MOST_ROWS:
        why = _("it has more than %(most)s rows; split it.") % {"most": MOST_ROWS}
        raise FactsRefused(name=name, why=why)
    lines = [Line(at, tuple(map(_settled, row))) for at, row in enumerate(rows, 1) if any(row)]
    if not lines:
        raise FactsRefused(name=name, why=_("it is empty."))
    headings = tuple(str(cell).strip() for cell in lines[0].cells)
    return Cells(headings, tuple(lines[1:]))


def _refuse_bombs(source: bytes, name: str) -> None:
    """Look at the sizes before anything is unpacked."""
    too_large = _("it is larger than 5 MB; split it.")
    if len(source) > LARGEST_FILE:
        raise FactsRefused(name=name, why=too_large)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as fault:
        raise FactsRefused(name=name, why=_("it can't be read as a workbook.")) from fault
    if unpacked > MOST_UNPACKED:
        raise FactsRefused(name=name, why=too_large)


def _settled(cell: Any) -> Any:
    """A cell as plain value: text without space around it, whole numbers without a point."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float) else str(cell).strip()
