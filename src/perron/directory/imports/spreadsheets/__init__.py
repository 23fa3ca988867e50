"""Organisations, sites and places from a CSV file: read whole, checked cell by cell."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.core.records.kinds import Kind, Record
from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets.columns import match_columns, meaning_of
from perron.directory.imports.spreadsheets.doubles import (
    Double,
    Doubles,
    find_doubles,
    settle_doubles,
)
from perron.directory.imports.spreadsheets.reading import Table, read_table
from perron.directory.imports.spreadsheets.rows import (
    CellFinding,
    Sheet,
    check_records,
    complete_records,
    draft_rows,
)
from perron.directory.imports.spreadsheets.values import read_lists

__all__ = ["KINDS", "CellFinding", "Double", "Doubles", "Reading", "read_spreadsheet"]
KINDS = ("organisation", "site", "place")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: its good rows as records, and everything to be put right.

    ``left`` are headings that mean nothing here; ``doubles`` wait for a decision.
    """

    table: Table
    kind: Kind
    left: tuple[str, ...]
    records: dict[str, Record] = field(default_factory=dict)
    findings: list[CellFinding] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)

    def notes(self) -> list[str]:
        """How the file was read, in sentences."""
        facts = {"encoding": self.table.encoding, "delimiter": self.table.delimiter}
        said = [_("Read as %(encoding)s, columns separated by %(delimiter)s.") % facts]
        if self.left:
            sentence = _("Columns that were not read: %(left)s.")
            said.append(sentence % {"left": ", ".join(self.left)})
        return said

    def to_load(self, *, skip_bad: bool = False) -> dict[str, Record]:
        """The records to publish; all rows must be good unless bad ones may be left out."""
        open_questions = [*map(str, self.findings), *map(str, self.doubles)]
        if open_questions and not skip_bad:
            rest = len(open_questions) - SHOWN
            lines = open_questions[:SHOWN]
            if rest > 0:
                more = ngettext("… and %(rest)s more.", "… and %(rest)s more.", rest)
                lines.append(more % {"rest": rest})
            raise SpreadsheetRefused(name=self.table.name, why="\n" + "\n".join(lines) + "\n")
        return self.records


def read_spreadsheet(
    source: bytes, *, name: str, kind: Kind, decision: Doubles = Doubles.ASK
) -> Reading:
    """Read a CSV file of organisations, sites or places; nothing is written.

    Raises :class:`SpreadsheetRefused` when the bytes are no table with the columns that the kind
    needs.
    """

    def known(heading: str) -> bool:
        return meaning_of(heading, kind) is not None

    table = read_table(source, name=name, recognise=known)
    columns = match_columns(table.headings, kind, name=name)
    drafts = draft_rows(Sheet(table, columns, read_lists()))
    doubles = find_doubles(drafts, kind)
    staying = settle_doubles(drafts, doubles, decision=decision, columns=columns)
    complete_records(staying, kind)
    check_records(staying, columns, kind)
    return Reading(
        table,
        kind,
        columns.left,
        {draft.code: draft.record for draft in staying if not draft.findings},
        [finding for draft in staying for finding in draft.findings],
        doubles if decision is Doubles.ASK else [],
    )
