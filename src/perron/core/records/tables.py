"""Records as rows of a table: one column per key, one per language for texts."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from perron.core.records.codecs import Codec, Many, Raw, Translated
from perron.core.records.kinds import Kind, Record

# Where commas are decimal points, programs part columns by semicolons: a cell begins there too.
BEGINS = re.compile(r"\A(?=[=+\-@\t\r\n])|(?<=[;\t\r\n])(?=[=@]|[+\-]\S)")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def columns_of(kind: Kind) -> list[str]:
    """The column titles of a kind: keys of its records, texts once per language."""
    return [title for codec in kind.codecs for title in _titles(codec)]


def _titles(codec: Codec) -> list[str]:
    if isinstance(codec, Raw):
        return []
    if isinstance(codec, Translated):
        return [f"{codec.key}_{language}" for language in settings.REGION.languages]
    return [codec.key]


def row_of(kind: Kind, record: Record) -> list[str]:
    """The cells of a record, in the order of the columns."""
    cells: list[str] = []
    for codec in kind.codecs:
        value = record.get(codec.key)
        if isinstance(codec, Translated):
            cells += [(value or {}).get(language, "") for language in settings.REGION.languages]
        elif not isinstance(codec, Raw):
            cells.append(_cell(codec, value))
    return cells


def _cell(codec: Codec, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(codec, Many):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_csv(kind: Kind, records: Iterable[Record]) -> bytes:
    """The records as a CSV file."""
    columns = columns_of(kind)
    return rows_as_csv(
        columns, (dict(zip(columns, row_of(kind, record), strict=True)) for record in records)
    )


def rows_as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Plain rows as a CSV file that spreadsheets open as text, never as a formula."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(columns)
    for row in rows:
        cells = ["" if row.get(column) is None else str(row[column]) for column in columns]
        writer.writerow([inert(cell) for cell in cells])
    return b"\xef\xbb\xbf" + page.getvalue().encode()


def inert(cell: str) -> str:
    """The words of a cell, with an apostrophe wherever a program would see a formula begin."""
    return BEGINS.sub("'", cell)


def as_xlsx(kind: Kind, records: Iterable[Record]) -> bytes:
    """A workbook of one sheet; every cell is a string."""
    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(page, options) as book:
        sheet = book.add_worksheet(kind.section[:31])
        sheet.write_row(0, 0, columns_of(kind), book.add_format({"bold": True}))
        sheet.freeze_panes(1, 1)
        for place, record in enumerate(records, start=1):
            sheet.write_row(place, 0, row_of(kind, record))
    return page.getvalue()


def as_json(kind: Kind, records: Sequence[Record]) -> bytes:
    """The records themselves, whole."""
    return json.dumps(
        {kind.section: records}, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder
    ).encode()
