"""What parts of records can be chosen from: the region's words, and other records by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from perron.core.records.codecs import Codec, Link, Links, Many, Translated, is_empty, pointers_of
from perron.core.records.kinds import Kind, kinds
from perron.core.records.planning import CHUNK
from perron.core.searching.finding import similar
from perron.core.searching.folding import fold
from perron.core.text import Text
from perron.core.words import words

FEW = 40  # names that a list on the page shows whole
MOST = 400  # names that the page carries for typing; more are asked for
SUGGESTED = 3
MOST_ALIKE = 5
SHOWN = 60
IN_BRACKETS = re.compile(r"\(([a-z0-9][a-z0-9/-]*)\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Option:
    """A value with the name that people see."""

    value: str
    label: str


def words_of(vocabulary: str) -> list[Option]:
    """One of the region's own lists, in its order."""
    listed = [entry for (name, _code), entry in words().items() if name == vocabulary]
    listed.sort(key=lambda entry: (entry.place, fold(str(entry.name))))
    return [Option(entry.code, str(entry.name)) for entry in listed]


@lru_cache(maxsize=64)
def naming_columns(kind: Kind) -> tuple[str, ...]:
    """The columns that name a thing: its own name, or the names of what it links."""
    for key in ("name", "title", "text"):
        for codec in kind.codecs:
            if codec.key == key and isinstance(codec, Translated):
                return (codec.name,)
    linked = [codec for codec in kind.codecs if isinstance(codec, Link) and codec.required]
    return tuple(
        f"{one.name}__{name}" for one in linked for name in naming_columns(kinds[one.kind])
    )


def names_of(kind: Kind, keys: Iterable[str] | None = None) -> dict[str, str]:
    """The names of things by key: of these keys, or of all."""
    if keys is None:
        return _named(kind, kind.rows())
    wanted, found = sorted(keys), dict[str, str]()
    for start in range(0, len(wanted), CHUNK):
        found |= _named(kind, kind.with_keys(wanted[start : start + CHUNK]))
    return found


def _named(kind: Kind, rows: Any) -> dict[str, str]:
    columns = {codec.key: codec.name for codec in kind.codecs}
    identity = [columns[part] for part in kind.identity]
    listed = rows.prefetch_related(None).values_list(*identity, *naming_columns(kind))
    width = len(identity)
    return {
        "/".join(row[:width]): " – ".join(str(Text(name)) for name in row[width:]) for row in listed
    }


class Choices:
    """The names that one page needs, each kind read once."""

    def __init__(self) -> None:
        self._all: dict[str, dict[str, str] | None] = {}
        self._some: dict[tuple[str, str], str | None] = {}

    def everything(self, kind: str) -> dict[str, str] | None:
        """All names of a kind; nothing when there are more than a page carries."""
        if kind not in self._all:
            known = kinds[kind]
            few = known.rows().count() <= MOST
            self._all[kind] = names_of(known) if few else None
        return self._all[kind]

    def options(self, kind: str) -> list[Option]:
        """All names in alphabetical order; empty when there are too many."""
        named = self.everything(kind) or {}
        return [Option(key, named[key]) for key in sorted(named, key=lambda key: fold(named[key]))]

    def prepare(self, codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> None:
        """Read the names of everything that a record links, a query for each kind."""
        wanted: dict[str, set[str]] = {}
        for kind, code in linked(codecs, record):
            if self.everything(kind) is None:
                wanted.setdefault(kind, set()).add(code)
        for kind, codes in wanted.items():
            named = names_of(kinds[kind], codes)
            self._some |= {(kind, code): named.get(code) for code in codes}

    def name(self, kind: str, code: str) -> str | None:
        """The name of a record, or nothing where there is none of this code."""
        named = self.everything(kind)
        if named is not None:
            return named.get(code)
        if (kind, code) not in self._some:
            self._some[kind, code] = names_of(kinds[kind], [code]).get(code)
        return self._some[kind, code]

    def resolve(self, kind: str, typed: str) -> str:
        """The code that somebody meant: a code, a name, or “Name (code)”; else as it was typed."""
        found = IN_BRACKETS.search(typed)
        for code in (*([found.group(1)] if found else []), typed):
            if self.name(kind, code) is not None:
                return code
        folded = fold(typed.strip())
        same = [code for code, name in self._search(kind, typed).items() if fold(name) == folded]
        return same[0] if len(same) == 1 else typed

    def suggest(self, kind: str, typed: str) -> list[str]:
        """Names that hold what was typed, or nearly are it, with their codes."""
        named = {f"{name} ({code})": fold(name) for code, name in self._search(kind, typed).items()}
        words = fold(typed.strip())
        near = get_close_matches(words, named.values(), SUGGESTED)
        found = [said for said, folded in named.items() if words in folded or folded in near]
        return found[:SUGGESTED]

    def _search(self, kind: str, typed: str) -> dict[str, str]:
        named = self.everything(kind)
        return names_like(kinds[kind], typed) if named is None else named


def names_like(kind: Kind, typed: str) -> dict[str, str]:
    """Names that hold what was typed, or, failing that, those that begin alike."""
    words = fold(typed.strip())
    column = "order_key" if any(getattr(one, "sorts", False) for one in kind.codecs) else "code"
    rows = kind.rows().filter(**{f"{column}__contains": words})
    if not rows.exists():
        rows = kind.rows().filter(**{f"{column}__startswith": words[:3]})
    return _named(kind, rows[:SHOWN])


def names_alike(kind: Kind, said: Mapping[str, str]) -> list[Option]:
    """Published things that may be the one with this name, the likest first."""
    if kind.find is None:
        return []
    found: dict[str, str] = {}
    for language, title in said.items():
        for hit in similar(title, kind=kind.name, language=language, limit=MOST_ALIKE):
            found.setdefault(hit.code, str(hit.title))
    return [Option(code, name) for code, name in list(found.items())[:MOST_ALIKE]]


def only_links(kind: Kind) -> dict[str, str]:
    """The links that must be there and can only be one thing, such as the only strategy."""
    found: dict[str, str] = {}
    for codec in kind.codecs:
        if isinstance(codec, Link) and codec.required:
            first = list(kinds[codec.kind].rows().prefetch_related(None)[:2])
            if len(first) == 1:
                found[codec.key] = kinds[codec.kind].key_of_thing(first[0])
    return found


def linked(codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Every kind and code that a record names through links, words left aside."""
    for codec in codecs:
        value = record.get(codec.key)
        if isinstance(codec, Many):
            for part in value or ():
                yield from linked(codec.codecs, part)
        elif isinstance(codec, Link | Links) and not is_empty(value):
            for pointer in pointers_of((codec,), record):
                yield pointer.kind, pointer.code
