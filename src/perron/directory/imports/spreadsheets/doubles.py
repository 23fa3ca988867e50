"""Rows that look like another row or like something in the directory, and what becomes of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from perron.core.records.kinds import Kind
from perron.directory.imports.spreadsheets.columns import Columns
from perron.directory.imports.spreadsheets.rows import Drafted
from perron.directory.imports.spreadsheets.values import Unreadable
from perron.directory.services.duplicates import folded_names

CODE, NUMBER, NAME = "code", "enterprise_number", "name"
Sign = tuple[str, str, str]


class Doubles(StrEnum):
    """What to do with rows that look like something known."""

    ASK = "ask"
    SKIP = "skip"
    UPDATE = "update"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Double:
    """A row, the code that it may be, the earlier row that it repeats (0: none), and why."""

    row: int
    name: str
    like: str
    like_row: int
    why: str

    def __str__(self) -> str:
        facts = {"row": self.row, "name": self.name, "like": self.like, "other": self.like_row}
        sentences = {
            (CODE, True): _("row %(row)s, “%(name)s”, has the code of row %(other)s"),
            (NUMBER, True): _("row %(row)s, “%(name)s”, has the number of row %(other)s"),
            (NAME, True): _("row %(row)s, “%(name)s”, has the name and place of row %(other)s"),
            (NUMBER, False): _("row %(row)s, “%(name)s”, has the number of “%(like)s”"),
            (NAME, False): _("row %(row)s, “%(name)s”, has the name and place of “%(like)s”"),
        }
        return sentences[self.why, bool(self.like_row)] % facts


@dataclass(frozen=True, slots=True)
class Borne:
    """Who bears which sign: earlier rows of the file, and what is published."""

    rows: dict[Sign, Drafted]
    published: dict[Sign, str]


def find_doubles(drafts: Iterable[Drafted], kind: Kind) -> list[Double]:
    """Every row that repeats an earlier row or something published, from one query."""
    borne = Borne({}, {sign: code for code, signs in _published(kind) for sign in signs})
    doubles: list[Double] = []
    for draft in drafts:
        twins = [_twin(draft, sign, borne) for sign in _signs(draft)]
        doubles.extend(list(filter(None, twins))[:1])
        for sign in _signs(draft):
            borne.rows.setdefault(sign, draft)
    return doubles


def _twin(draft: Drafted, sign: Sign, borne: Borne) -> Double | None:
    """The earlier row or the published thing that bears the same sign."""
    name = next(iter(draft.given.get("name", {}).values()), "")
    if earlier := borne.rows.get(sign):
        return Double(draft.row, name, earlier.code, earlier.row, sign[0])
    like = borne.published.get(sign, "")
    if like and (not draft.code or (sign[0] == NUMBER and draft.code != like)):
        return Double(draft.row, name, like, 0, sign[0])
    return None


def settle_doubles(
    drafts: list[Drafted], doubles: list[Double], *, decision: Doubles, columns: Columns
) -> list[Drafted]:
    """The rows that stay: doubles left out, made changes of what is published, or kept.

    Two rows can't keep one code or one number, and a row that names a code can't have the number
    of another: those become findings.
    """
    by_row = {double.row: double for double in doubles}
    staying: list[Drafted] = []
    for draft in drafts:
        double = by_row.get(draft.row)
        if double is None:
            staying.append(draft)
        elif decision is Doubles.UPDATE and not double.like_row and not draft.code:
            draft.given["code"] = double.like
            staying.append(draft)
        elif decision is Doubles.KEEP or (decision is Doubles.UPDATE and not double.like_row):
            if double.why != NAME:
                _refuse(draft, double, columns)
            staying.append(draft)
    return staying


def _refuse(draft: Drafted, double: Double, columns: Columns) -> None:
    sentence = _("It belongs to “%(other)s” already.")
    if double.like_row:
        sentence = _("It stands in row %(row)s already.")
    facts = {"other": double.like, "row": double.like_row}
    fault = Unreadable(sentence % facts, _("Correct one of the two."))
    draft.find(columns.heading_of(double.why), str(draft.given[double.why]), fault)


def _signs(draft: Drafted) -> Iterator[Sign]:
    """What tells that two rows are one: the code, the number, each name with its place."""
    if code := draft.given.get(CODE):
        yield CODE, str(code), ""
    if number := draft.given.get(NUMBER):
        yield NUMBER, str(number), ""
    place = str(draft.given.get("municipality", ""))
    for name in sorted(folded_names(draft.given.get("name", {}))):
        yield NAME, name, place


def _published(kind: Kind) -> Iterator[tuple[str, list[Sign]]]:
    numbered = [codec.name for codec in kind.codecs if codec.key == NUMBER]
    columns = ("code", "name", "municipality__code", *numbered)
    rows = kind.rows().prefetch_related(None).values_list(*columns)
    for code, name, place, *numbers in rows:
        named: list[Sign] = [(NAME, folded, place or "") for folded in folded_names(name)]
        yield code, [*named, *((NUMBER, number, "") for number in numbers if number)]
