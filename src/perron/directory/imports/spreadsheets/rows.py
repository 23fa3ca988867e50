"""Rows of a spreadsheet as records, with everything that is wrong in its cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from perron.core.records.codecs import Translated, clean_record
from perron.core.records.kinds import Finding, Kind, Record
from perron.core.records.planning import existing, misfits_of
from perron.core.records.shapes import shape_findings
from perron.core.searching.folding import fold
from perron.directory.imports.spreadsheets.columns import Column, Columns
from perron.directory.imports.spreadsheets.reading import Row, Table
from perron.directory.imports.spreadsheets.values import (
    Lists,
    Unreadable,
    municipality_of,
    value_of,
)

LONGEST_CODE = 60
SHOWN = 60


@dataclass(frozen=True, slots=True)
class CellFinding:
    """What is wrong in a cell: its row and heading, what stands there, why, and what to do."""

    row: int
    heading: str
    value: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        where = _("row %(row)s, “%(heading)s”") % {"row": self.row, "heading": self.heading}
        return f"{where}: {self.sentence} {self.remedy}".strip()


@dataclass(slots=True)
class Drafted:
    """A row as a record in the making; ``given`` holds only what its cells say."""

    row: int
    given: Record = field(default_factory=dict)
    record: Record = field(default_factory=dict)
    findings: list[CellFinding] = field(default_factory=list)

    @property
    def code(self) -> str:
        return str(self.given.get("code", ""))

    def find(self, heading: str, value: str, fault: Unreadable) -> None:
        """Note what is wrong in the cell under a heading."""
        said = (fault.sentence, fault.remedy)
        self.findings.append(CellFinding(self.row, heading, value[:SHOWN], *said))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the meaning of its columns and the lists that its cells name."""

    table: Table
    columns: Columns
    lists: Lists


def draft_rows(sheet: Sheet) -> list[Drafted]:
    """Every row with what its cells say and what is wrong with them."""
    return [_drafted(row, sheet) for row in sheet.table.rows]


def _drafted(row: Row, sheet: Sheet) -> Drafted:
    drafted = Drafted(row.number)
    headings = sheet.table.headings
    surplus = [cell for cell in row.cells[len(headings) :] if cell]
    if surplus:
        fault = Unreadable(
            _("The row has more cells than there are headings."),
            _("Put quotation marks around a text that holds the separator."),
        )
        drafted.find(headings[-1], surplus[0], fault)
    for column in sheet.columns.read:
        cell = row.cells[column.place] if column.place < len(row.cells) else ""
        if cell:
            _read(cell, column, drafted=drafted, lists=sheet.lists)
    _locate(drafted, sheet)
    return drafted


def _locate(drafted: Drafted, sheet: Sheet) -> None:
    """Fill in the municipality where the postal code leaves no choice."""
    heading = sheet.columns.heading_of("municipality")
    faulty = any(finding.heading == heading for finding in drafted.findings)
    found = municipality_of(str(drafted.given.get("postal_code", "")), sheet.lists)
    if found and not faulty:
        drafted.given.setdefault("municipality", found)


def _read(cell: str, column: Column, *, drafted: Drafted, lists: Lists) -> None:
    try:
        value = value_of(cell, column.codec, lists)
    except Unreadable as fault:
        drafted.find(column.heading, cell, fault)
        return
    if isinstance(column.codec, Translated):
        drafted.given.setdefault(column.codec.key, {})[column.language] = value
    else:
        drafted.given[column.codec.key] = value


def complete_records(drafts: list[Drafted], kind: Kind) -> None:
    """Give rows without a code one of their own, and lay known rows over what is published."""
    taken = set(kind.rows().prefetch_related(None).values_list("code", flat=True))
    taken |= {draft.code for draft in drafts}
    for draft in drafts:
        if not draft.code:
            draft.given["code"] = _free_code(draft.given.get("name", {}), taken)
    published = existing(kind, sorted({draft.code for draft in drafts}))
    for draft in drafts:
        draft.record = over(published.get(draft.code, {}), draft.given, kind)


def over(published: Mapping[str, Any], given: Mapping[str, Any], kind: Kind) -> Record:
    """The published record with what the cells say; empty cells change nothing."""
    merged = {**published, **given}
    for codec in kind.codecs:
        if isinstance(codec, Translated) and codec.key in given:
            merged[codec.key] = {**published.get(codec.key, {}), **given[codec.key]}
    return clean_record(kind.codecs, merged)


def _free_code(name: Mapping[str, str], taken: set[str]) -> str:
    """A code made from the name that nobody has; empty when the name has no Latin letters."""
    words = next(iter(name.values()), "")
    base = "-".join(re.findall(r"[a-z0-9]+", fold(words)))[:LONGEST_CODE].strip("-")
    code, number = base, 1
    while base and code in taken:
        number += 1
        code = f"{base}-{number}"
    taken.add(code)
    return code


def check_records(drafts: list[Drafted], columns: Columns, kind: Kind) -> None:
    """Add what is wrong with whole records: missing parts, wrong numbers, dates out of order."""
    for draft in drafts:
        if not draft.findings:
            for finding in shape_findings(kind, draft.record):
                _place(draft, finding, columns)
    sound = {draft.code: draft for draft in drafts if not draft.findings}
    records = {code: draft.record for code, draft in sound.items()}
    for _kind, code, finding in misfits_of({kind.name: records}).found:
        _place(sound[code], finding, columns)


def _place(draft: Drafted, finding: Finding, columns: Columns) -> None:
    """Say it at the cell that the finding is about."""
    key = str(finding.path[0])
    if key == "code" and not draft.code:
        fault = Unreadable(_("No code can be made from this name."), _("Add a column “code”."))
        draft.find(columns.heading_of("name"), "", fault)
        return
    value = draft.given.get(key, "")
    shown = " / ".join(value.values()) if isinstance(value, dict) else str(value)
    fault = Unreadable(str(finding.sentence), str(finding.remedy))
    draft.find(columns.heading_of(key), shown, fault)
