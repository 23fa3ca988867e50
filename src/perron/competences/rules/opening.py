"""The file that a question asks to open, as bytes: always the same ones."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

import xlsxwriter

from perron.competences.rules.asking import MEDIA_TYPES, OpenFile
from perron.competences.rules.bank.shape import spoken, variant_of

MADE = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = (2026, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
MARK = "\ufeff"  # spreadsheets take a CSV file for UTF-8 only with it
CRLF = {"ics", "vcf", "eml"}  # their formats ask for it
WIDEST, SPARE = 60, 2


def file_bytes(definition: Mapping[str, Any], code: str, language: str) -> tuple[OpenFile, bytes]:
    """The file of a variant in a language, and its bytes; raises ``KeyError`` where there is none.

    It is made to be downloaded: an ``html`` or ``svg`` file is never shown as a page of the site.
    """
    body = variant_of(definition, code).file()
    if body is None:
        raise KeyError(code)
    file = OpenFile(spoken(body["name"], language), body["type"], MEDIA_TYPES[body["type"]])
    if file.type == "xlsx":
        return file, _workbook(body, language)
    if file.type == "zip":
        return file, _archive(body, language)
    return file, written(spoken(body["content"], language), file.type, language)


def written(text: str, kind: str, language: str) -> bytes:
    """A text as a file of its type."""
    if kind in CRLF:
        text = text.rstrip("\n").replace("\n", "\r\n") + "\r\n"
    elif kind == "csv":
        text = MARK + text.rstrip("\n") + "\n"
    elif kind == "html" and "<html" not in text.lower():
        text = (
            f'<!doctype html>\n<html lang="{escape(language)}">\n<meta charset="utf-8">\n'
            f"{text.rstrip()}\n</html>\n"
        )
    return text.encode()


def _workbook(body: Mapping[str, Any], language: str) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": MADE})
    for one in body["sheets"]:
        sheet = book.add_worksheet(_sheet_name(spoken(one["name"], language)))
        widths: dict[int, int] = {}
        for line, row in enumerate(one["rows"]):
            for column, cell in enumerate(row):
                value = cell if isinstance(cell, int | float) else spoken(cell, language)
                sheet.write(line, column, value)
                widths[column] = max(widths.get(column, 0), len(str(value)))
        for column, width in widths.items():
            sheet.set_column(column, column, min(width + SPARE, WIDEST))
    book.close()
    return held.getvalue()


def _sheet_name(name: str) -> str:
    """What a spreadsheet takes as the name of a sheet: at most 31 signs, and not these."""
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in name)[:31] or "1"


def _archive(body: Mapping[str, Any], language: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in body["files"]:
            name = spoken(one["name"], language)
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            kind = name.rpartition(".")[2].lower()
            archive.writestr(entry, written(spoken(one["content"], language), kind, language))
    return held.getvalue()
