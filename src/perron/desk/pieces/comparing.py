"""Two records side by side in words, part by part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from perron.core.dates import PARTIAL, in_words
from perron.core.formats import number_in_words
from perron.core.records.codecs import (
    PARTIAL_DATE,
    Choice,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Plain,
    Translated,
    Word,
    Words,
    is_empty,
)
from perron.core.records.kinds import Kind
from perron.core.words import word
from perron.desk.records.choices import Choices
from perron.desk.records.labels import label_of
from perron.desk.services.conflicts import Clash

ADDED, REMOVED = "added", "removed"


@dataclass(frozen=True, slots=True)
class Said:
    """A value in words, with its language where it has one."""

    words: str
    language: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list that came or went, with what it says."""

    mark: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a record: before and after in words; ``parts`` when it is a list."""

    key: str
    label: str
    before: tuple[Said, ...] = ()
    after: tuple[Said, ...] = ()
    parts: tuple[Part, ...] = ()
    same: int = 0
    is_moved: bool = False


def differences(
    kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], *, choices: Choices
) -> list[Difference]:
    """Every part that two settled records have differently, in the order of the form."""
    choices.prepare(kind.codecs, before)
    choices.prepare(kind.codecs, after)
    return [
        _difference(codec, before.get(codec.key), after.get(codec.key), kind=kind, choices=choices)
        for codec in kind.codecs
        if before.get(codec.key) != after.get(codec.key)
    ]


def _difference(
    codec: Codec, before: Any, after: Any, *, kind: Kind, choices: Choices
) -> Difference:
    label = label_of(codec, kind.model)
    if isinstance(codec, Translated):
        before, after = _only_changed(before or {}, after or {})
    if not isinstance(codec, Many):
        was, becomes = said_of(codec, before, choices), said_of(codec, after, choices)
        return Difference(codec.key, label, was, becomes)
    earlier, later = list(before or ()), list(after or ())
    gone = _less(earlier, later)
    come = _less(later, earlier)
    parts = [
        *(Part(REMOVED, _said_of_part(codec, entry, choices)) for entry in gone),
        *(Part(ADDED, _said_of_part(codec, entry, choices)) for entry in come),
    ]
    same = len(later) - len(come)
    return Difference(codec.key, label, parts=tuple(parts), same=same, is_moved=not parts)


def _only_changed(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The languages in which two texts differ, in the region's order."""
    languages = dict.fromkeys([*settings.REGION.languages, *before, *after])
    changed = [one for one in languages if before.get(one) != after.get(one)]
    was = {one: before[one] for one in changed if one in before}
    return was, {one: after[one] for one in changed if one in after}


def _less(entries: list[Any], others: list[Any]) -> list[Any]:
    """The entries that have no equal among the others."""
    rest = list(others)
    left: list[Any] = []
    for entry in entries:
        if entry in rest:
            rest.remove(entry)
        else:
            left.append(entry)
    return left


def _said_of_part(codec: Many, entry: Mapping[str, Any], choices: Choices) -> tuple[Said, ...]:
    said: list[Said] = []
    for inner in codec.codecs:
        label = label_of(inner, codec.model)
        value = entry.get(inner.key)
        for one in said_of(inner, value, choices):
            spoken = f"{label} ({one.label})" if one.label else label
            said.append(Said(one.words, one.language, spoken))
    return tuple(said)


def said_of(codec: Codec, value: Any, choices: Choices) -> tuple[Said, ...]:
    """A value in words; nothing where there is none."""
    if is_empty(value):
        return ()
    if isinstance(codec, Many):
        parts = (_said_of_part(codec, entry, choices) for entry in value)
        lines = (" · ".join(f"{one.label}: {one.words}" for one in part) for part in parts)
        return tuple(Said(line) for line in lines)
    if isinstance(codec, Translated):
        spoken = settings.REGION.language_names
        order = [one for one in dict.fromkeys([*settings.REGION.languages, *value]) if one in value]
        return tuple(Said(value[code], code, spoken.get(code, code)) for code in order)
    if isinstance(codec, Links):
        return tuple(Said(choices.name(codec.kind, code) or code) for code in value)
    if isinstance(codec, Words):
        return tuple(Said(str(word(codec.vocabulary, code).name)) for code in value)
    return (Said(_words_of(codec, value, choices)),)


def clashes_in_words(
    kind: Kind, clashes: Iterable[Clash], *, choices: Choices
) -> list[dict[str, Any]]:
    """Both wordings of each part, and its key and label."""
    codecs = {codec.key: codec for codec in kind.codecs}
    found: list[dict[str, Any]] = []
    for clash in clashes:
        codec, mine, theirs = codecs[clash.key], clash.mine, clash.theirs
        if isinstance(codec, Translated):
            mine, theirs = _only_changed(mine or {}, theirs or {})
        found.append(
            {
                "key": clash.key,
                "label": label_of(codec, kind.model),
                "mine": said_of(codec, mine, choices),
                "theirs": said_of(codec, theirs, choices),
                "both": clash.both,
            }
        )
    return found


def _words_of(codec: Codec, value: Any, choices: Choices) -> str:
    if isinstance(codec, Link):
        return choices.name(codec.kind, value) or str(value)
    if isinstance(codec, Word):
        return str(word(codec.vocabulary, value).name)
    if isinstance(codec, Choice):
        return str(dict(codec.choices.choices).get(value, value))
    if isinstance(codec, Number) and not isinstance(value, str):
        return number_in_words(value)
    if isinstance(codec, Plain) and codec.format == PARTIAL_DATE and PARTIAL.fullmatch(str(value)):
        return in_words(str(value))
    return _("yes") if value is True else str(value)
