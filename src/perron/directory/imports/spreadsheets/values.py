"""What a cell says, as the value of a record: names become codes, dates become partial dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from perron.core.identifiers import compact_number
from perron.core.models import Term
from perron.core.records.codecs import PARTIAL_DATE, Codec, Link, Plain, Word, Words
from perron.core.searching.folding import fold
from perron.directory.imports.spreadsheets.reading import LONGEST_CELL
from perron.directory.models import Municipality, Organisation

FORMULA = re.compile(r"=|[+\-@]\s*\w+\s*\(|[+\-]\s*\$?[A-Za-z]{1,3}\$?\d")
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
SEVERAL = re.compile(r"[;,|\n]")
SHOWN = 60
MOST_SHOWN = 300


class Unreadable(ValueError):
    """A cell that says nothing usable: why, and what to do."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        self.sentence = sentence
        self.remedy = remedy
        super().__init__(sentence)


@dataclass(slots=True)
class Names:
    """Codes by folded name or number; a name that several have leads to all of them."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def add(self, code: str, *names: str) -> None:
        for name in (code, *names):
            if name:
                self.codes.setdefault(fold(name), set()).add(code)

    def find(self, words: str) -> set[str]:
        return self.codes.get(fold(words), set())


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that cells name, read once for the whole file."""

    links: Mapping[str, Names]
    words: Mapping[str, Names]
    postal_codes: Mapping[str, set[str]]


def read_lists() -> Lists:
    """Municipalities, organisations and the region's words: three queries."""
    municipalities, organisations = Names(), Names()
    postal: dict[str, set[str]] = {}
    for code, name, codes in Municipality.objects.values_list("code", "name", "postal_codes"):
        municipalities.add(code, *name.values())
        for postal_code in codes:
            postal.setdefault(str(postal_code), set()).add(code)
    rows = Organisation.objects.values_list("code", "name", "enterprise_number")
    for code, name, number in rows:
        organisations.add(code, *name.values(), number)
    words: dict[str, Names] = {}
    for vocabulary, code, name in Term.objects.values_list("vocabulary", "code", "name"):
        listed = words.setdefault(vocabulary, Names())
        listed.add(code, *name.values())
        listed.shown.append(str(name))
    links = {"municipality": municipalities, "organisation": organisations}
    return Lists(links, words, postal)


def value_of(cell: str, codec: Codec, lists: Lists) -> object:
    """The value that a cell stands for; raises :class:`Unreadable`."""
    if len(cell) > LONGEST_CELL:
        sentence = _("The cell has %(count)s characters.") % {"count": len(cell)}
        raise Unreadable(sentence, _("Keep at most %(most)s.") % {"most": LONGEST_CELL})
    if FORMULA.match(cell):
        raise Unreadable(_("The cell begins like a formula."), _("Write its text instead."))
    if isinstance(codec, Words):
        parts = [part.strip() for part in SEVERAL.split(cell) if part.strip()]
        return list(dict.fromkeys(_word(part, codec.vocabulary, lists) for part in parts))
    if isinstance(codec, Word):
        return _word(cell, codec.vocabulary, lists)
    if isinstance(codec, Link):
        return _link(cell, codec.kind, lists)
    return _plain(cell, codec)


def municipality_of(postal_code: str, lists: Lists) -> str:
    """The only municipality that has this postal code, or nothing."""
    codes = lists.postal_codes.get(postal_code, set())
    return next(iter(codes)) if len(codes) == 1 else ""


def _plain(cell: str, codec: Codec) -> str:
    if codec.key == "enterprise_number":
        return compact_number(cell)
    if codec.key == "website" and "://" not in cell and "." in cell:
        return f"https://{cell}"
    found = DAY_FIRST.fullmatch(cell)
    if isinstance(codec, Plain) and codec.format == PARTIAL_DATE and found:
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return cell


def _word(cell: str, vocabulary: str, lists: Lists) -> str:
    names = lists.words.get(vocabulary, Names())
    codes = names.find(cell)
    if len(codes) != 1:
        known = ", ".join(sorted(names.shown, key=fold))[:MOST_SHOWN]
        remedy = _("Write one of: %(known)s.") % {"known": known or "–"}
        raise Unreadable(_("“%(cell)s” is not in the list.") % {"cell": cell[:SHOWN]}, remedy)
    return next(iter(codes))


def _link(cell: str, kind: str, lists: Lists) -> str:
    names = lists.links[kind]
    codes = names.find(cell) or names.find(compact_number(cell))
    if not codes:
        sentence = _("“%(cell)s” is not known.") % {"cell": cell[:SHOWN]}
        raise Unreadable(sentence, _("Write its code or its official name."))
    if len(codes) > 1:
        sentence = _("Several are called “%(cell)s”.") % {"cell": cell[:SHOWN]}
        remedy = _("Write the code: %(codes)s.") % {"codes": ", ".join(sorted(codes)[:10])}
        raise Unreadable(sentence, remedy)
    return next(iter(codes))
