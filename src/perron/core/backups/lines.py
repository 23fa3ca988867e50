"""A row as one line of JSON, byte for byte the same from either database, and back."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from perron.core.backups.tables import columns_of, rows_in_order

ROWS_AT_ONCE = 500
LARGE_ROWS_AT_ONCE = 5  # a kept day is one row of some hundred kilobytes
WRITTEN: dict[type, Callable[[Any], Any]] = {
    Decimal: lambda value: format(value, "f"),
    datetime: lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
    date: date.isoformat,
    time: time.isoformat,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
    memoryview: lambda value: base64.b64encode(value).decode("ascii"),
}
PARSED = (
    models.DateField,  # datetimes are dates to Django
    models.DecimalField,
    models.TimeField,
    models.UUIDField,
)


def lines_of(model: type[models.Model], using: str, vendor: str) -> Iterator[bytes]:
    """Every row of a table, by key: an object of columns, keys sorted, ending in a newline."""
    fields = columns_of(model)
    columns = [field.column for field in fields]
    large = any(isinstance(field, models.BinaryField) for field in fields)
    rows = rows_in_order(model, using, vendor).values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=LARGE_ROWS_AT_ONCE if large else ROWS_AT_ONCE):
        cells = {name: _written(value) for name, value in zip(columns, row, strict=True)}
        text = json.dumps(cells, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        yield text.encode() + b"\n"


def _written(value: Any) -> Any:
    written = WRITTEN.get(type(value))
    return written(value) if written else value


def row_of(model: type[models.Model], line: bytes) -> models.Model:
    """The row that a line holds; raises ``ValueError`` where its columns are others."""
    cells = json.loads(line)
    fields = columns_of(model)
    if set(cells) != {field.column for field in fields}:
        raise ValueError(sorted(cells))
    return model(**{field.attname: _read(field, cells[field.column]) for field in fields})


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value) if isinstance(field, PARSED) else value
