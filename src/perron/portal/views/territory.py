"""The map, districts and municipalities: what the strategy does where one lives."""

from typing import Any

from babel import Locale
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.directory.models import District, Municipality
from perron.portal.pieces.maps import map_of
from perron.portal.views.lists import downloads_of
from perron.strategy.models import Measure


def with_counts() -> Any:
    """Municipalities with the number of measures, organisations and places in each."""
    return (
        Municipality.objects.select_related("district")
        .annotate(
            measure_count=Count("measures", distinct=True),
            organisation_count=Count("organisations", distinct=True),
            place_count=Count("places", distinct=True),
        )
        .order_by("order_key", "code")
    )


@public_page
def overview(request: HttpRequest) -> HttpResponse:
    """The map of the region, and the same as a table by district."""
    municipalities = list(with_counts())
    districts = list(District.objects.all())
    counts = {
        one.code: one.measure_count + one.organisation_count + one.place_count
        for one in municipalities
    }
    return render(
        request,
        "portal/territory.html",
        {
            "map": map_of(municipalities, districts, counts, title=_("Municipalities")),
            "groups": [
                (one, [town for town in municipalities if town.district_id == one.pk])
                for one in districts
            ],
            "municipalities": municipalities,
            "region_wide": Measure.objects.filter(
                districts__isnull=True, municipalities__isnull=True
            ).count(),
            "official": any(one.outline_kind == "official" for one in municipalities),
            "downloads": downloads_of(request, "municipalities"),
            "section": "territory",
            "breadcrumbs": [(_("Home"), reverse("portal:home"))],
        },
    )


@public_page
def district(request: HttpRequest, code: str) -> HttpResponse:
    """One district: its municipalities and what is done there."""
    thing = get_object_or_404(District, code=code)
    towns = list(with_counts().filter(district=thing))
    counts = {
        one.code: one.measure_count + one.organisation_count + one.place_count for one in towns
    }
    return render(
        request,
        "portal/district.html",
        {
            "district": thing,
            "map": map_of(towns, [thing], counts, title=str(thing.name)),
            "towns": towns,
            "measures": list(thing.measures.for_list()),
            "section": "territory",
            "breadcrumbs": territory_crumbs(),
        },
    )


@public_page
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """One municipality: measures, organisations and places, here and in its district."""
    rows = Municipality.objects.select_related("district")
    thing = get_object_or_404(rows, code=code)
    towns = list(Municipality.objects.filter(district=thing.district))
    return render(
        request,
        "portal/municipality.html",
        {
            "municipality": thing,
            "names": other_names(thing),
            "map": map_of(towns, [thing.district], {}, title=str(thing.district), current=code),
            "measures": list(thing.measures.for_list()),
            "district_measures": list(thing.district.measures.for_list()),
            "region_wide": Measure.objects.filter(
                districts__isnull=True, municipalities__isnull=True
            ).count(),
            "organisations": list(thing.organisations.all()),
            "places": list(thing.places.all()),
            "sites": list(thing.sites.select_related("organisation")),
            "section": "territory",
            "breadcrumbs": [
                *territory_crumbs(),
                (str(thing.district), reverse("portal:district", args=[thing.district.code])),
            ],
        },
    )


def other_names(thing: Municipality) -> list[tuple[str, str, str]]:
    """Language code, language and name, where the name differs from language to language."""
    if len(set(thing.name.values())) == 1:
        return []
    spoken = get_language() or "en"
    return [
        (code, Locale.parse(code).get_language_name(spoken) or code, name)
        for code, name in sorted(thing.name.items())
    ]


def territory_crumbs() -> list[tuple[str, str]]:
    """The way to the territory."""
    return [(_("Home"), reverse("portal:home")), (_("Territory"), reverse("portal:territory"))]
