"""Pages of organisations and of places."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.directory.models import Contact, Merger, Organisation, Place
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.history import history_of
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.reading import citations_of, lines_about
from perron.portal.views.showing import Frame, find, show

WHERE = "municipality__district"


@public_page
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Who an organisation is, what it does in the strategy, and whom to reach there."""
    merged = Merger.objects.filter(old_code=code).select_related("organisation").first()
    if merged:
        return redirect("portal:organisation", merged.organisation.code, permanent=True)
    thing = find(Organisation.objects.select_related(WHERE), "organisation", code)
    facts = list(thing.facts.all())
    programmes = list(thing.in_programmes.select_related("programme").order_by("role", "pk"))
    measures = list(thing.in_measures.select_related("measure").order_by("role", "pk"))
    citations = citations_of([thing], facts, programmes, measures)
    context = {
        "organisation": thing,
        "marks": citations.marks(thing),
        "sheet": sheet_of(facts, citations),
        "contacts": Contact.objects.shown().filter(organisation=thing),
        "programmes": with_marks(programmes, citations),
        "measures": with_marks(measures, citations),
        "ties": ties_of(thing),
        "is_confirmed": thing.is_confirmed(timezone.now()),
        "history": history_of(lines_about("organisation", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Organisations"), reverse("portal:organisations"))]
    frame = Frame("organisations", trail, "organisation", thing)
    return show(request, "portal/organisation.html", context, frame=frame)


def with_marks(ties: Iterable[Any], citations: Citations) -> list[tuple[Any, Any]]:
    """Each tie with the marks of its sources."""
    return [(tie, citations.marks(tie)) for tie in ties]


def ties_of(thing: Organisation) -> dict[str, Any]:
    """What else an organisation does: runs, adopts, judges, measures; and where it stands."""
    return {
        "strategies": list(thing.strategies.all()),
        "versions": list(thing.adopted_versions.all()),
        "rounds": list(thing.rounds.all()),
        "indicators": list(thing.indicators.all()),
        "places": list(thing.places.select_related("municipality")),
        "sites": list(thing.sites.select_related("municipality")),
    }


@public_page
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A place where the public is helped."""
    thing = find(Place.objects.select_related(WHERE, "organisation"), "place", code)
    facts = list(thing.facts.all())
    citations = citations_of([thing], facts)
    context = {
        "place": thing,
        "marks": citations.marks(thing),
        "sheet": sheet_of(facts, citations),
        "sources": citations.listed(),
    }
    trail = [(_("Places"), reverse("portal:places"))]
    frame = Frame("places", trail, "place", thing)
    return show(request, "portal/place.html", context, frame=frame)
