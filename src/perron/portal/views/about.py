"""How the figures are made, and the two lists behind them: disagreements, missing translations."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.models import Fact
from perron.core.pages import public_page
from perron.core.records.kinds import Kind, kinds
from perron.indicators.models import Indicator
from perron.portal.pieces.disagreements import things_that_disagree
from perron.portal.pieces.live import live_figures
from perron.portal.pieces.series import all_values
from perron.portal.views.reading import citations_of, series_of
from perron.portal.views.showing import Frame, show
from perron.portal.views.silences import silences_in

MOST = 200


def about_trail() -> list[tuple[Any, str]]:
    """The way to the page about the figures."""
    return [(_("About the figures"), reverse("portal:about"))]


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """How facts, disagreements, gaps, sources, cards and live figures work."""
    context = {"live": live_figures(timezone.now(), request.user)}
    return show(request, "portal/about.html", context, frame=Frame("about"))


@public_page
def disputes(request: HttpRequest) -> HttpResponse:
    """Everything on which sources disagree, side by side."""
    facts = list(Fact.objects.exclude(dispute="").order_by("owner_type", "owner_pk", "place"))[
        :MOST
    ]
    rows = Indicator.objects.filter(values__dispute__gt="").distinct()
    series = series_of(list(rows[:MOST]))
    citations = citations_of(facts, all_values(series))
    context = {
        "things": things_that_disagree(owners_of(facts), series, citations),
        "sources": citations.listed(),
    }
    frame = Frame("about", about_trail())
    return show(request, "portal/about_disputes.html", context, frame=frame)


def owners_of(facts: Iterable[Fact]) -> list[tuple[Kind, Any, list[Fact]]]:
    """Facts by the thing that they are about, with its kind."""
    groups: dict[tuple[int, int], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.owner_type_id, fact.owner_pk), []).append(fact)
    by_type: dict[int, list[int]] = {}
    for owner_type, pk in groups:
        by_type.setdefault(owner_type, []).append(pk)
    found: list[tuple[Kind, Any, list[Fact]]] = []
    for kind in kinds:
        if not kind.page:
            continue
        type_pk = ContentType.objects.get_for_model(kind.model).pk
        things = kind.rows().prefetch_related(None).in_bulk(by_type.get(type_pk, []))
        found += [(kind, thing, groups[type_pk, pk]) for pk, thing in things.items()]
    return found


@public_page
def untranslated(request: HttpRequest, language: str) -> HttpResponse:
    """Texts that exist, but not in this language, with the records that they stand in."""
    names = settings.REGION.language_names
    if language not in names:
        raise Http404(_("This site has no texts in the language “%(code)s”.") % {"code": language})
    context = {
        "language": names[language],
        "groups": silences_in(language),
        "others": [
            (name, reverse("portal:untranslated", args=[code]))
            for code, name in names.items()
            if code != language
        ],
    }
    frame = Frame("about", about_trail())
    return show(request, "portal/about_untranslated.html", context, frame=frame)
