"""What was typed on a page of an application, by field; nothing is judged here."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from perron.calls.rules.definition import Field, FieldKind
from perron.calls.services.applying.form import sent_name
from perron.calls.services.applying.values import MOST_LINES, read_decimal

HERE = ".here"  # says that a field stood on the page, where nothing else would


def read_values(fields: Iterable[Field], sent: QueryDict) -> dict[str, Any]:
    """The values of those fields that stood on the page, as they were typed."""
    return {
        field.code: _value(field, sent)
        for field in fields
        if field.kind != FieldKind.FILE and _stood(field, sent)
    }


def read_hours(sent: QueryDict, language: str) -> Decimal | None:
    """The hours that a team says it spent; None where nothing was said."""
    return read_decimal(sent.get("hours", ""), language) if sent.get("hours") else None


def _stood(field: Field, sent: QueryDict) -> bool:
    return f"{sent_name(field)}{HERE}" in sent or sent_name(field) in sent


def _value(field: Field, sent: QueryDict) -> Any:
    name = sent_name(field)
    if field.kind == FieldKind.CHOICES:
        return sent.getlist(name)
    if field.kind == FieldKind.CATALOGUE:
        start = f"{name}:"
        return {key.removeprefix(start): sent[key] for key in sent if key.startswith(start)}
    if field.kind == FieldKind.BUDGET:
        return [
            {"what": sent.get(f"{name}.{n}.what", ""), "amount": sent.get(f"{name}.{n}.amount", "")}
            for n in range(MOST_LINES)
            if f"{name}.{n}.what" in sent or f"{name}.{n}.amount" in sent
        ]
    return sent.get(name, "")
