"""Files of the command line: JSON that is read whole or refused, output that is whole or absent."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

STANDARD = "-"


class FileRefused(Exception):
    """A file that cannot be read or written; the sentence names it."""


def read_json(name: str) -> object:
    """What a JSON file holds (``-``: standard input); FileRefused if it holds none."""
    try:
        content = sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
    except OSError as fault:
        raise FileRefused(f"{name} cannot be read: {fault.strerror}. Nothing was done.") from fault
    try:
        return json.loads(content, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError as fault:
        raise FileRefused(f"{name} is nested too deeply. Nothing was done.") from fault
    except ValueError as fault:
        raise FileRefused(f"{name} is no JSON: {fault}. Nothing was done.") from fault


def write_whole(name: str | None, text: str) -> None:
    """Write a file whole or not at all; None is standard output."""
    if name is None or name == STANDARD:
        sys.stdout.write(text)
        return
    path = Path(name)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as draft:
            _fill(draft.name, path, text)
    except OSError as fault:
        raise FileRefused(
            f"{name} cannot be written: {fault.strerror}. It was left as it was."
        ) from fault


def _fill(draft: str, path: Path, text: str) -> None:
    try:
        Path(draft).write_text(text, encoding="utf-8")
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(draft).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object in which each name stands once: of two values nobody knows which is meant."""
    made: dict[str, object] = {}
    for name, value in pairs:
        if name in made:
            raise ValueError(f"“{name[:60]}” stands twice in one object")
        made[name] = value
    return made


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number")
