"""The page that explains open data to people."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.api.errors import Problem
from perron.api.pieces.addresses import absolute, item_address, list_address, usual_page
from perron.api.pieces.datasets import Dataset, counted
from perron.api.schemas.filters import filters_of
from perron.core.pages import public_page
from perron.core.records.kinds import kinds
from perron.strategy.models import Measure


@public_page
def page(request: HttpRequest) -> HttpResponse:
    """What there is, in which forms, under which terms, and how to ask for it."""
    told = [described(one) for one in counted()]
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "datasets": told,
        "licence": settings.REGION.licence,
        "start": absolute(reverse("api:index")),
        "description": absolute(reverse("api:openapi")),
        "catalogue": absolute(reverse("api:catalogue")),
        "changes": f"{absolute(reverse('api:changes'))}?language={language}",
        "seals": f"{absolute(reverse('api:seals_feed'))}?language={language}",
        "calendar": f"{absolute(reverse('api:calendar'))}?language={language}",
        "journal": absolute(reverse("api:journal")),
        "snapshots": absolute(reverse("api:snapshots")),
        "examples": examples(),
        "problems": [problem.name for problem in Problem.__subclasses__()],
        "section": "open-data",
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "api/open_data.html", context)


def described(one: Dataset) -> dict[str, Any]:
    """A dataset as a row of the page."""
    forms = [("JSON", list_address(one.kind)), ("CSV", list_address(one.kind, {"format": "csv"}))]
    if one.has_spreadsheet:
        forms.append(("XLSX", usual_page("portal:download", [one.path, "xlsx"])))
    return {
        "title": one.title,
        "description": one.description,
        "count": one.count,
        "forms": forms,
        "filters": [parameter.name for parameter in filters_of(one.kind)],
    }


def examples() -> list[tuple[Any, str]]:
    """Questions in words, and the address that asks each of them."""
    measure = kinds["measure"]
    running = list_address(measure, {"state": "running"})
    asked: list[tuple[Any, str]] = [
        (_("Measures that are running"), running),
        (_("The same as a table"), f"{running}&format=csv"),
        (
            _("Measures that changed since a day"),
            list_address(measure, {"changed_since": "2026-01-01"}),
        ),
    ]
    first = Measure.objects.first()
    if first is not None:
        asked.append(
            (_("One measure, as linked data"), item_address(measure, first.code, ".jsonld"))
        )
    return asked
