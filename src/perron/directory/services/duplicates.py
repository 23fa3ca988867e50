"""Finding organisations that stand in the directory twice, or nearly."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from perron.core.identifiers import compact_number
from perron.core.searching.folding import fold
from perron.directory.models import Organisation

WORD = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d+")
LIKENESS = 0.9
WINDOW = 6  # neighbours that a name is compared with, in alphabetical order


class Likeness(Enum):
    """Why two organisations may be one."""

    NUMBER = "number"
    NAME = "name"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared: its folded names, its number, where it stands (empty: not known)."""

    code: str
    names: frozenset[str]
    number: str
    municipality: str

    def may_be(self, other: "Known") -> bool:
        """Whether nothing keeps them apart: neither two numbers nor two municipalities."""
        return _agree(self.number, other.number) and _agree(self.municipality, other.municipality)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes, in alphabetical order, and why they may be one."""

    one: str
    other: str
    why: Likeness


def folded_name(name: str) -> str:
    """A name without accents, capitals, points and order: “ASBL Pont” is “Pont a.s.b.l.”."""
    joined = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", fold(name))
    return " ".join(sorted(WORD.findall(joined)))


def folded_names(name: Mapping[str, str]) -> frozenset[str]:
    """The folded names in all languages."""
    return frozenset(folded for words in name.values() if (folded := folded_name(words)))


def known_organisations() -> list[Known]:
    """Every organisation as it is compared, in one query."""
    rows = Organisation.objects.order_by("code").values_list(
        "code", "name", "enterprise_number", "municipality__code"
    )
    return [
        Known(code, folded_names(name), compact_number(number), municipality or "")
        for code, name, number, municipality in rows
    ]


def find_duplicates(known: list[Known] | None = None) -> list[Pair]:
    """Pairs that look like one organisation: the surest reasons first, each pair once."""
    everyone = known_organisations() if known is None else known
    found: dict[tuple[str, str], Pair] = {}
    for why, pairs in (
        (Likeness.NUMBER, _same_number(everyone)),
        (Likeness.NAME, _same_name(everyone)),
        (Likeness.NEAR, _near_name(everyone)),
    ):
        for pair in pairs:
            one, other = sorted(pair)
            found.setdefault((one, other), Pair(one, other, why))
    return list(found.values())


def _same_number(everyone: list[Known]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for one in everyone:
        if one.number and first.setdefault(one.number, one.code) != one.code:
            yield first[one.number], one.code


def _same_name(everyone: list[Known]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[Known]] = {}
    for one in everyone:
        for name in one.names:
            for twin in groups.setdefault(name, []):
                if one.may_be(twin):
                    yield twin.code, one.code
            groups[name].append(one)


def _near_name(everyone: list[Known]) -> Iterator[tuple[str, str]]:
    """Names that are neighbours in the alphabet and differ in a few letters."""
    named = sorted((name, one.code, one) for one in everyone for name in one.names)
    for place, (name, code, one) in enumerate(named):
        for neighbour, twin_code, twin in named[place + 1 : place + WINDOW]:
            if code != twin_code and one.may_be(twin) and _alike(name, neighbour):
                yield code, twin_code


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _alike(one: str, other: str) -> bool:
    """Whether two names differ in a few letters, and in no number: school 1 is not school 2."""
    if DIGITS.findall(one) != DIGITS.findall(other):
        return False
    likeness = SequenceMatcher(None, one, other, autojunk=False)
    return likeness.quick_ratio() >= LIKENESS and likeness.ratio() >= LIKENESS
