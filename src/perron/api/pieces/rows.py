"""Rows behind a list: narrowed, and one page after the other whatever is added meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from perron.core.models import JournalLine
from perron.core.records.kinds import Kind, Record

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Records of one page with their keys; ``following`` is where the next one begins."""

    records: list[tuple[str, Record]]
    count: int
    following: str


def narrowed(kind: Kind, wanted: Mapping[str, Sequence[str]], since: datetime | None) -> Rows:
    """The rows whose columns have one of the values, changed since a moment if one is given."""
    found = kind.model._default_manager.all()
    for lookup, values in wanted.items():
        found = found.filter(**{f"{lookup}__in": values})
    if since is not None:
        found = found.alias(journal_key=_key_of(kind)).filter(journal_key__in=_changed(kind, since))
    return kind.rows().filter(pk__in=found.order_by().values("pk"))


def _changed(kind: Kind, since: datetime) -> QuerySet[JournalLine, Any]:
    lines = JournalLine.objects.filter(about_kind=kind.name, at__gte=since).order_by()
    return lines.values("about_code")


def _key_of(kind: Kind) -> Any:
    names = _names(kind)
    parts: list[Any] = [F(names[0])]
    for name in names[1:]:
        parts += [Value("/"), F(name)]
    return Concat(*parts, output_field=CharField()) if len(parts) > 1 else F(names[0])


def _names(kind: Kind) -> list[str]:
    columns = {codec.key: codec.name for codec in kind.codecs}
    return [columns[part] for part in kind.identity]


def after(kind: Kind, rows: Rows, cursor: str) -> Rows:
    """The rows that stand after a key in the order of keys."""
    if not cursor:
        return rows
    names = _names(kind)
    parts = [*cursor.split("/", len(names) - 1), *[""] * len(names)][: len(names)]
    steps = [
        Q(**dict(zip(names[:place], parts[:place], strict=True)), **{f"{name}__gt": parts[place]})
        for place, name in enumerate(names)
    ]
    return rows.filter(reduce(Q.__or__, steps))


def page_of(kind: Kind, rows: Rows, *, cursor: str, limit: int | None) -> Page:
    """So many records after a key; all of them without a limit."""
    ordered = after(kind, rows, cursor).order_by(*_names(kind))
    things = list(ordered if limit is None else ordered[: limit + 1])
    more = limit is not None and len(things) > limit
    shown = things[:limit]
    records = [(kind.key_of_thing(thing), kind.read(thing)) for thing in shown]
    return Page(records, rows.count(), records[-1][0] if more else "")
