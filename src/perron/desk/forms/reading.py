"""From what a form sent back to a record: every field is known, and nothing typed is lost."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict

from perron.core.records.codecs import (
    PARTIAL_DATE,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Plain,
    Raw,
    Translated,
    Words,
    is_empty,
)
from perron.core.records.kinds import Kind, Record
from perron.desk.errors import TooManyParts, UnknownParts
from perron.desk.forms.typed import address_of, date_of, number_of, text_of, whole_of
from perron.desk.records.choices import Choices

OURS = {"csrfmiddlewaretoken", "base", "do", "revision"}
KEEP = "keep."  # before the part of which one of two wordings was chosen
COUNT, MORE = "rows", "more"
LANGUAGE = re.compile(r"[a-z]{2}")
MOST_ROWS = 500
NAMED = 5
READERS: dict[str, Callable[[str], Any]] = {
    PARTIAL_DATE: date_of,
    "uri": address_of,
    "integer": whole_of,
    "boolean": bool,
}


class Posted:
    """The fields of a form, each of which must be asked for."""

    def __init__(self, fields: QueryDict) -> None:
        self._fields = fields
        self._asked = OURS | {name for name in fields if name.startswith(KEEP)}

    def one(self, name: str) -> str:
        self._asked.add(name)
        return text_of(self._fields.get(name, ""))

    def several(self, name: str) -> list[str]:
        self._asked.add(name)
        return [text_of(value) for value in self._fields.getlist(name) if value]

    def languages(self, name: str) -> list[str]:
        """The languages in which a text was sent, whether the region has them or not."""
        found = (LANGUAGE.fullmatch(field.removeprefix(f"{name}.")) for field in self._fields)
        sent = [one.group() for one in found if one]
        return list(dict.fromkeys([*settings.REGION.languages, *sent]))

    def unasked(self) -> list[str]:
        """Names that no question has."""
        return sorted(set(self._fields) - self._asked)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was sent, and the names that it may use."""

    posted: Posted
    choices: Choices


def read_form(
    kind: Kind, fields: QueryDict, *, before: Mapping[str, Any], choices: Choices
) -> Record:
    """The record that a form describes; identity and parts without a question stay as before.

    Raises :class:`UnknownParts` when the form holds fields that the kind does not have.
    """
    posted = Posted(fields)
    answers = Answers(posted, choices)
    choices.prepare(kind.codecs, before)
    record: Record = {}
    for codec in kind.codecs:
        if codec.key in kind.identity or isinstance(codec, Raw):
            value = before.get(codec.key)
        else:
            value = _in_order(_read(codec, codec.key, answers), codec, before.get(codec.key))
        if not is_empty(value):
            record[codec.key] = value
    if unknown := posted.unasked():
        raise UnknownParts(kind=kind.label, parts=", ".join(unknown[:NAMED])[:200])
    return record


def _read(codec: Codec, name: str, answers: Answers) -> Any:
    posted = answers.posted
    if isinstance(codec, Many):
        return _rows(codec, name, answers)
    if isinstance(codec, Translated):
        texts = {language: posted.one(f"{name}.{language}") for language in posted.languages(name)}
        return {language: words for language, words in texts.items() if words}
    if isinstance(codec, Links):
        return _links(codec, name, answers)
    if isinstance(codec, Words):
        return list(dict.fromkeys(posted.several(name)))
    words = posted.one(name)
    return _value(codec, words, answers.choices) if words else None


def _in_order(value: Any, codec: Codec, known: Any) -> Any:
    """Ticks come in the order of the page: those that were there keep their own."""
    if not isinstance(codec, Words):
        return value
    return [
        *(one for one in known or () if one in value),
        *(one for one in value if one not in (known or ())),
    ]


def _value(codec: Codec, words: str, choices: Choices) -> Any:
    """What was typed into one field, as far as it can be understood."""
    if isinstance(codec, Link):
        return choices.resolve(codec.kind, words)
    if isinstance(codec, Number):
        return number_of(words)
    if isinstance(codec, Plain):
        return READERS.get(codec.format or codec.type, str)(words)
    return words


def _links(codec: Links, name: str, answers: Answers) -> list[str]:
    """What stays chosen, and one more that was typed."""
    chosen = answers.posted.several(name)
    if typed := answers.posted.one(f"{name}.{MORE}"):
        chosen.append(answers.choices.resolve(codec.kind, typed))
    return list(dict.fromkeys(chosen))


def _rows(codec: Many, name: str, answers: Answers) -> list[Record]:
    """The parts of a list in their order; an empty row stays, so that it can be filled in."""
    count = whole_of(answers.posted.one(f"{name}.{COUNT}") or "0")
    if not isinstance(count, int) or count > MOST_ROWS:
        raise TooManyParts(most=MOST_ROWS)
    rows: list[Record] = []
    for place in range(count):
        parts = {
            inner.key: _read(inner, f"{name}.{place}.{inner.key}", answers)
            for inner in codec.codecs
        }
        rows.append({key: value for key, value in parts.items() if not is_empty(value)})
    return rows
