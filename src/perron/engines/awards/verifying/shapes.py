"""Small checks of what a JSON value looks like, each problem told in a sentence with its place."""

import re
from collections.abc import Callable, Iterator, Mapping

Shape = Callable[[object, str], Iterator[str]]

TOLD_LETTERS = 60
TOLD_NUMBER = 10**18


def told(value: object) -> str:
    """A value from outside, short enough for a sentence."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < TOLD_NUMBER else "a number of more than 18 digits"
    if isinstance(value, float):
        return f"{value!r}, which is no whole number"
    if isinstance(value, str):
        return ascii(value[:TOLD_LETTERS])
    return "an object" if isinstance(value, dict) else "a list"


def whole(least: int, most: int) -> Shape:
    """A whole number within limits; true and false are none."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield f"{at} is {told(value)}; a whole number from {least} to {most} is needed."

    return check


def flag(value: object, at: str) -> Iterator[str]:
    """Either true or false."""
    if not isinstance(value, bool):
        yield f"{at} is {told(value)}; true or false is needed."


def text(value: object, at: str) -> Iterator[str]:
    """Any text that can be written in UTF-8."""
    if not isinstance(value, str):
        yield f"{at} is {told(value)}; a text is needed."
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        yield f"{at} holds half a character, so it has no digest."


def like(pattern: str, what: str) -> Shape:
    """A text that a pattern describes from its first to its last letter."""
    form = re.compile(pattern, re.ASCII)

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not form.fullmatch(value):
            yield f"{at} is {told(value)}; {what} is needed."

    return check


def among(*choices: str) -> Shape:
    """One of these texts."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str) or value not in choices:
            yield f"{at} is {told(value)}; {' or '.join(choices)} is needed."

    return check


def maybe(shape: Shape) -> Shape:
    """Null, or what the shape says."""

    def check(value: object, at: str) -> Iterator[str]:
        if value is not None:
            yield from shape(value, at)

    return check


def listed(shape: Shape, least: int, most: int) -> Shape:
    """A list of so many things of one shape."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at} is {told(value)}; a list is needed."
        elif not least <= len(value) <= most:
            yield f"{at} holds {len(value)} things; from {least} to {most} are needed."
        else:
            for place, entry in enumerate(value):
                yield from shape(entry, f"{at}[{place}]")

    return check


def keyed(key: Shape, shape: Shape) -> Shape:
    """An object whose keys and values are of two shapes."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at} is {told(value)}; an object is needed."
            return
        for name, entry in value.items():
            yield from key(name, f"a key of {at}")
            yield from shape(entry, f"{at}[{told(name)}]")

    return check


def record(needed: Mapping[str, Shape], allowed: Mapping[str, Shape] | None = None) -> Shape:
    """An object with these keys, and perhaps those."""
    known = {**needed, **(allowed or {})}

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at} is {told(value)}; an object is needed."
            return
        for name in needed:
            if name not in value:
                yield f"{at} lacks {name}."
        for name, entry in value.items():
            if name in known:
                yield from known[name](entry, f"{at}.{name}")
            else:
                yield f"{at} has a key that the format does not know: {told(name)}."

    return check
