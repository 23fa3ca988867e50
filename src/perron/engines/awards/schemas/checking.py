"""Checks made from a JSON Schema, quick enough for thousands of rows, with a sentence per fault.

They know the words of draft 2020-12 that the two schemas use, and refuse to be made from others.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from perron.engines.awards.canonical import written

Path = tuple[object, ...]
Fault = tuple[Path, str]
Check = Callable[[Any], Sequence[Fault]]
Node = Mapping[str, Any]

LONGEST_SHOWN = 60
NOTES = {"$schema", "$defs", "title", "description"}
TYPES: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
is_object, is_list = TYPES["object"], TYPES["array"]
is_text, is_number = TYPES["string"], TYPES["integer"]


def check_of(node: Node, names: Node) -> Check:
    """The check of a schema; ``names`` holds what it refers to. KeyError for an unknown word."""
    checks = [MAKERS[word](value, node, names) for word, value in node.items() if word not in NOTES]

    def check(value: Any) -> Sequence[Fault]:
        faults: list[Fault] = []
        for one in checks:
            faults += one(value)
        return faults

    return check


def shown(value: object) -> str:
    """A value, cut where it is long."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = f"“{value}”"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…”"


def _single(fits: Callable[[Any], bool], sentence: Callable[[Any], str]) -> Check:
    """A check of the value itself."""
    return lambda value: () if fits(value) else [((), sentence(value))]


def _type(kind: str, _node: Node, _names: Node) -> Check:
    return _single(TYPES[kind], lambda value: f"{shown(value)} is not of the type “{kind}”.")


def _const(wanted: str, _node: Node, _names: Node) -> Check:
    return _single(
        lambda value: is_text(value) and value == wanted,
        lambda value: f"{shown(value)} should be “{wanted}”.",
    )


def _enum(known: Sequence[str], _node: Node, _names: Node) -> Check:
    return _single(
        lambda value: is_text(value) and value in known,
        lambda value: f"{shown(value)} is none of {', '.join(known)}.",
    )


def _pattern(form: str, _node: Node, _names: Node) -> Check:
    search = re.compile(form).search
    return _single(
        lambda value: not is_text(value) or search(value) is not None,
        lambda value: f"{shown(value)} does not have the form {form}.",
    )


def _minimum(least: int, _node: Node, _names: Node) -> Check:
    return _single(
        lambda value: not is_number(value) or value >= least,
        lambda value: f"{shown(value)} is less than {least}.",
    )


def _maximum(most: int, _node: Node, _names: Node) -> Check:
    return _single(
        lambda value: not is_number(value) or value <= most,
        lambda value: f"{shown(value)} is more than {most}.",
    )


def _at_least(is_such: Callable[[object], bool], sentence: str) -> "Maker":
    """How many characters, entries or names there have to be."""
    return lambda least, _node, _names: _single(
        lambda value: not is_such(value) or len(value) >= least,
        lambda _value: sentence.format(least),
    )


def _at_most(is_such: Callable[[object], bool], sentence: str) -> "Maker":
    return lambda most, _node, _names: _single(
        lambda value: not is_such(value) or len(value) <= most,
        lambda _value: sentence.format(most),
    )


def _unique(_wanted: object, _node: Node, _names: Node) -> Check:
    return _single(
        lambda value: not is_list(value) or len(set(map(written, value))) == len(value),
        lambda _value: "the same stands here twice.",
    )


def _required(wanted: Sequence[str], _node: Node, _names: Node) -> Check:
    names = set(wanted)
    return _single(
        lambda value: not is_object(value) or names <= value.keys(),
        lambda value: f"{', '.join(key for key in wanted if key not in value)} missing.",
    )


def _properties(nodes: Node, _node: Node, names: Node) -> Check:
    checks = [(key, check_of(node, names)) for key, node in nodes.items()]

    def check(value: Any) -> Sequence[Fault]:
        if not is_object(value):
            return ()
        found = ((key, one(value[key])) for key, one in checks if key in value)
        return _under(found)

    return check


def _additional(rule: Any, node: Node, names: Node) -> Check:
    known = node.get("properties", {}).keys()
    if rule is False:
        return _single(
            lambda value: not is_object(value) or value.keys() <= known,
            lambda value: f"nobody knows what {_strange(value.keys() - known)} means here.",
        )
    one = check_of(rule, names)
    return lambda value: (
        _under((key, one(below)) for key, below in value.items() if key not in known)
        if is_object(value)
        else ()
    )


def _strange(keys: Collection[str]) -> str:
    return ", ".join(map(shown, sorted(keys)))


def _property_names(node: Node, _node: Node, names: Node) -> Check:
    one = check_of(node, names)
    return lambda value: [fault for key in value for fault in one(key)] if is_object(value) else ()


def _items(node: Node, _node: Node, names: Node) -> Check:
    one = check_of(node, names)
    return lambda value: (
        _under((number, one(below)) for number, below in enumerate(value)) if is_list(value) else ()
    )


def _any_of(nodes: Sequence[Node], _node: Node, names: Node) -> Check:
    checks = [check_of(node, names) for node in nodes]
    return _single(
        lambda value: any(not one(value) for one in checks),
        lambda value: f"{shown(value)} has none of the forms that it may have.",
    )


def _reference(name: str, _node: Node, names: Node) -> Check:
    return check_of(names[name.removeprefix("#/$defs/")], names)


def _under(found: Iterable[tuple[object, Sequence[Fault]]]) -> list[Fault]:
    """Faults of what lies below, with the step that leads there."""
    return [((step, *path), sentence) for step, faults in found for path, sentence in faults]


Maker = Callable[[Any, Node, Node], Check]
MAKERS: Mapping[str, Maker] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minLength": _at_least(is_text, "the text is empty."),
    "maxLength": _at_most(is_text, "the text is longer than {} characters."),
    "minItems": _at_least(is_list, "the list has fewer than {} entries."),
    "maxItems": _at_most(is_list, "the list has more than {} entries."),
    "minProperties": _at_least(is_object, "nothing is named here."),
    "maxProperties": _at_most(is_object, "more than {} are named here."),
    "uniqueItems": _unique,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "items": _items,
    "anyOf": _any_of,
    "$ref": _reference,
}
