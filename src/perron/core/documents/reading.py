"""Reads a YAML document strictly: one meaning for every word, and the line of every value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

# The parser of libyaml alone: twenty times as fast as PyYAML's own, and one parser refuses the same
# files everywhere.
from yaml import CSafeLoader, MarkedYAMLError

from perron.core.documents.building import Builder
from perron.core.documents.places import Place
from perron.core.documents.problems import DocumentRefused, Path
from perron.core.documents.scalars import MOST_BYTES
from perron.core.documents.sources import text_of
from perron.core.documents.syntax import syntax_problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its name, its values, and where they stand.

    Values are ``str``, ``int``, ``Decimal``, ``bool``, ``None``, ``list`` and ``dict`` with text
    keys.
    """

    name: str
    data: Mapping[str, Any]
    lines: Place

    def place_of(self, path: Path) -> Place:
        """Answer the place of a value, or of the nearest one above it that is in the file."""
        place = self.lines
        for step in path:
            if step not in place.inside:
                break
            place = place.inside[step]
        return place

    def line_of(self, path: Path) -> int:
        """Answer the line, from 1, on which a value (or its first entry) begins."""
        return self.place_of(path).line

    def key_line_of(self, path: Path) -> int:
        """Answer the line, from 1, of the key of a value."""
        return self.place_of(path).key_line


def read_document(source: bytes, *, name: str, limit: int = MOST_BYTES) -> Document:
    """Read a YAML file of at most ``limit`` bytes; ``name`` is how the person calls it.

    Raises ``DocumentRefused`` with every problem that was found, and its line.
    """
    text = text_of(source, name=name, limit=limit)
    builder = Builder(name)
    try:
        for event in yaml.parse(text, Loader=CSafeLoader):
            builder.take(event)
    except MarkedYAMLError as error:
        problem = syntax_problem(error, text, name=name, inside=builder.innermost)
        raise DocumentRefused([*builder.problems, problem]) from error
    data, lines = builder.finish()
    return Document(name, data, lines)
