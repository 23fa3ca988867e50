"""The start of the interface, its own description, the search, and the live figures."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from perron.api.pieces.addresses import (
    absolute,
    in_each_language,
    item_address,
    list_address,
    pages_of,
    usual_page,
)
from perron.api.pieces.datasets import counted, in_each
from perron.api.pieces.writing import as_json
from perron.api.rules import is_open
from perron.api.schemas.document import openapi
from perron.api.schemas.parameters import asked_of, limit_of
from perron.api.schemas.searching import SEARCH
from perron.api.views.answering import JSON, answers, document
from perron.core.models import Publication
from perron.core.records.kinds import kinds
from perron.core.searching.finding import Hit, search
from perron.indicators.services import Computed, computed

OTHERS = (
    "journal",
    "owed",
    "answers",
    "seals",
    "snapshots",
    "figures",
    "search",
    "catalogue",
    "calendar",
    "changes",
)


@answers()
def index(request: HttpRequest) -> HttpResponse:
    """Everything that there is."""
    asked_of(request.GET, ())
    current = Publication.objects.filter(pk=1).first()
    told = {
        "name": settings.REGION.name,
        "publisher": settings.REGION.agency,
        "licence": settings.REGION.licence or None,
        "languages": settings.REGION.languages,
        "publication": {"number": current.number, "at": current.at} if current else None,
        "datasets": [
            {
                "kind": one.kind.name,
                "title": in_each(one.title),
                "count": one.count,
                "records": list_address(one.kind),
                "table": list_address(one.kind, {"format": "csv"}),
            }
            for one in counted()
        ],
        "others": {name: absolute(reverse(f"api:{name}")) for name in OTHERS},
        "description": absolute(reverse("api:openapi")),
        "pages": {
            code: absolute(path) for code, path in in_each_language("open_data:page").items()
        },
    }
    links = {
        "service-desc": absolute(reverse("api:openapi")),
        "service-doc": usual_page("open_data:page"),
    }
    return document(as_json(told), links=links)


@answers()
def description(request: HttpRequest) -> HttpResponse:
    """The interface as OpenAPI 3.1 describes it."""
    asked_of(request.GET, ())
    return document(as_json(openapi()), JSON)


@answers()
def found(request: HttpRequest) -> HttpResponse:
    """What answers a question, best first."""
    asked = asked_of(request.GET, SEARCH)
    wanted = [asked["kind"]] if "kind" in asked else None
    language = asked.get("language", settings.LANGUAGE_CODE)
    results = search(asked.get("q", ""), language=language, kinds=wanted, limit=limit_of(asked))
    told = {
        "query": asked.get("q", ""),
        "corrected": results.corrected,
        "total": results.total,
        "by_kind": {name: count for name, count in results.by_kind.items() if is_open(name)},
        "hits": [hit_of(hit) for hit in results.hits if is_open(hit.kind)],
    }
    return document(as_json(told))


def hit_of(hit: Hit) -> dict[str, Any]:
    """A thing that was found, with its addresses."""
    kind = kinds[hit.kind]
    return {
        "kind": hit.kind,
        "code": hit.code,
        "title": hit.title,
        "summary": hit.summary,
        "record": item_address(kind, hit.code),
        "pages": pages_of(kind, hit.code),
    }


@answers()
def figures(request: HttpRequest) -> HttpResponse:
    """Numbers computed from the records of this site, today."""
    asked_of(request.GET, ())
    now = timezone.now()
    told = [figure_of(one) for one in computed(now)]
    return document(as_json({"day": timezone.localdate(now), "figures": told}))


def figure_of(one: Computed) -> dict[str, Any]:
    """A live figure, with the page of the records behind it."""
    figure = one.figure
    with translation.override(settings.LANGUAGE_CODE):
        opens = absolute(figure.opens(AnonymousUser()))
    return {
        "code": figure.code,
        "name": in_each(figure.name),
        "unit": figure.unit,
        "number": one.number,
        "opens": opens,
    }
