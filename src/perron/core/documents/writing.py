"""Writes a document in the one form that is compared, published and read back the same."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.core.documents.problems import Path, path_text, say
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
TOO_MANY_DIGITS = 10**MOST_DIGITS

# Where plain text would be taken for something else: at its beginning, at its end, and inside.
UNSAFE = re.compile(
    r"\A(?:[?:,\[\]{}#&*!|>'\"%@`\s]|-(?![^\s-])|\.\.\.)"
    r"|[:\s]\Z"
    r"|: | #|[\n\t\u2028\u2029\ufeff]"
)
UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}?]")
# What a literal block would change, or hide from the eye.
NOT_LITERAL = re.compile(r"\A[ \t\n]|[ \t](?:\n|\Z)|\n\n\Z|[\u2028\u2029\ufeff]")
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

Container = Mapping[str, object] | list[object] | tuple[object, ...]


class CannotBeWritten(ValueError):
    """A value that would not read back as it is; ``path`` says where it is."""

    def __init__(self, path: Path, sentence: str | Promise, **facts: object) -> None:
        self.path = path
        self.sentence = say(sentence, **facts)
        super().__init__(path, self.sentence)

    def __str__(self) -> str:
        return f"{path_text(self.path)}: {self.sentence}" if self.path else str(self.sentence)


def write_document(data: Mapping[str, object], *, header: str = "") -> str:
    """Write values as canonical YAML, under a comment if ``header`` says something.

    Keys stay in their order. Takes ``str``, ``int``, finite ``Decimal``, ``bool``, ``None``, lists
    and mappings with text keys; raises ``CannotBeWritten`` for anything else.
    """
    comment = [
        f"# {_checked(line, (), FORBIDDEN_IN_FILE)}".rstrip() for line in header.splitlines()
    ]
    lines = [*comment, ""] if comment else []
    lines += _lines(data, 0, ()) if data else ["{}"]
    return "\n".join(lines) + "\n"


def _lines(container: Container, indent: int, path: Path) -> Iterator[str]:
    for head, step, value in _heads(container, " " * indent, path):
        here = (*path, step)
        if isinstance(value, str):
            first, *others = _text_lines(value, indent + INDENT, here)
            yield f"{head} {first}"
            yield from others
        elif not isinstance(value, Mapping | list | tuple):
            yield f"{head} {_scalar(value, here)}"
        elif one_line := _one_line(value, WIDTH - len(head) - 1, here):
            yield f"{head} {one_line}"
        else:
            block = _lines(value, indent + INDENT, here)
            # The first line of an entry stands beside its dash.
            yield head if isinstance(step, str) else f"{head} {next(block)[indent + INDENT :]}"
            yield from block


def _heads(
    container: Container, margin: str, path: Path
) -> Iterator[tuple[str, str | int, object]]:
    """Answer how each line of a container begins, with its key or index and its value."""
    if isinstance(container, Mapping):
        for key, value in container.items():
            yield f"{margin}{_key(key, path)}:", key, value
    else:
        for index, value in enumerate(container):
            yield f"{margin}-", index, value


def _text_lines(text: str, indent: int, path: Path) -> list[str]:
    if not _is_literal(text):
        return [_text(text, path)]
    lines = _checked(text, path).removesuffix("\n").split("\n")
    block = [f"{' ' * indent}{line}" if line else "" for line in lines]
    return ["|" if text.endswith("\n") else "|-", *block]


def _is_literal(text: str) -> bool:
    return "\n" in text and NOT_LITERAL.search(text) is None


def _one_line(container: Container, room: int, path: Path) -> str | None:
    """Write an empty container or a short list of single values; answer nothing for others."""
    if len(path) >= MOST_DEPTH:
        raise CannotBeWritten(path, _("Nested deeper than %(most)d levels."), most=MOST_DEPTH)
    if not container:
        return "{}" if isinstance(container, Mapping) else "[]"
    if isinstance(container, Mapping) or any(map(_needs_lines, container)):
        return None
    entries = (
        _text(value, (*path, index), in_brackets=True)
        if isinstance(value, str)
        else _scalar(value, (*path, index))
        for index, value in enumerate(container)
    )
    text = f"[{', '.join(entries)}]"
    return text if len(text) <= room else None


def _needs_lines(value: object) -> bool:
    if isinstance(value, str):
        return _is_literal(value)
    return isinstance(value, Mapping | list | tuple)


def _scalar(value: object, path: Path) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) >= TOO_MANY_DIGITS:
            raise CannotBeWritten(path, _("More than %(most)d digits."), most=MOST_DIGITS)
        return str(int(value))
    if isinstance(value, Decimal):
        return _decimal(value, path)
    kind = type(value).__name__
    raise CannotBeWritten(path, _("A value of type %(kind)s cannot be written."), kind=kind)


def _decimal(value: Decimal, path: Path) -> str:
    if not value.is_finite():
        raise CannotBeWritten(path, _("“%(value)s” is not a number."), value=value)
    if is_too_long(value):
        raise CannotBeWritten(path, _("More than %(most)d digits."), most=MOST_DIGITS)
    return format(value or value.copy_abs(), "f")


def _key(key: object, path: Path) -> str:
    if not isinstance(key, str):
        raise CannotBeWritten(path, _("The key %(key)s is not a text."), key=repr(key))
    if len(key) > MOST_KEY_CHARACTERS:
        raise CannotBeWritten(
            path, _("A key is longer than %(most)d characters."), most=MOST_KEY_CHARACTERS
        )
    return _text(key, path)


def _text(text: str, path: Path, *, in_brackets: bool = False) -> str:
    """Write text on one line: bare where nothing can mistake it, else in double quotes."""
    _checked(text, path)
    is_bare = is_text_everywhere(text) and UNSAFE.search(text) is None
    if is_bare and not (in_brackets and UNSAFE_IN_BRACKETS.search(text)):
        return str.__str__(text)
    return f'"{text.translate(ESCAPES)}"'


def _checked(text: str, path: Path, forbidden: re.Pattern[str] = FORBIDDEN) -> str:
    found = forbidden.search(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        raise CannotBeWritten(path, _("The text holds a control character (%(code)s)."), code=code)
    return text
