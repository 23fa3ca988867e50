"""Codecs: how one key of a record is read from a row, checked, and written back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db import models

from perron.core.searching.folding import order_key
from perron.core.text import Text

Path = tuple[str | int, ...]
PARTIAL_DATE = "partial-date"
JsonSchema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A code in a record that names another record."""

    path: Path
    kind: str
    code: str


class Book(Protocol):
    """Finds the row of a code; every row that a record points to is already there."""

    def pk(self, kind: str, code: str) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Codec:
    """One key of a record; ``attr`` is the attribute of the row when it is named differently.

    ``always`` writes the key even when it is empty (as ``null``), so that silence is visible.
    """

    key: str
    attr: str = ""
    required: bool = False
    always: bool = False
    says: str = ""

    @property
    def name(self) -> str:
        return self.attr or self.key

    @property
    def prefetch(self) -> tuple[str, ...]:
        return ()

    def schema(self) -> JsonSchema:
        """JSON Schema of the value, with ``description`` when the codec says one."""
        shape = self.shape()
        if self.always:
            shape = {"anyOf": [shape, {"type": "null"}]}
        return {**shape, "description": self.says} if self.says else shape

    def shape(self) -> JsonSchema:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """The normal form of a value that came from a file, a form or a draft."""
        return value

    def read(self, thing: Any) -> Any:
        return getattr(thing, self.name)

    def assign(self, thing: Any, value: Any, book: Book) -> None:
        """Set what can be set before the row is saved."""
        del book
        setattr(thing, self.name, self.empty if value is None else value)

    def attach(self, thing: Any, value: Any, book: Book) -> None:
        """Write what needs the saved row."""

    def pointers(self, value: Any) -> Iterator[Pointer]:
        """Every code in the value that names another record."""
        del value
        return iter(())

    @property
    def empty(self) -> Any:
        return ""


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


def code(key: str = "code", *, says: str = "") -> Plain:
    """The short name of a record in addresses and files: small letters, digits and hyphens."""
    return Plain(key=key, required=True, format="code", longest=80, says=says)


def partial_date(key: str, **options: Any) -> Plain:
    """A date as precise as its source: 2018, 2018-12 or 2018-12-06."""
    return Plain(key=key, format=PARTIAL_DATE, longest=10, **options)


@dataclass(frozen=True, kw_only=True)
class Number(Codec):
    """An exact number; integers stay integers."""

    def shape(self) -> JsonSchema:
        return {"type": "number"}

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


@dataclass(frozen=True, kw_only=True)
class Link(Codec):
    """A code that names one other record; ``later`` when it may name one of its own kind."""

    kind: str
    later: bool = False

    @property
    def prefetch(self) -> tuple[str, ...]:
        return (self.name,)

    def shape(self) -> JsonSchema:
        return {"type": "string", "format": "code"}

    def read(self, thing: Any) -> Any:
        other = getattr(thing, self.name)
        return other.code if other else None

    def assign(self, thing: Any, value: Any, book: Book) -> None:
        if not self.later or value is None:
            setattr(thing, f"{self.name}_id", book.pk(self.kind, value) if value else None)

    def attach(self, thing: Any, value: Any, book: Book) -> None:
        if self.later and value:
            setattr(thing, f"{self.name}_id", book.pk(self.kind, value))
            thing.save(update_fields=[self.name])

    def pointers(self, value: Any) -> Iterator[Pointer]:
        yield Pointer((), self.kind, value)


@dataclass(frozen=True, kw_only=True)
class Links(Codec):
    """Codes that name other records."""

    kind: str

    @property
    def prefetch(self) -> tuple[str, ...]:
        return (self.name,)

    def shape(self) -> JsonSchema:
        codes = {"type": "string", "format": "code"}
        return {"type": "array", "items": codes, "uniqueItems": True, "minItems": 1}

    def clean(self, value: Any) -> Any:
        return sorted(value)

    def read(self, thing: Any) -> Any:
        return sorted(other.code for other in getattr(thing, self.name).all())

    def assign(self, thing: Any, value: Any, book: Book) -> None:
        """Nothing: a many-to-many needs the saved row."""

    def attach(self, thing: Any, value: Any, book: Book) -> None:
        getattr(thing, self.name).set([book.pk(self.kind, code) for code in value or ()])

    def pointers(self, value: Any) -> Iterator[Pointer]:
        for place, other in enumerate(value):
            yield Pointer((place,), self.kind, other)


@dataclass(frozen=True, kw_only=True)
class Many(Codec):
    """A list of parts that belong to the thing, written anew when the list changes.

    ``owner`` is the foreign key from the part to the thing; empty when a generic relation binds
    them. Parts keep the order of the list in their ``place``.
    """

    model: type[models.Model]
    codecs: tuple[Codec, ...]
    owner: str = ""

    @property
    def prefetch(self) -> tuple[str, ...]:
        inner = (f"{self.name}__{path}" for codec in self.codecs for path in codec.prefetch)
        return (self.name, *inner)

    def shape(self) -> JsonSchema:
        return {"type": "array", "minItems": 1, "items": object_schema(self.codecs)}

    def clean(self, value: Any) -> Any:
        return [clean_record(self.codecs, part) for part in value]

    def read(self, thing: Any) -> Any:
        parts = sorted(getattr(thing, self.name).all(), key=lambda part: (part.place, part.pk))
        return [read_fields(self.codecs, part) for part in parts]

    def assign(self, thing: Any, value: Any, book: Book) -> None:
        """Nothing: parts need the saved row."""

    def attach(self, thing: Any, value: Any, book: Book) -> None:
        related = getattr(thing, self.name)
        related.all().delete()
        for place, entry in enumerate(value or ()):
            part = self.model(place=place)
            if self.owner:
                setattr(part, self.owner, thing)
            else:
                part.owner = thing  # type: ignore[attr-defined]  # a generic foreign key
            write_fields(self.codecs, part, entry, book=book)

    def pointers(self, value: Any) -> Iterator[Pointer]:
        for place, part in enumerate(value):
            for pointer in pointers_of(self.codecs, part):
                yield Pointer((place, *pointer.path), pointer.kind, pointer.code)


def object_schema(codecs: tuple[Codec, ...]) -> JsonSchema:
    """JSON Schema of an object with these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [codec.key for codec in codecs if codec.required],
        "properties": {codec.key: codec.schema() for codec in codecs},
    }


def is_empty(value: object) -> bool:
    """Whether a key is left out of the record: nothing, or an empty text or list."""
    return value is None or value is False or value in ("", [], {})


def clean_record(codecs: tuple[Codec, ...], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The normal form of a record: keys in the codecs' order, empty ones left out."""
    record: dict[str, Any] = {}
    for codec in codecs:
        value = raw.get(codec.key)
        value = None if is_empty(value) else codec.clean(value)
        if codec.always or not is_empty(value):
            record[codec.key] = None if is_empty(value) else value
    return record


def read_fields(codecs: tuple[Codec, ...], thing: Any) -> dict[str, Any]:
    """The record of a row."""
    return clean_record(codecs, {codec.key: codec.read(thing) for codec in codecs})


def write_fields(
    codecs: tuple[Codec, ...], thing: Any, record: Mapping[str, Any], *, book: Book
) -> None:
    """Write a record into a row and save it with all its parts."""
    for codec in codecs:
        codec.assign(thing, record.get(codec.key), book)
    thing.save()
    for codec in codecs:
        codec.attach(thing, record.get(codec.key), book)


def pointers_of(codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> Iterator[Pointer]:
    """Every pointer in a record, with its path."""
    for codec in codecs:
        value = record.get(codec.key)
        if not is_empty(value):
            for pointer in codec.pointers(value):
                yield Pointer((codec.key, *pointer.path), pointer.kind, pointer.code)
