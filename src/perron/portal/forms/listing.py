"""Lists that narrow: words, facets, sorting and pages, all in the address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import get_language

from perron.core.publications import publication_number
from perron.core.records.kinds import Kind, kinds
from perron.core.searching.finding import search

PER_PAGE = 25
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
MOST_FOUND = 300
KEPT_SECONDS = 24 * 3600
Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow a list: a column with few values, and the words for them."""

    name: str
    legend: Any
    column: str
    label: Callable[[list[Any]], Mapping[Any, Any]]

    def counts(self, rows: Rows) -> dict[Any, int]:
        """How many rows there are of each value."""
        found = rows.order_by().values_list(self.column).annotate(n=Count("pk", distinct=True))
        return {value: count for value, count in found if value not in (None, "")}


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of things of one kind."""

    kind: str
    rows: Callable[[], Rows]
    facets: tuple[Facet, ...] = ()
    sorts: Mapping[str, tuple[Any, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def record_kind(self) -> Kind:
        return kinds[self.kind]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a list, read from the address; anything unknown is left out."""

    query: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str
    page: int

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or any(self.chosen.values()))


def asked_of(listing: Listing, wanted: QueryDict) -> Asked:
    """Read the address; nonsense is read as nothing."""
    chosen = {facet.name: tuple(wanted.getlist(facet.name)[:50]) for facet in listing.facets}
    number = wanted.get("page", "1")
    return Asked(
        query=wanted.get("q", "").strip()[:200].replace("\x00", ""),
        chosen=chosen,
        sort=wanted.get("sort", "") if wanted.get("sort", "") in listing.sorts else "",
        page=int(number) if PAGE_NUMBER.fullmatch(number) else 1,
    )


def narrowed(listing: Listing, asked: Asked, *, but: str = "") -> Rows:
    """The rows that the reader asked for; ``but`` leaves one facet out, for its own counts."""
    rows = listing.rows()
    if asked.query:
        rows = _found(listing, rows, asked)
    for facet in listing.facets:
        values = asked.chosen[facet.name]
        if values and facet.name != but:
            rows = rows.filter(**{f"{facet.column}__in": _usable(values)})
            rows = rows.distinct() if "__" in facet.column else rows
    return rows


def _usable(values: tuple[str, ...]) -> list[str]:
    return [value.replace("\x00", "") for value in values]


def _found(listing: Listing, rows: Rows, asked: Asked) -> Rows:
    """Rows that the words find, best first unless another order is asked for."""
    hits = search(
        asked.query, language=get_language() or "en", kinds=[listing.kind], limit=MOST_FOUND
    ).hits
    codes = [hit.code for hit in hits]
    rows = rows.filter(code__in=codes)
    if asked.sort:
        return rows
    places = [When(code=code, then=Value(place)) for place, code in enumerate(codes)]
    if not places:
        return rows
    return rows.order_by(Case(*places, default=Value(MOST_FOUND), output_field=IntegerField()))


def page_of(listing: Listing, asked: Asked) -> Page[Any]:
    """One page of the rows; a page beyond the last is the last."""
    rows = narrowed(listing, asked)
    if asked.sort:
        rows = rows.order_by(*listing.sorts[asked.sort][1])
    paginator = Paginator(rows, PER_PAGE)
    if not asked.is_narrowed:
        paginator.count = kept(f"count:{listing.kind}", rows.count)
    return paginator.get_page(asked.page)


def facet_groups(listing: Listing, asked: Asked) -> list[dict[str, Any]]:
    """The facets with the number of rows that each choice would leave."""
    groups: list[dict[str, Any]] = []
    for facet in listing.facets:
        rows = narrowed(listing, asked, but=facet.name)
        others = any(values for name, values in asked.chosen.items() if name != facet.name) or bool(
            asked.query
        )
        counts: dict[Any, int] = (
            facet.counts(rows)
            if others
            else kept(f"facet:{listing.kind}:{facet.name}", partial(facet.counts, rows))
        )
        labels = facet.label(list(counts))
        choices = [
            {
                "value": value,
                "label": labels.get(value, value),
                "count": counts.get(value, 0),
                "checked": str(value) in asked.chosen[facet.name],
            }
            for value in labels
            if value in counts
        ]
        groups.append({"name": facet.name, "legend": facet.legend, "choices": choices})
    return groups


def kept(name: str, compute: Callable[[], Any]) -> Any:
    """A figure about a whole list, computed once per publication."""
    key = f"{name}:{publication_number()}"
    found = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found
