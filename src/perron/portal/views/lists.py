"""Lists that narrow, their downloads, and the search across everything."""

from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.core.journal.lines import digest_of
from perron.core.pages import public_page
from perron.core.publications import publication_number
from perron.core.records.kinds import Record, kinds
from perron.core.records.tables import TYPES, as_csv, as_json, as_xlsx
from perron.core.searching.finding import search
from perron.core.templatetags.perron import spoken
from perron.portal.forms.counting import kept
from perron.portal.forms.listing import (
    Asked,
    Listing,
    asked_of,
    facet_groups,
    narrowed,
    page_of,
)
from perron.portal.forms.lists import LISTINGS, MEASURES, ORGANISATIONS, PLACES, PROGRAMMES
from perron.portal.pieces.links import address
from perron.portal.pieces.measures import entry_of

WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
KEPT_SECONDS = 24 * 3600
PER_SEARCH = 20


def list_page(
    request: HttpRequest, listing: Listing, entry: Callable[[Any], Any] = lambda row: row
) -> HttpResponse:
    """One page of a list; ``entry`` makes of a row what its line shows."""
    asked = asked_of(listing, request.GET)
    page = page_of(listing, asked)
    section = listing.record_kind.section
    template = f"portal/{section}.html"
    given = {
        "page": page,
        "entries": [entry(row) for row in page.object_list],
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "facets": facets_html(request, listing, asked),
        "downloads": downloads_of(request, section),
        "filtered": asked.is_narrowed,
        "section": section,
        "list_url": request.path,
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, template, given)


def facets_html(request: HttpRequest, listing: Listing, asked: Asked) -> SafeString:
    """The facets as mark-up; those of the whole list are made once per publication."""

    def made() -> SafeString:
        context = {"facets": facets_of(request, listing, asked)}
        return render_to_string("core/pieces/facets.html", context)

    if asked.is_narrowed or asked.sort:
        return made()
    whole: SafeString = kept(f"facets:{listing.kind}:{get_language()}", made)
    return whole


def facets_of(request: HttpRequest, listing: Listing, asked: Asked) -> dict[str, Any]:
    """What the facets piece shows."""
    return {
        "action": request.path,
        "query": asked.query,
        "search_label": _("Words"),
        "groups": facet_groups(listing, asked),
        "sorts": [
            {"value": name, "label": label, "selected": name == asked.sort}
            for name, (label, _fields) in listing.sorts.items()
        ],
        "reset_url": request.path if asked.is_narrowed else "",
    }


def downloads_of(request: HttpRequest, section: str) -> list[dict[str, str]]:
    """The three forms in which the list can be taken away, with the filter in force."""
    wanted = request.GET.copy()
    wanted.pop("page", None)
    query = f"?{wanted.urlencode()}" if wanted else ""
    return [
        {"format": form.upper(), "url": reverse("portal:download", args=[section, form]) + query}
        for form in WRITERS
    ]


@public_page
def measures(request: HttpRequest) -> HttpResponse:
    """All measures."""
    return list_page(request, MEASURES, entry_of)


@public_page
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes."""
    return list_page(request, PROGRAMMES)


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations."""
    return list_page(request, ORGANISATIONS)


@public_page
def places(request: HttpRequest) -> HttpResponse:
    """All places where the public is helped."""
    return list_page(request, PLACES)


@public_page
def download(request: HttpRequest, section: str, form: str) -> HttpResponse:
    """A list as a file, with the filter in force; kept until the next publication."""
    if section not in LISTINGS or form not in WRITERS:
        raise Http404
    listing = LISTINGS[section]
    asked = asked_of(listing, request.GET)
    key = digest_of([section, form, publication_number(), asked.query, dict(asked.chosen)])
    kept = caches["files"]
    content = kept.get(key)
    if content is None:
        content = WRITERS[form](listing.record_kind, records_of(listing, asked))
        kept.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{section}.{form}"'
    return response


def records_of(listing: Listing, asked: Asked) -> list[Record]:
    """The records behind a narrowed list, by code."""
    kind = listing.record_kind
    pks = narrowed(listing, asked).order_by().values("pk")
    return [kind.read(thing) for thing in kind.rows().filter(pk__in=pks).order_by("code")]


@public_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything that the words find, best first."""
    query = request.GET.get("q", "")[:200]
    wanted = request.GET.get("kind", "")
    chosen = [wanted] if wanted in kinds else None
    results = search(query, language=get_language() or "en", kinds=chosen, limit=PER_SEARCH)
    hits = [
        {
            "title": spoken(hit.title),
            "summary": spoken(hit.summary),
            "kind": kinds[hit.kind].label,
            "url": address(hit.kind, hit.code),
        }
        for hit in results.hits
    ]
    context = {
        "query": query,
        "hits": hits,
        "total": results.total,
        "corrected": results.corrected,
        "by_kind": [
            {"value": name, "label": kinds[name].label, "count": count, "current": name == wanted}
            for name, count in results.by_kind.items()
        ],
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "portal/search.html", context)
