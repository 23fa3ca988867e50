"""Lists that narrow: words, facets, sorting and pages, all in the address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import get_language

from perron.core.publications import memory
from perron.core.records.kinds import Kind, kinds
from perron.core.searching.finding import search
from perron.portal.forms.counting import ALL, Tally, kept

PER_PAGE = 25
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
MOST_FOUND = 300
Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow a list: a column with few values, and the words for them."""

    name: str
    legend: Any
    column: str
    label: Callable[[list[Any]], Mapping[Any, Any]]


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

    def tally(self) -> Tally:
        """Its rows, ready to be counted."""
        columns = {facet.name: facet.column for facet in self.facets}
        return Tally(self.kind, self.rows, columns)


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
    chosen = {facet.name: _usable(wanted.getlist(facet.name)) for facet in listing.facets}
    number = wanted.get("page", "1")
    return Asked(
        query=wanted.get("q", "").strip()[:200].replace("\x00", ""),
        chosen=chosen,
        sort=wanted.get("sort", "") if wanted.get("sort", "") in listing.sorts else "",
        page=int(number) if PAGE_NUMBER.fullmatch(number) else 1,
    )


def _usable(values: list[str]) -> tuple[str, ...]:
    return tuple(value for value in values[:50] if value and "\x00" not in value)


def narrowed(listing: Listing, asked: Asked) -> Rows:
    """The rows that the reader asked for."""
    rows = listing.rows()
    if asked.query:
        rows = _found(listing, rows, asked)
    for facet in listing.facets:
        if values := asked.chosen[facet.name]:
            wanted = Q(**{f"{facet.column}__in": values})
            if "__" in facet.column:  # a row may have several of the values and is shown once
                wanted = Q(pk__in=listing.rows().order_by().filter(wanted).values("pk"))
            rows = rows.filter(wanted)
    return rows


def _found(listing: Listing, rows: Rows, asked: Asked) -> Rows:
    """Rows that the words find, best first unless another order is asked for."""
    codes = codes_found(listing, asked)
    rows = rows.filter(code__in=codes)
    if asked.sort or not codes:
        return rows
    places = [When(code=code, then=Value(place)) for place, code in enumerate(codes)]
    return rows.order_by(Case(*places, default=Value(MOST_FOUND), output_field=IntegerField()))


def codes_found(listing: Listing, asked: Asked) -> list[str]:
    """What the words find, best first; searched once in a request."""
    known, key = memory(), f"found:{listing.kind}:{asked.query}"
    if key not in known:
        language = get_language() or "en"
        found = search(asked.query, language=language, kinds=[listing.kind], limit=MOST_FOUND)
        known[key] = [hit.code for hit in found.hits]
    codes: list[str] = known[key]
    return codes


def page_of(listing: Listing, asked: Asked) -> Page[Any]:
    """One page of the rows; a page beyond the last is the last."""
    rows = narrowed(listing, asked)
    if asked.sort:
        rows = rows.order_by(*listing.sorts[asked.sort][1])
    paginator = Paginator(rows, PER_PAGE)
    tally = listing.tally()
    paginator.count = tally.count(asked.chosen, _within(listing, asked, tally))
    return paginator.get_page(asked.page)


def _within(listing: Listing, asked: Asked, tally: Tally) -> int:
    return tally.of_codes(codes_found(listing, asked)) if asked.query else ALL


def facet_groups(listing: Listing, asked: Asked) -> list[dict[str, Any]]:
    """The facets with the number of rows that each choice would leave."""
    groups: list[dict[str, Any]] = []
    tally = listing.tally()
    within = _within(listing, asked, tally)
    for facet in listing.facets:
        counts = tally.counts(facet.name, asked.chosen, within)
        chosen = asked.chosen[facet.name]
        choices = [
            {
                "value": value,
                "label": label,
                "count": counts[value],
                "checked": str(value) in chosen,
            }
            for value, label in _labels(listing, facet, tally).items()
            if value in counts
        ]
        groups.append({"name": facet.name, "legend": facet.legend, "choices": choices})
    return groups


def _labels(listing: Listing, facet: Facet, tally: Tally) -> dict[Any, str]:
    """The words for every value of a facet, in the reader's language and the list's order."""

    def spelt() -> dict[Any, str]:
        return {value: str(label) for value, label in facet.label(tally.values(facet.name)).items()}

    labels: dict[Any, str] = kept(f"labels:{listing.kind}:{facet.name}:{get_language()}", spelt)
    return labels
