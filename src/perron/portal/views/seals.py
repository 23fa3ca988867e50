"""Seals of the journal: what was published each day, so that its past can't be changed unseen."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.core.journal.attesting import whole_seal
from perron.core.journal.sealing import fingerprint, printed
from perron.core.models import Seal
from perron.core.pages import public_page

PER_PAGE = 50


@public_page
def seals(request: HttpRequest) -> HttpResponse:
    """Every day's seal, newest first, with the public keys that signed them."""
    page = Paginator(Seal.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    keys = Seal.objects.order_by("key").values_list("key", flat=True).distinct()
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "seals": [{"seal": seal, "printed": printed(seal)} for seal in page.object_list],
        "keys": [{"key": key, "fingerprint": fingerprint(key)} for key in keys],
        "section": "journal",
        "breadcrumbs": [
            (_("Home"), reverse("portal:home")),
            (_("Journal"), reverse("portal:journal")),
        ],
    }
    return render(request, "portal/seals.html", context)


@public_page
def seal(request: HttpRequest, day: str) -> HttpResponse:
    """One seal with all that is needed to check it elsewhere."""
    del request
    try:
        wanted = date.fromisoformat(day)
    except ValueError as nonsense:
        raise Http404 from nonsense
    response = JsonResponse(whole_seal(get_object_or_404(Seal, day=wanted)))
    response["Content-Disposition"] = f'attachment; filename="seal-{day}.json"'
    return response
