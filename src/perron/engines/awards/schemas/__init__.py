"""The JSON Schemas of the two files, and a sentence for each place that does not follow one."""

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from perron.engines.awards.schemas.checking import Check, check_of, shown

NAMES = ("instance", "result")
DEEPEST, MOST_DIGITS = 12, 60
CONTROL_OR_HALF = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def schema(name: str) -> dict[str, Any]:
    """The schema of ``instance`` or ``result``, draft 2020-12."""
    text = files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _check(name: str) -> Check:
    read = schema(name)
    return check_of(read, read["$defs"])


CHECKS = {name: _check(name) for name in NAMES}


def shape_problems(name: str, document: object) -> list[str]:
    """One sentence for each place where a document does not follow the schema of its name."""
    problems = list(_beyond_schemas(document))
    if not problems:
        problems = [f"{named(path)}: {sentence}" for path, sentence in CHECKS[name](document)]
    return problems


def named(path: Sequence[object]) -> str:
    """A place as one writes it: ``applications[3].score``."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".") or "The file"


def _beyond_schemas(document: object) -> Iterator[str]:
    """What JSON Schema lets pass: 1.0 as a whole number, halves of characters, endless depth."""
    waiting: list[tuple[tuple[object, ...], object]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        problem = "nested too deeply." if len(place) > DEEPEST else _problem(value)
        if problem:
            yield f"{named(place)}: {problem}"
        elif isinstance(value, list):
            waiting += [((*place, number), below) for number, below in enumerate(value)]
        elif isinstance(value, dict):
            waiting += [((*place, key), below) for key, below in value.items()]


def _problem(value: object) -> str:
    """What is wrong with a value alone; nothing if nothing is."""
    if isinstance(value, float):
        return f"{shown(value)} is not a whole number."
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return f"the number has more than {MOST_DIGITS} digits."
    if isinstance(value, str) and not _is_text(value):
        return "the text holds half a character or a sign that nobody sees."
    if isinstance(value, dict) and not all(isinstance(key, str) and _is_text(key) for key in value):
        return "a name is no text."
    return ""


def _is_text(value: str) -> bool:
    """Whether all its characters can be written; a line's end would pass the schemas' patterns."""
    return CONTROL_OR_HALF.search(value) is None
