"""Where facts come from, and what rests on each source."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.core.models import Reference
from perron.core.pages import public_page
from perron.core.records.kinds import kinds
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.sheets import row_of
from perron.portal.views.lists import downloads_of

PER_PAGE = 50
NAMED = ("organisation", "version", "node", "programme", "measure", "round", "indicator")


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """All references, with the number of facts that rest on each."""
    rows = Reference.objects.annotate(fact_count=Count("facts", distinct=True))
    page = Paginator(rows.order_by("-published", "code"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "downloads": downloads_of(request, "references"),
        "section": "sources",
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "portal/sources.html", context)


@public_page
def reference(request: HttpRequest, code: str) -> HttpResponse:
    """One reference and everything on this site that rests on it."""
    thing = get_object_or_404(Reference, code=code)
    facts = list(thing.facts.select_related("owner_type").prefetch_related("owner"))
    context = {
        "reference": thing,
        "facts": [(row_of(fact, Citations({})), *owner_of(fact)) for fact in facts],
        "things": things_on(thing),
        "section": "sources",
        "breadcrumbs": [
            (_("Home"), reverse("portal:home")),
            (_("Sources"), reverse("portal:sources")),
        ],
    }
    return render(request, "portal/reference.html", context)


def owner_of(fact: Any) -> tuple[Any, str]:
    """The thing that a fact is about, and its page."""
    for kind in kinds:
        if kind.page and isinstance(fact.owner, kind.model):
            return fact.owner, kind.address(kind.key_of_thing(fact.owner))
    return fact.owner, ""


def things_on(thing: Reference) -> list[dict[str, Any]]:
    """Things whose description rests on a reference, by kind."""
    groups = []
    for name in NAMED:
        kind = kinds[name]
        rows = kind.model._default_manager.filter(sources=thing)
        entries = [(row, kind.address(kind.key_of_thing(row))) for row in rows]
        if entries:
            groups.append({"kind": kind.label, "entries": entries})
    return groups
