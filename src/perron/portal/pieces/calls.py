"""The calls that carry out a measure."""

from typing import Any

from django.core.cache import cache
from django.urls import reverse

from perron.calls.models import Edition
from perron.core.publications import publication_number
from perron.core.text import Text

KEPT_SECONDS = 24 * 3600


def calls_of(measure: str) -> list[dict[str, Any]]:
    """Name and address of each; all of them are read once per publication."""
    key = f"calls-of-measures:{publication_number()}"
    known: dict[str, list[tuple[str, dict[str, str]]]] | None = cache.get(key)
    if known is None:
        known = {}
        rows = Edition.published.exclude(measure_code="").order_by("code")
        for code, name, carried in rows.values_list("code", "name", "measure_code"):
            known.setdefault(carried, []).append((code, dict(name)))
        cache.set(key, known, KEPT_SECONDS)
    return [
        {"name": Text(name), "url": reverse("calls:edition", args=[code])}
        for code, name in known.get(measure, ())
    ]
