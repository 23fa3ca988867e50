"""Codecs: how one key of a record is read from a row, checked, and written back."""

from perron.core.records.codecs.base import PARTIAL_DATE, Book, Codec, JsonSchema, Path, Pointer
from perron.core.records.codecs.links import Link, Links
from perron.core.records.codecs.parts import (
    Many,
    clean_record,
    is_empty,
    object_schema,
    pointers_of,
    read_fields,
    write_fields,
)
from perron.core.records.codecs.values import (
    LARGEST_INTEGER,
    Choice,
    Number,
    Plain,
    Raw,
    Translated,
    Word,
    Words,
    code,
    partial_date,
)

__all__ = [
    "LARGEST_INTEGER",
    "PARTIAL_DATE",
    "Book",
    "Choice",
    "Codec",
    "JsonSchema",
    "Link",
    "Links",
    "Many",
    "Number",
    "Path",
    "Plain",
    "Pointer",
    "Raw",
    "Translated",
    "Word",
    "Words",
    "clean_record",
    "code",
    "is_empty",
    "object_schema",
    "partial_date",
    "pointers_of",
    "read_fields",
    "write_fields",
]
