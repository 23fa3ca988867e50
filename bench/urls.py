"""The site's addresses and the baseline: a bare view with one indexed query."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from perron.config.urls import urlpatterns as site
from perron.strategy.models import Measure


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least that a page can do: one row by its indexed code."""
    return HttpResponse(Measure.objects.get(code=request.GET["code"]).state)


urlpatterns = [path("bare/", bare), *site]
