"""Everything about a person in one file: JSON for programs, a page for people."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.core.formats import date_in_words
from perron.core.personal.register import Rows, Subject, holdings
from perron.core.personal.wording import WORDS

PAGE = "index.html"


def everything_about(subject: Subject) -> dict[str, Rows]:
    """What each holding has about a person; those that have nothing are there and empty."""
    return {holding.name: holding.export(subject) for holding in holdings}


def file_about(subject: Subject, at: datetime) -> bytes:
    """A ZIP archive: ``NAME.json`` for each holding, and a page in the current language.

    It is made in memory and kept nowhere.
    """
    found = everything_about(subject)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(PAGE, _page(found, at))
        for name, rows in found.items():
            words = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            folder.writestr(f"{name}.json", f"{words}\n")
    return archive.getvalue()


def _page(found: dict[str, Rows], at: datetime) -> str:
    parts = [
        {
            "label": holding.label,
            "why": holding.why,
            "until": holding.until,
            "seen": holding.seen,
            "rows": [_said(row) for row in found[holding.name]],
        }
        for holding in holdings
    ]
    context = {"parts": parts, "at": at, "language": get_language()}
    return render_to_string("core/own_data.html", context)


def _said(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(WORDS.get(name, name)), in_words(value)) for name, value in row.items()]


def in_words(value: object) -> str:
    """A plain value as a reader sees it."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_in_words(value)
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
