"""The form of an edition: steps, pages, fields, and the catalogue from which things are chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from perron.core.text import Text
from perron.engines.scoring.rules import Rule


class FieldKind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    DATE = "date"
    CATALOGUE = "catalogue"
    BUDGET = "budget"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a field offers."""

    code: str
    label: Text

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["code"], Text(said["label"]))


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form.

    ``most`` and ``least`` are characters, files, entries, or the bounds of a number (cents where
    the kind is money); 0 for ``most``: no bound. ``when``: asked only where it holds (over facts,
    and over answers under the name ``field:<code>``). ``fact``: pre-filled from this fact.
    """

    code: str
    kind: FieldKind
    label: Text
    help: Text
    required: bool
    most: int
    least: int
    choices: tuple[Choice, ...]
    accept: tuple[str, ...]
    fact: str
    blind: bool
    when: Rule | None

    @classmethod
    def read(cls, said: Mapping[str, Any], when: Rule | None) -> Self:
        return cls(
            code=said["code"],
            kind=FieldKind(said["kind"]),
            label=Text(said["label"]),
            help=Text(said.get("help", {})),
            required=said.get("required", False),
            most=said.get("most", 0),
            least=said.get("least", 0),
            choices=tuple(map(Choice.read, said.get("choices", ()))),
            accept=tuple(said.get("accept", ())),
            fact=said.get("fact", ""),
            blind=said.get("blind", False),
            when=when,
        )

    def choice(self, code: str) -> Choice | None:
        """The choice of this code, if the field offers it."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Page:
    """Fields that stand on one page."""

    code: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the application; ``minutes`` is how long it takes, 0 where nobody said so."""

    code: str
    title: Text
    minutes: int
    pages: tuple[Page, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of this step, in order."""
        return tuple(field for page in self.pages for field in page.fields)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an edition."""

    version: int
    steps: tuple[Step, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in order."""
        return tuple(field for step in self.steps for field in step.fields)

    @property
    def pages(self) -> Iterator[tuple[Step, Page]]:
        """All pages with their steps, in order."""
        return ((step, page) for step in self.steps for page in step.pages)

    def field(self, code: str) -> Field | None:
        """The field of this code."""
        return next((field for field in self.fields if field.code == code), None)

    def of_kind(self, kind: FieldKind) -> tuple[Field, ...]:
        """The fields of one kind, such as the catalogue."""
        return tuple(field for field in self.fields if field.kind == kind)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in the catalogue; ``price`` in cents, ``most`` how many at most (0: no bound)."""

    code: str
    name: Text
    price: int
    most: int

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["code"], Text(said["name"]), said["price"], said.get("most", 0))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be chosen, and the ceiling of the whole choice in cents."""

    ceiling: int
    items: tuple[Item, ...]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        return cls(said["ceiling"], tuple(map(Item.read, said["items"])))

    @property
    def prices(self) -> dict[str, int]:
        """Cents by code."""
        return {item.code: item.price for item in self.items}
