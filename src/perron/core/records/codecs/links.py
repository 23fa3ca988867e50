"""Codecs of what a record names: other records, by code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perron.core.records.codecs.base import Book, Codec, JsonSchema, Pointer


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
