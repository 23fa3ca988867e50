"""Pages of indicators, and of the figures that this site computes itself."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.indicators.models import Indicator
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import (
    breaks_of,
    disagreements_of,
    relative_of,
    summaries_of,
    table_of,
)
from perron.portal.pieces.live import live_figures
from perron.portal.pieces.series import (
    all_values,
    bars_of,
    conclusion_of,
    latest_of,
    picture_of,
    trend_of,
)
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.reading import (
    citations_of,
    facts_of,
    lines_about,
    linked_by,
    rows_of,
    series_of,
    with_each,
)
from perron.portal.views.showing import Frame, find_row, show

PER_PAGE = 50


@public_page
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators with their latest value, then the live figures."""
    page = Paginator(Indicator.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    series = series_of(list(page.object_list))
    citations = citations_of(all_values(series))
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "indicators": summaries_of(series, citations, today=timezone.localdate()),
        "live": live_figures(timezone.now(), request.user),
        "sources": citations.listed(),
    }
    return show(request, "portal/indicators.html", context, frame=Frame("indicators"))


@public_page
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: definition, values, targets, breaks, and what it may not be compared with."""
    today = timezone.localdate()
    thing = find_row(Indicator, "indicator", code)
    with_each(with_each(with_each([thing], "strategy"), "body"), "follows")
    (series,) = series_of([thing])
    facts = facts_of(Indicator, [thing.pk])
    citations = citations_of([thing], facts, all_values([series]))
    context = {
        "indicator": thing,
        "marks": citations.marks(thing),
        "unit": spoken(word("unit", thing.unit).name),
        "latest": latest_of(series, today),
        "trend": trend_of(series),
        "conclusion": conclusion_of(series),
        "picture": picture_of(series),
        "bars": bars_of(series),
        "conflicts": disagreements_of(series, citations),
        "breaks": breaks_of(series, citations),
        "table": table_of(series, citations),
        "sheet": sheet_of(facts, citations),
        "follows": thing.follows and relative_of(thing.follows, is_comparable=thing.comparable),
        "followed_by": [
            relative_of(one, is_comparable=one.comparable)
            for one in rows_of(Indicator, "follows_id", [thing.pk], order="order_key")
        ],
        "ties": {
            "node": list(thing.nodes.select_related("version")),
            "programme": linked_by(thing, "programmes"),
            "measure": linked_by(thing, "measures"),
        },
        "history": history_of(lines_about("indicator", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Indicators"), reverse("portal:indicators"))]
    frame = Frame("indicators", trail, "indicator", thing)
    return show(request, "portal/indicator.html", context, frame=frame)
