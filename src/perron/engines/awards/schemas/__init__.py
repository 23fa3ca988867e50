"""The JSON Schemas of the two files, and a sentence for each place that does not follow one."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

NAMES = ("instance", "result")
DEEPEST = 12
LONGEST_SHOWN = 60
CONTROL_OR_HALF = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

SENTENCES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": lambda value, kind: f"{_shown(value)} is not of the type “{kind}”.",
    "const": lambda value, wanted: f"{_shown(value)} should be “{wanted}”.",
    "enum": lambda value, names: f"{_shown(value)} is none of {', '.join(map(str, names))}.",
    "pattern": lambda value, form: f"{_shown(value)} does not have the form {form}.",
    "minimum": lambda value, least: f"{_shown(value)} is less than {least}.",
    "maximum": lambda value, most: f"{_shown(value)} is more than {most}.",
    "minLength": lambda _value, _least: "the text is empty.",
    "maxLength": lambda _value, most: f"the text is longer than {most} characters.",
    "minItems": lambda _value, least: f"the list has fewer than {least} entries.",
    "maxItems": lambda _value, most: f"the list has more than {most} entries.",
    "minProperties": lambda _value, _least: "nothing is named here.",
    "maxProperties": lambda _value, most: f"more than {most} are named here.",
    "anyOf": lambda value, _forms: f"{_shown(value)} has none of the forms that it may have.",
    "uniqueItems": lambda _value, _unique: "the same stands here twice.",
}


def schema(name: str) -> dict[str, Any]:
    """The schema of ``instance`` or ``result``, draft 2020-12."""
    text = files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


VALIDATORS = {name: Draft202012Validator(schema(name)) for name in NAMES}


def shape_problems(name: str, document: object) -> list[str]:
    """One sentence for each place where a document does not follow the schema of its name."""
    problems = list(_beyond_schemas(document))
    if not problems:
        errors: Iterator[ValidationError] = VALIDATORS[name].iter_errors(document)
        problems = [f"{named(error.absolute_path)}: {_sentence(error)}" for error in errors]
    return list(dict.fromkeys(problems))


def named(path: Sequence[object]) -> str:
    """A place as one writes it: ``applications[3].score``."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".") or "The file"


def _beyond_schemas(document: object) -> Iterator[str]:
    """What JSON Schema lets pass: 1.0 as a whole number, halves of characters, endless depth."""
    waiting: list[tuple[tuple[object, ...], object]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        if len(place) > DEEPEST:
            yield f"{named(place)}: nested too deeply."
        elif isinstance(value, float):
            yield f"{named(place)}: {_shown(value)} is not a whole number."
        elif isinstance(value, str) and not _is_text(value):
            yield f"{named(place)}: the text holds half a character or a sign that nobody sees."
        elif isinstance(value, list):
            waiting += [((*place, number), below) for number, below in enumerate(value)]
        elif isinstance(value, dict):
            if not all(isinstance(key, str) and _is_text(key) for key in value):
                yield f"{named(place)}: a name is no text."
                continue
            waiting += [((*place, key), below) for key, below in value.items()]


def _is_text(value: str) -> bool:
    """Whether all its characters can be written; a line's end would pass the schemas' patterns."""
    return CONTROL_OR_HALF.search(value) is None


def _sentence(error: ValidationError) -> str:
    word, value, instance = (
        str(error.validator),
        cast("Any", error.validator_value),
        cast("Any", error.instance),
    )
    if word == "required":
        missing = [key for key in value if key not in instance]
        return f"{', '.join(missing)} missing."
    if word == "additionalProperties":
        known = cast("Any", error.schema)["properties"]
        strange = [key for key in instance if key not in known]
        return f"nobody knows what {', '.join(map(_shown, strange))} means here."
    return SENTENCES[word](instance, value)


def _shown(value: object) -> str:
    """A value, cut where it is long; whole numbers of any length can be shown."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**LONGEST_SHOWN:
        return "a number of more than 60 digits"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = f"“{value}”"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…”"
