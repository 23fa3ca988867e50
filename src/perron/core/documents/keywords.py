"""JSON Schema as documents need it: exact numbers, and one error for each thing to put right.

Draft 2020-12, with these differences: an integer is written without a point, numbers are compared
as decimals, and an error about one key or one entry has a path of its own. Nothing is fetched.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing.jsonschema import EMPTY_REGISTRY

from perron.core.documents.formats import FORMATS

Errors = Iterator[ValidationError]
Schema = Mapping[str, Any]


class Descends(Protocol):
    """What a keyword may ask of the validator that calls it."""

    schema: Schema

    def descend(
        self, instance: object, schema: object, path: str | int | None = None
    ) -> Errors: ...


def validator_for(schema: Schema) -> Validator:
    """Make a validator of documents; references stay inside the schema."""
    exact = {key: _exact(value) for key, value in schema.items()}
    return _DOCUMENT_VALIDATOR(exact, format_checker=FORMATS, registry=EMPTY_REGISTRY)


def _exact(schema: object) -> object:
    """Make the schema's numbers decimals: 0.1 is a tenth, not the nearest binary fraction."""
    if isinstance(schema, Mapping):
        return {key: _exact(value) for key, value in schema.items()}
    if isinstance(schema, list | tuple):
        return [_exact(value) for value in schema]
    return Decimal(repr(schema)) if isinstance(schema, float) else schema


def _matches(pattern: str, text: str) -> bool:
    r"""Tell whether a pattern is found in a text, as JSON Schema (ECMA 262) means it.

    Python's ``$`` also matches before a last line break, and its ``\d`` other digits than 0 to 9.
    """
    if text.endswith("\n"):
        text = f"{text[:-1]}\r"
    return re.search(pattern, text, re.ASCII) is not None


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _items(mapping: object) -> list[tuple[str, object]]:
    return list(mapping.items()) if isinstance(mapping, Mapping) else []


def _inside(validator: Descends, key: str, value: object, *, schema: object) -> Errors:
    """Check the value of a key; ``descend`` alone would not say which key may not be there."""
    if schema is False:
        yield ValidationError("forbidden", path=[key], instance=value)
    else:
        yield from validator.descend(value, schema, path=key)


def _properties(
    validator: Descends, properties: Schema, instance: object, _schema: Schema
) -> Errors:
    for key, value in _items(instance):
        if key in properties:
            yield from _inside(validator, key, value, schema=properties[key])


def _additional_properties(
    validator: Descends, allowed: object, instance: object, _schema: Schema
) -> Errors:
    known = validator.schema.get("properties", {})
    patterns = validator.schema.get("patternProperties", {})
    for key, value in _items(instance):
        if key in known or any(_matches(pattern, key) for pattern in patterns):
            continue
        yield from _inside(validator, key, value, schema=allowed)


def _pattern_properties(
    validator: Descends, patterns: Schema, instance: object, _schema: Schema
) -> Errors:
    for key, value in _items(instance):
        for pattern, schema in patterns.items():
            if _matches(pattern, key):
                yield from _inside(validator, key, value, schema=schema)


def _property_names(
    validator: Descends, names: object, instance: object, _schema: Schema
) -> Errors:
    for key, _value in _items(instance):
        causes = list(validator.descend(key, names))
        if causes:
            yield ValidationError("not a name", path=[key], instance=key, context=causes)


def _required(_validator: Descends, keys: list[str], instance: object, _schema: Schema) -> Errors:
    if isinstance(instance, Mapping):
        for key in keys:
            if key not in instance:
                yield ValidationError("missing", validator_value=key)


def _dependent_required(
    _validator: Descends, needs: Mapping[str, list[str]], instance: object, _schema: Schema
) -> Errors:
    if isinstance(instance, Mapping):
        for given, keys in needs.items():
            for key in keys if given in instance else ():
                if key not in instance:
                    yield ValidationError("missing", validator_value=(given, key))


def _unique_items(
    _validator: Descends, wanted: object, instance: object, _schema: Schema
) -> Errors:
    if not wanted or not isinstance(instance, list):
        return
    seen: dict[Hashable, int] = {}
    for index, value in enumerate(instance):
        first = seen.setdefault(_frozen(value), index)
        if first != index:
            yield ValidationError("twin", path=[index], instance=value, validator_value=first)


def _frozen(value: object) -> Hashable:
    """Make a key that is equal for equal values; ``true`` is not 1."""
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(inside)) for key, inside in value.items())
    if isinstance(value, list):
        return tuple(_frozen(inside) for inside in value)
    if isinstance(value, bool):
        return ("bool", value)
    return value if isinstance(value, str | int | Decimal) else None


def _pattern(_validator: Descends, pattern: str, instance: object, _schema: Schema) -> Errors:
    if isinstance(instance, str) and not _matches(pattern, instance):
        yield ValidationError("pattern")


def _multiple_of(
    _validator: Descends, step: int | Decimal, instance: object, _schema: Schema
) -> Errors:
    if isinstance(instance, bool) or not isinstance(instance, int | Decimal):
        return
    if Fraction(instance) % Fraction(step):
        yield ValidationError("step")


_EXTEND: Callable[..., type[Validator]] = extend
_DOCUMENT_VALIDATOR = _EXTEND(
    Draft202012Validator,
    validators={
        "additionalProperties": _additional_properties,
        "dependentRequired": _dependent_required,
        "multipleOf": _multiple_of,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "properties": _properties,
        "propertyNames": _property_names,
        "required": _required,
        "uniqueItems": _unique_items,
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)
