"""Personal data: each app says what it holds, why and for how long; rights work through this list.

The privacy notice is written from this list, so that it can't promise what the code does not do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whose data it is: by the key of their account, by their address, or both."""

    key: str = ""
    address: str = ""

    @property
    def party(self) -> str:
        return f"person:{self.key}" if self.key else ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Holding:
    """Personal data of one sort that one app holds.

    ``export`` answers everything about a person as plain values for JSON; ``erase`` removes it in
    the caller's transaction and answers how many rows it touched; ``purge`` removes what is older
    than the app keeps it and answers how many rows. ``why`` and ``kept`` are sentences of the
    privacy notice: what the data is for, and until when it is kept.
    """

    name: str
    label: str | Promise
    why: str | Promise
    kept: str | Promise
    export: Callable[[Subject], list[dict[str, Any]]]
    erase: Callable[[Subject, datetime], int]
    purge: Callable[[datetime], int] | None = None
    order: int = 50


class Holdings:
    """All holdings, in the order in which people are told of them."""

    def __init__(self) -> None:
        self._holdings: dict[str, Holding] = {}

    def add(self, holding: Holding) -> Holding:
        if holding.name in self._holdings:
            raise ValueError(holding.name)
        self._holdings[holding.name] = holding
        return holding

    def __iter__(self) -> Iterator[Holding]:
        return iter(sorted(self._holdings.values(), key=lambda one: (one.order, one.name)))


holdings = Holdings()
