"""The catalogue for portals of open data."""

from django.http import HttpRequest, HttpResponse

from perron.api.pieces.linked.catalogue import catalogue as catalogue_of
from perron.api.pieces.writing import as_json
from perron.api.schemas.parameters import asked_of
from perron.api.views.answering import JSON_LD, answers, document
from perron.core.models import Publication
from perron.strategy.models import Strategy


@answers(JSON_LD)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every dataset, as DCAT-AP 3 describes it."""
    asked_of(request.GET, ())
    published = Publication.objects.filter(pk=1).first()
    strategies = list(Strategy.objects.order_by("code").values_list("code", flat=True))
    told = catalogue_of(strategies, published.at if published else None)
    return document(as_json(told), JSON_LD)
