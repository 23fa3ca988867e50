"""Codecs of values that stand in the row itself: texts, numbers, dates, words of a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from perron.core.records.codecs.base import PARTIAL_DATE, Book, Codec, JsonSchema, Pointer
from perron.core.searching.folding import order_key
from perron.core.text import Text

LARGEST_INTEGER = 2**31 - 1  # what a column of whole numbers holds in PostgreSQL


@dataclass(frozen=True, kw_only=True)
class Plain(Codec):
    """A string, an integer or a truth value."""

    type: str = "string"
    pattern: str = ""
    format: str = ""
    longest: int = 500

    def shape(self) -> JsonSchema:
        shape: JsonSchema = {"type": self.type}
        if self.type == "string":
            shape |= {"minLength": 1, "maxLength": self.longest}
        if self.type == "integer":
            shape |= {"minimum": 0, "maximum": LARGEST_INTEGER}
        if self.pattern:
            shape["pattern"] = self.pattern
        if self.format:
            shape["format"] = self.format
        if self.format == PARTIAL_DATE:
            shape["type"] = ["string", "integer"]
        return shape

    def clean(self, value: Any) -> Any:
        return str(value) if self.format == PARTIAL_DATE else value

    @property
    def empty(self) -> Any:
        return {"string": "", "integer": None, "boolean": False}[self.type]


def code(key: str = "code", *, says: str = "", longest: int = 80) -> Plain:
    """The short name of a record in addresses and files: small letters, digits and hyphens."""
    return Plain(key=key, required=True, format="code", longest=longest, says=says)


def partial_date(key: str, **options: Any) -> Plain:
    """A date as precise as its source: 2018, 2018-12 or 2018-12-06."""
    return Plain(key=key, format=PARTIAL_DATE, longest=10, **options)


@dataclass(frozen=True, kw_only=True)
class Number(Codec):
    """An exact number; integers stay integers. A coordinate has no ``format``: it is measured."""

    format: str = "amount"

    def shape(self) -> JsonSchema:
        return {"type": "number", "format": self.format} if self.format else {"type": "number"}

    def clean(self, value: Any) -> Any:
        if value is None:
            return None
        exact = Decimal(str(value))
        return int(exact) if exact == exact.to_integral_value() else exact.normalize()

    def read(self, thing: Any) -> Any:
        return self.clean(super().read(thing))

    @property
    def empty(self) -> Any:
        return None


@dataclass(frozen=True, kw_only=True)
class Translated(Codec):
    """A text by language; the one that ``sorts`` also gives the row its place in lists."""

    longest: int = 4000
    sorts: bool = False

    def shape(self) -> JsonSchema:
        words = {"type": "string", "minLength": 1, "maxLength": self.longest}
        return {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2}$"},
            "additionalProperties": words,
            "minProperties": 1,
        }

    def clean(self, value: Any) -> Any:
        return {code: words.strip() for code, words in sorted(value.items()) if words.strip()}

    def read(self, thing: Any) -> Any:
        return dict(sorted(getattr(thing, self.name).items()))

    def assign(self, thing: Any, value: Any, book: Book) -> None:
        del book
        text = Text(value or {})
        setattr(thing, self.name, text)
        if self.sorts:
            thing.order_key = order_key(text)


@dataclass(frozen=True, kw_only=True)
class Choice(Codec):
    """One of a closed list that the code knows; the default is not written out."""

    choices: type[models.TextChoices]
    default: str = ""

    def shape(self) -> JsonSchema:
        return {"type": "string", "enum": [value for value in self.choices.values if value]}

    def read(self, thing: Any) -> Any:
        value = str(getattr(thing, self.name))
        return None if value == self.default else value

    def clean(self, value: Any) -> Any:
        return None if value == self.default else value

    @property
    def empty(self) -> Any:
        return self.default


@dataclass(frozen=True, kw_only=True)
class Word(Codec):
    """A code of one of the region's own lists."""

    vocabulary: str

    def shape(self) -> JsonSchema:
        return {"type": "string", "format": "code"}

    def pointers(self, value: Any) -> Iterator[Pointer]:
        yield Pointer((), "term", f"{self.vocabulary}/{value}")


@dataclass(frozen=True, kw_only=True)
class Words(Codec):
    """Several codes of one of the region's own lists, kept as a JSON list on the row."""

    vocabulary: str

    def shape(self) -> JsonSchema:
        codes = {"type": "string", "format": "code"}
        return {"type": "array", "items": codes, "uniqueItems": True, "minItems": 1}

    def read(self, thing: Any) -> Any:
        return list(super().read(thing))

    def pointers(self, value: Any) -> Iterator[Pointer]:
        for place, word in enumerate(value):
            yield Pointer((place,), "term", f"{self.vocabulary}/{word}")

    @property
    def empty(self) -> Any:
        return []


@dataclass(frozen=True, kw_only=True)
class Raw(Codec):
    """A JSON list kept as it is: postal codes, outlines."""

    def shape(self) -> JsonSchema:
        return {"type": "array"}

    @property
    def empty(self) -> Any:
        return []
