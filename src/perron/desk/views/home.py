"""The desk's first page, its lists of work, and the records that one may edit."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import NotAllowed
from perron.core.records.kinds import Kind
from perron.core.searching.folding import fold
from perron.desk.pieces.home import (
    gaps_of,
    languages_lacking,
    office_of,
    own_organisations,
    seen_kinds,
)
from perron.desk.pieces.judging import judging
from perron.desk.pieces.mine import measures_of
from perron.desk.pieces.work import (
    Lack,
    missing_sources,
    missing_translations,
    stale_indicators,
    unconfirmed_organisations,
)
from perron.desk.records.choices import names_of
from perron.desk.views.doors import crumbs, door, kind_or_404
from perron.strategy.rules import edits_strategy

PER_PAGE = 50


@door
@require_safe
def home(request: SignedIn) -> HttpResponse:
    """What is begun, what waits, what happened; a contact sees the own organisations."""
    context: dict[str, Any] = {"own": own_organisations(request.user), "breadcrumbs": crumbs()[:1]}
    if request.user.sees_desk:
        now = timezone.now()
        context["office"] = office_of(request.user, now)
        context["now"] = now
        if edits_strategy(request.user):
            context["mine"] = measures_of(request.user, now, reader=request.user)
        if request.user.edits_evaluations:
            context["judging"] = judging(now)
    return render(request, "desk/home.html", context)


@door
@require_safe
def translations(request: SignedIn) -> HttpResponse:
    """Texts that some language of the region lacks, narrowed by language and kind."""
    _refuse_contact(request)
    seen = seen_kinds(request.user)
    lacks = [lack for lack in missing_translations() if lack.kind in seen]
    language, kind = request.GET.get("language", ""), request.GET.get("kind", "")
    chosen = [lack for lack in lacks if language in {"", lack.language} and kind in {"", lack.kind}]
    context = {
        "by_language": languages_lacking(seen),
        "kinds": _counted(seen, [lack for lack in lacks if language in {"", lack.language}]),
        "language": language,
        "kind": kind,
        **_page(request, chosen),
    }
    return render(request, "desk/translations.html", context)


@door
@require_safe
def unsourced(request: SignedIn) -> HttpResponse:
    """Things and parts of things that name no source."""
    _refuse_contact(request)
    seen = seen_kinds(request.user)
    lacks = [lack for lack in missing_sources() if lack.kind in seen]
    kind = request.GET.get("kind", "")
    chosen = [lack for lack in lacks if kind in {"", lack.kind}]
    context = {"kinds": _counted(seen, lacks), "kind": kind, **_page(request, chosen)}
    return render(request, "desk/unsourced.html", context)


@door
@require_safe
def stale(request: SignedIn) -> HttpResponse:
    """Indicators whose newest value is older than their rhythm."""
    _refuse_contact(request)
    indicators = stale_indicators(timezone.now())
    context = {"indicators": indicators, "breadcrumbs": crumbs(), **_may(request, "indicator")}
    return render(request, "desk/stale.html", context)


@door
@require_safe
def unconfirmed(request: SignedIn) -> HttpResponse:
    """Organisations that did not confirm their page within the last year."""
    _refuse_contact(request)
    page = Paginator(unconfirmed_organisations(timezone.now()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {**_paged(page), **_may(request, "organisation")}
    return render(request, "desk/unconfirmed.html", context)


@door
@require_safe
def records(request: SignedIn, kind: str) -> HttpResponse:
    """All records of a kind, to find the one to edit."""
    known = kind_or_404(kind)
    if not known.may_edit(request.user):
        raise NotAllowed(thing=known.label)
    query = fold(request.GET.get("q", "")[:100])
    named = names_of(known)
    found = [(name, key) for key, name in named.items() if query in fold(f"{name} {key}")]
    found.sort(key=lambda pair: fold(pair[0]))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"kind": known, "query": request.GET.get("q", ""), **_paged(page)}
    return render(request, "desk/records.html", context)


def _refuse_contact(request: SignedIn) -> None:
    if not request.user.sees_desk:
        raise NotAllowed(thing=_("the agency's lists of work"))


def _may(request: SignedIn, kind: str) -> dict[str, bool]:
    return {"may_edit": kind_or_404(kind).may_edit(request.user)}


def _counted(seen: dict[str, Kind], lacks: list[Lack]) -> list[dict[str, Any]]:
    """The kinds among these lacks with their numbers."""
    return [
        {"name": kind.name, "label": kind.label, "count": count}
        for kind in seen.values()
        if (count := sum(lack.kind == kind.name for lack in lacks))
    ]


def _page(request: SignedIn, lacks: list[Lack]) -> dict[str, Any]:
    page = Paginator(lacks, PER_PAGE).get_page(request.GET.get("page"))
    return {**_paged(page), "gaps": gaps_of(list(page.object_list), request.user)}


def _paged(page: Any) -> dict[str, Any]:
    pages = list(page.paginator.get_elided_page_range(page.number, on_each_side=1))
    return {"page": page, "pages": pages, "breadcrumbs": crumbs()}
