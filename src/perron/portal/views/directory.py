"""Pages of organisations and of places."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.directory.models import Contact, Merger, Organisation, Place
from perron.portal.pieces.facts import conflicts_of, figure_of, sources_of, undisputed
from perron.portal.pieces.links import edit_address


@public_page
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Who an organisation is, what it does in the strategy, and whom to reach there."""
    merged = Merger.objects.filter(old_code=code).select_related("organisation").first()
    if merged:
        return redirect("portal:organisation", merged.organisation.code, permanent=True)
    rows = Organisation.objects.select_related("municipality__district").prefetch_related(
        "sources", "facts__sources"
    )
    thing = get_object_or_404(rows, code=code)
    facts = list(thing.facts.all())
    return render(
        request,
        "portal/organisation.html",
        {
            "organisation": thing,
            "figures": [figure_of(fact) for fact in undisputed(facts)],
            "conflicts": conflicts_of(facts),
            "contacts": Contact.objects.shown().filter(organisation=thing),
            "ties": ties_of(thing),
            "is_confirmed": thing.is_confirmed(timezone.now()),
            "references": sources_of(thing.sources.all()),
            "edit_url": edit_address(request.user, "organisation", code),
            "demonstration": thing.demonstration or _demonstrates(request),
            "section": "organisations",
            "breadcrumbs": [
                (_("Home"), reverse("portal:home")),
                (_("Organisations"), reverse("portal:organisations")),
            ],
        },
    )


def ties_of(thing: Organisation) -> dict[str, Any]:
    """What an organisation does in programmes, measures, evaluations and versions."""
    return {
        "programmes": list(thing.in_programmes.select_related("programme").order_by("role", "pk")),
        "measures": list(thing.in_measures.select_related("measure").order_by("role", "pk")),
        "rounds": list(thing.rounds.all()),
        "versions": list(thing.adopted_versions.all()),
        "strategies": list(thing.strategies.all()),
        "indicators": list(thing.indicators.all()),
        "places": list(thing.places.select_related("municipality")),
        "sites": list(thing.sites.select_related("municipality")),
    }


@public_page
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A place where the public is helped."""
    rows = Place.objects.select_related("municipality", "organisation").prefetch_related(
        "sources", "facts__sources"
    )
    thing = get_object_or_404(rows, code=code)
    facts = list(thing.facts.all())
    return render(
        request,
        "portal/place.html",
        {
            "place": thing,
            "figures": [figure_of(fact) for fact in undisputed(facts)],
            "conflicts": conflicts_of(facts),
            "references": sources_of(thing.sources.all()),
            "edit_url": edit_address(request.user, "place", code),
            "demonstration": thing.demonstration or _demonstrates(request),
            "section": "places",
            "breadcrumbs": [
                (_("Home"), reverse("portal:home")),
                (_("Places"), reverse("portal:places")),
            ],
        },
    )


def _demonstrates(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_demonstration", False))
