"""What every codec can do: read one key of a record from a row, check it, write it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

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
