"""Facts of sites, bodies and municipalities from a table: each cell is checked, all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from perron.calls.errors.editions import FactsRefused
from perron.calls.imports.tables import Cells, Line, cell_name, read_cells
from perron.calls.rules.conditions import FactWord, fact_words
from perron.calls.services.editions.entering import NewFact
from perron.directory.models import Municipality, Organisation, Site
from perron.engines.scoring.rules import Kind

SUBJECTS: Mapping[str, Any] = {
    "site": Site,
    "organisation": Organisation,
    "municipality": Municipality,
}
AS_OF, SOURCE = "as_of", "source"
YES = frozenset({"yes", "true", "1", "oui", "ja", "x"})
NO = frozenset({"no", "false", "0", "non", "nein"})
SEPARATORS = (";", "|", ",")
OWN = frozenset({"kind", "municipality", "district", "organisation"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell to put right."""

    cell: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.sentence}"


@dataclass(slots=True)
class FactsFile:
    """A file that was read: the facts of its good cells, and what must be put right."""

    subject: str
    facts: list[NewFact] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    rows: int = 0


class Unfit(ValueError):
    """A cell that holds no value of its fact."""


def read_facts(source: bytes, *, name: str, day: date) -> FactsFile:
    """Read a table of facts; ``day`` is as of which they are where no column says so.

    The first heading is site, organisation or municipality (their codes); the others are names of
    facts, with ``as_of`` and ``source`` where wanted. Raises ``FactsRefused`` for a file without.
    """
    words = {name: word for name, word in fact_words().items() if name not in OWN}
    known = frozenset({*words, *SUBJECTS, AS_OF, SOURCE})
    cells = read_cells(source, name=name, known=known)
    subjects = [heading for heading in cells.headings if heading in SUBJECTS]
    if len(subjects) != 1:
        why = _("one column must be headed site, organisation or municipality, with codes.")
        raise FactsRefused(name=name, why=why)
    found = FactsFile(subjects[0], rows=len(cells.lines))
    found.faults += _heading_faults(cells, known)
    _read_lines(cells, found, words, day=day)
    return found


def _heading_faults(cells: Cells, known: frozenset[str]) -> Iterator[CellFault]:
    for column, heading in enumerate(cells.headings):
        if heading not in known:
            sentence = _("“%(heading)s” is no fact that the region declares.")
            yield CellFault(cell_name(1, column), sentence % {"heading": heading})
        elif heading in cells.headings[:column]:
            sentence = _("“%(heading)s” heads two columns.") % {"heading": heading}
            yield CellFault(cell_name(1, column), sentence)


def _read_lines(
    cells: Cells, found: FactsFile, words: Mapping[str, FactWord], *, day: date
) -> None:
    own = cells.headings.index(found.subject)
    rows = SUBJECTS[found.subject].objects.all()
    by_code = {one.code: one for one in rows}
    seen: set[str] = set()
    for line in cells.lines:
        code = str(_cell(line, own))
        if code not in by_code or code in seen:
            twice, nobody = _("“%(code)s” stands twice."), _("No %(kind)s has the code “%(code)s”.")
            sentence = (twice if code in seen else nobody) % {"code": code, "kind": found.subject}
            found.faults.append(CellFault(cell_name(line.number, own), sentence))
            continue
        seen.add(code)
        _read_line(cells, line, found, subject=by_code[code], words=words, day=day)


def _read_line(
    cells: Cells,
    line: Line,
    found: FactsFile,
    *,
    subject: Any,
    words: Mapping[str, FactWord],
    day: date,
) -> None:
    said = {heading: _cell(line, at) for at, heading in enumerate(cells.headings)}
    as_of, source = day, str(said.get(SOURCE, ""))
    for column, heading in enumerate(cells.headings):
        value = said[heading]
        try:
            if heading == AS_OF and value != "":
                as_of = _day(value)
        except Unfit as unfit:
            found.faults.append(CellFault(cell_name(line.number, column), str(unfit)))
    for column, heading in enumerate(cells.headings):
        if heading not in words or _cell(line, column) == "":
            continue
        try:
            value = _value(words[heading], _cell(line, column))
        except Unfit as unfit:
            found.faults.append(CellFault(cell_name(line.number, column), str(unfit)))
        else:
            found.facts.append(NewFact(subject, heading, value, as_of, source))


def _cell(line: Line, column: int) -> Any:
    return line.cells[column] if column < len(line.cells) else ""


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Unfit(_("“%(value)s” is no day. Write 2026-03-04.") % {"value": value}) from None


def _value(word: FactWord, cell: Any) -> Any:
    """A cell as a value of its fact."""
    if word.kind == Kind.NUMBER:
        return _number(cell)
    if word.kind == Kind.BOOLEAN:
        return _yes_or_no(cell)
    if word.kind == Kind.TEXTS:
        return [_choice(word, one) for one in _parts(str(cell))]
    return _choice(word, str(cell))


def _number(cell: Any) -> int | str:
    """A whole number, or a decimal as text: no binary fraction stands for it."""
    text = str(cell).replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        return int(text)
    except ValueError:
        pass
    whole, point, part = text.partition(".")
    if point and whole.lstrip("-").isdecimal() and part.isdecimal():
        return text
    raise Unfit(_("“%(value)s” is no number.") % {"value": cell})


def _yes_or_no(cell: Any) -> bool:
    word = str(cell).casefold()
    if word in YES | NO:
        return word in YES
    raise Unfit(_("“%(value)s” is neither yes nor no.") % {"value": cell})


def _parts(text: str) -> list[str]:
    """The entries of a list; a hyphen alone is an empty one."""
    if text == "-":
        return []
    separator = next((one for one in SEPARATORS if one in text), SEPARATORS[0])
    return [part.strip() for part in text.split(separator) if part.strip()]


def _choice(word: FactWord, text: str) -> str:
    if word.choices and text not in word.choices:
        choices = ", ".join(word.choices)
        sentence = _("“%(value)s” is none of: %(choices)s.")
        raise Unfit(sentence % {"value": text, "choices": choices})
    return text
