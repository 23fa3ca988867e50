"""A bare record as lines of words: for snapshots and for comparing drafts."""

from typing import Any

from perron.core.dates import PARTIAL, in_words
from perron.core.formats import number_in_words
from perron.core.records.codecs import (
    PARTIAL_DATE,
    Codec,
    Many,
    Number,
    Plain,
    Raw,
    Translated,
    Word,
    Words,
)
from perron.core.records.kinds import Record
from perron.core.templatetags.perron import spoken
from perron.core.text import Text
from perron.core.words import word


def title_of_record(record: Record, key: str) -> Any:
    """The name, title or text of a record, or its code."""
    for name in ("name", "title", "text"):
        if isinstance(record.get(name), dict):
            return spoken(Text(record[name]))
    return key


def lines_of_record(codecs: tuple[Codec, ...], record: Record) -> list[dict[str, Any]]:
    """Each key with its value in words; lists of parts as lists of such lines."""
    return [
        _line(codec, record[codec.key])
        for codec in codecs
        if codec.key in record and not isinstance(codec, Raw)
    ]


def _line(codec: Codec, value: Any) -> dict[str, Any]:
    if isinstance(codec, Many):
        return {"key": codec.key, "parts": [lines_of_record(codec.codecs, part) for part in value]}
    return {"key": codec.key, "value": _words(codec, value)}


def _words(codec: Codec, value: Any) -> Any:
    if value is None:
        return "–"
    if isinstance(codec, Word):
        return spoken(word(codec.vocabulary, value).name)
    if isinstance(codec, Words):
        return ", ".join(str(word(codec.vocabulary, one).name) for one in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _plain_words(codec, value)


def _plain_words(codec: Codec, value: Any) -> Any:
    if isinstance(codec, Translated):
        return spoken(Text(value))
    if isinstance(codec, Number):
        return number_in_words(value)
    if isinstance(codec, Plain) and codec.format == PARTIAL_DATE and PARTIAL.fullmatch(value):
        return in_words(value)
    return value
