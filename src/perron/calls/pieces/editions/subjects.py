"""Sites, bodies and municipalities of which one may ask whether they can apply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from perron.core.searching.finding import search
from perron.core.searching.folding import fold
from perron.directory.models import Municipality, Organisation, Site

MOST = 20
MODELS: dict[str, Any] = {
    "site": Site,
    "organisation": Organisation,
    "municipality": Municipality,
}
WORDS = {
    "site": _("site"),
    "organisation": _("organisation"),
    "municipality": _("municipality"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A subject that somebody chose."""

    kind: str
    thing: Any


def chosen(asked: Mapping[str, str]) -> Chosen | None:
    """The subject that the address names, if there is one."""
    for kind, model in MODELS.items():
        if code := asked.get(kind, ""):
            found = model.objects.filter(code=code[:80]).first()
            return Chosen(kind, found) if found else None
    return None


def found_subjects(query: str, unit: str, page: str) -> list[dict[str, Any]]:
    """Subjects whose name, or whose municipality, has these words; those that may apply first."""
    words = query.strip()[:100]
    if not words:
        return []
    kinds = ["site", "organisation", "municipality"]
    if unit == "organisation":
        kinds = ["organisation", "municipality"]
    lines: list[dict[str, Any]] = []
    for kind in kinds:
        lines += [_line(kind, thing, page) for thing in _matching(kind, words)]
    return lines[:MOST]


def _matching(kind: str, words: str) -> Iterable[Any]:
    if kind == "site":
        return _sites(words)
    language = get_language() or settings.LANGUAGE_CODE
    hits = [hit.code for hit in search(words, language=language, kinds=[kind], limit=MOST).hits]
    rows = {one.code: one for one in MODELS[kind].objects.filter(code__in=hits)}
    return [rows[code] for code in hits if code in rows]


def _sites(words: str) -> list[Site]:
    """Sites by their own name or number, by their board and by their municipality."""
    folded = fold(words)
    named = (
        Q(order_key__contains=folded)
        | Q(code__iexact=words)
        | Q(organisation__order_key__contains=folded)
        | Q(municipality__order_key__startswith=folded)
    )
    rows = Site.objects.filter(named).select_related("organisation", "municipality")
    return list(rows.order_by("order_key", "code")[:MOST])


def _line(kind: str, thing: Any, page: str) -> dict[str, Any]:
    municipality = getattr(thing, "municipality", None)
    return {
        "kind": WORDS[kind],
        "name": thing.name,
        "where": municipality.name if municipality else "",
        "url": f"{page}?{urlencode({kind: thing.code})}",
    }


def page_of(code: str) -> str:
    """Where one asks about an edition."""
    return reverse("calls:eligible", args=[code])
