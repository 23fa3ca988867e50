"""A family's document read as variants: each with all its parts, and where these stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perron.core.documents.problems import Path

Definition = Mapping[str, Any]

OF_A_VARIANT = (
    "material",
    "asks",
    "options",
    "fixed",
    "accept",
    "slips",
    "number",
    "within",
    "unit",
    "order",
    "pairs",
    "extra",
    "explanation",
)
LETTERS = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant with what the family says for all of them; ``at`` is its place in the list."""

    code: str
    at: int
    parts: Mapping[str, Any]
    own: frozenset[str]

    def get(self, key: str, otherwise: Any = None) -> Any:
        """A part, or what stands for it."""
        return self.parts.get(key, otherwise)

    def path(self, key: str, *steps: str | int) -> Path:
        """Where a part stands: in the variant, or in the family where all share it."""
        if key in self.own or key not in self.parts:
            return ("variants", self.at, *((key, *steps) if key in self.own else ()))
        return (key, *steps)

    def blocks(self) -> Iterator[tuple[str, Any, Path]]:
        """The blocks of its material: kind, body, place."""
        for place, block in enumerate(self.get("material", ())):
            for kind, body in block.items():
                yield kind, body, self.path("material", place, kind)

    def file(self) -> Mapping[str, Any] | None:
        """The file to open, if there is one."""
        return next((body for kind, body, _ in self.blocks() if kind == "file"), None)


def variants_of(definition: Definition) -> tuple[Variant, ...]:
    """All variants of a family, in the order of its file."""
    shared = {key: definition[key] for key in OF_A_VARIANT if key in definition}
    return tuple(
        Variant(one["variant"], at, {**shared, **one}, frozenset(one))
        for at, one in enumerate(definition["variants"])
    )


def variant_of(definition: Definition, code: str) -> Variant:
    """One variant by its code; raises ``KeyError``."""
    for variant in variants_of(definition):
        if variant.code == code:
            return variant
    raise KeyError(code)


def spoken(value: Any, language: str) -> str:
    """A text in a language: what is the same in all languages, or the first there is."""
    if isinstance(value, Mapping):
        return str(value.get(language) or next(iter(value.values()), ""))
    return str(value)


def is_text(value: object) -> bool:
    """Whether this is a text by language."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(len(key) == LETTERS and isinstance(words, str) for key, words in value.items())
    )


def texts_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Every text by language inside a value, with its place."""
    if isinstance(value, Mapping):
        if is_text(value):
            yield path, value
            return
        for key, one in value.items():
            yield from texts_in(one, (*path, key))
    elif isinstance(value, list | tuple):
        for at, one in enumerate(value):
            yield from texts_in(one, (*path, at))


def strings_in(value: Any, language: str) -> Iterator[str]:
    """Every string inside a value, in a language; codes and switches are none."""
    if is_text(value) or isinstance(value, str):
        yield spoken(value, language)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key not in {"type", "right"}:
                yield from strings_in(one, language)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings_in(one, language)
