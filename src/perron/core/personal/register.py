"""Personal data: each app says what it holds, why and for how long; rights work through this list.

The privacy notice is written from this list, so that it can't promise what the code does not do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

Rows = list[dict[str, Any]]
# What may stand before or after an address without making it another one.
BEFORE = r"(?<![\w.!#$%&*+/=?^`{|}~-])(?<!\w')"
AFTER = r"(?!\.?\w)(?!-)"


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whose data it is: by the key of their account, by their addresses, or both.

    ``former`` are addresses that the account had before; ``names`` is what they are or were called,
    which never finds anybody by itself.
    """

    key: str = ""
    address: str = ""
    former: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def party(self) -> str:
        return f"person:{self.key}" if self.key else ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of theirs, in the one form in which addresses are kept."""
        said = (one.strip().lower() for one in (self.address, *self.former))
        return tuple(dict.fromkeys(one for one in said if one))

    def is_named_in(self, value: object) -> bool:
        """Whether a plain value, however deep, holds their key or one of their addresses."""
        needles = [re.escape(self.key)] if self.key else []
        needles += [f"{BEFORE}{re.escape(one)}{AFTER}" for one in self.addresses]
        if not needles:
            return False
        pattern = re.compile("|".join(needles), re.IGNORECASE)
        return any(pattern.search(words) for words in words_in(value))


def words_in(value: object) -> Iterator[str]:
    """Every string inside a plain value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from words_in(key)
            yield from words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_in(inner)


@dataclass(frozen=True, kw_only=True, eq=False)
class Holding:
    """Personal data of one sort that one app holds.

    ``why``, ``kept`` and ``seen`` are sentences of the privacy notice: what the data is for, until
    when it is kept (``%(days)s`` stands for the days) and who sees it. ``tables`` names the models
    (``app.Model``) whose rows these are.

    ``export`` answers everything about a person as plain values for JSON; ``erase`` removes it in
    the caller's transaction and answers how many rows it touched. ``purge`` is given the moment
    before which things are too old, and the present one; it answers how many rows it removed.
    ``days`` is how long this is kept unless the region says otherwise under ``kept:``.
    """

    name: str
    label: str | Promise
    why: str | Promise
    kept: str | Promise
    seen: str | Promise
    tables: tuple[str, ...]
    export: Callable[[Subject], Rows]
    erase: Callable[[Subject, datetime], int]
    purge: Callable[[datetime, datetime], int] | None = None
    days: int = 0
    order: int = 50

    @property
    def days_kept(self) -> int:
        """How long things are kept here, in days: as the region says, else as the app does."""
        return int(settings.REGION.kept.get(self.name, self.days))

    @property
    def until(self) -> str:
        """The sentence about how long, with its days."""
        return str(self.kept) % {"days": self.days_kept}


class Holdings:
    """All holdings, in the order in which people are told of them."""

    def __init__(self) -> None:
        self._holdings: dict[str, Holding] = {}

    def add(self, holding: Holding) -> Holding:
        if holding.name in self._holdings:
            raise ValueError(holding.name)
        self._holdings[holding.name] = holding
        return holding

    def __getitem__(self, name: str) -> Holding:
        return self._holdings[name]

    def __iter__(self) -> Iterator[Holding]:
        return iter(sorted(self._holdings.values(), key=lambda one: (one.order, one.name)))


holdings = Holdings()
