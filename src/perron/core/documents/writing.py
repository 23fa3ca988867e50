"""Writes a document in the one form that is compared, published and read back the same."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.core.documents.problems import Path, Sentence, path_text, say
from perron.core.documents.scalars import (
    FORBIDDEN,
    FORBIDDEN_IN_FILE,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_KEY_CHARACTERS,
    is_text_everywhere,
    is_too_long,
)

WIDTH = 100
INDENT = 2

# Where plain text would be taken for something else: at its beginning, at its end, and inside.
UNSAFE = re.compile(
    r"\A(?:[?:,\[\]{}#&*!|>'\"%@`\s]|-(?![^\s-])|\.\.\.)|(?::|\s)\Z|: | #|[\n\t\u2028\u2029\ufeff]"
)
UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}?]")
# What a literal block would change or not show.
NOT_LITERAL = re.compile(r"\A[ \t\n]|[ \t](?:\n|\Z)|\n\n\Z|[\u2028\u2029\ufeff]")
TOO_MANY_DIGITS = 10**MOST_DIGITS
ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
        "\ufeff": "\\uFEFF",
    }
)


class CannotBeWritten(ValueError):
    """A value that would not read back as it is."""

    def __init__(self, path: Path, sentence: Sentence) -> None:
        self.path, self.sentence = path, sentence
        super().__init__(path, sentence)

    def __str__(self) -> str:
        return f"{path_text(self.path)}: {self.sentence}" if self.path else str(self.sentence)


def write_document(data: Mapping[str, object], *, header: str = "") -> str:
    """Write values as canonical YAML, under a comment if ``header`` says something.

    Keys stay in their order. Takes ``str``, ``int``, finite ``Decimal``, ``bool``, ``None``, lists
    and mappings with text keys; raises ``CannotBeWritten`` for anything else.
    """
    comment = [f"# {line}".rstrip() for line in header.splitlines()]
    for line in comment:
        _refuse_controls(line, ())
    lines = [*comment, ""] if comment else []
    lines += _mapping(data, 0, ()) if data else ["{}"]
    return "\n".join(lines) + "\n"


def _mapping(mapping: Mapping[str, object], indent: int, path: Path) -> Iterator[str]:
    for key, value in mapping.items():
        head = f"{' ' * indent}{_key(key, path)}:"
        here = (*path, key)
        one_line = _one_line(value, WIDTH - len(head) - 1, here)
        if one_line is not None:
            yield f"{head} {one_line}"
        elif isinstance(value, str):
            yield from _literal(head, value, indent)
        else:
            yield head
            yield from _lines(value, indent + INDENT, here)


def _list(entries: Entries, indent: int, path: Path) -> Iterator[str]:
    head = f"{' ' * indent}-"
    for index, value in enumerate(entries):
        here = (*path, index)
        one_line = _one_line(value, WIDTH - len(head) - 1, here)
        if one_line is not None:
            yield f"{head} {one_line}"
        elif isinstance(value, str):
            yield from _literal(head, value, indent)
        else:
            lines = _lines(value, indent + INDENT, here)
            yield f"{head} {next(lines).lstrip(' ')}"
            yield from lines


def _lines(value: object, indent: int, path: Path) -> Iterator[str]:
    if isinstance(value, Mapping):
        return _mapping(value, indent, path)
    ...
