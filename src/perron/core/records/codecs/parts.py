"""Whole records: objects made of codecs, and lists of parts inside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from perron.core.records.codecs.base import Book, Codec, JsonSchema, Pointer


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
    """Write a record into a new row and save it with all its parts."""
    for codec in codecs:
        codec.assign(thing, record.get(codec.key), book)
    thing.save()
    for codec in codecs:
        if not is_empty(record.get(codec.key)):
            codec.attach(thing, record[codec.key], book)


def pointers_of(codecs: tuple[Codec, ...], record: Mapping[str, Any]) -> Iterator[Pointer]:
    """Every pointer in a record, with its path."""
    for codec in codecs:
        value = record.get(codec.key)
        if not is_empty(value):
            for pointer in codec.pointers(value):
                yield Pointer((codec.key, *pointer.path), pointer.kind, pointer.code)
