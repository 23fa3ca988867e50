"""The page of a measure: everything that the public record holds about one action."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.records.kinds import kinds
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.portal.pieces.cards import cards_of
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import summaries_of
from perron.portal.pieces.measures import milestones_of, partners_of, standing_of, state_of
from perron.portal.pieces.series import all_values, series_of, with_series
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.evaluations import WITH_RECOMMENDATIONS, answers_of
from perron.portal.views.reading import citations_of, lines_about
from perron.portal.views.showing import Frame, find, show
from perron.strategy.models import Measure


@public_page
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: state, results, milestones, judgements, and what changed here."""
    today = timezone.localdate()
    thing = find(Measure.objects.select_related("strategy", "programme"), "measure", code)
    standing = list(thing.attachments.select_related("node__version"))
    partners = list(thing.partners.select_related("organisation"))
    milestones = list(thing.milestones.all())
    facts = list(thing.facts.all())
    cards = list(thing.cards.select_related("round__body").prefetch_related(*WITH_RECOMMENDATIONS))
    series = [series_of(one) for one in thing.indicators.prefetch_related(*with_series())]
    citations = citations_of(
        [thing], standing, partners, milestones, facts, cards, answers_of(cards), all_values(series)
    )
    context = {
        "measure": thing,
        "marks": citations.marks(thing),
        "type": spoken(word("measure-type", thing.type).name) if thing.type else "",
        "state": state_of(thing, partners),
        "sheet": sheet_of(facts, citations),
        "milestones": milestones_of(milestones, citations, today=today),
        "cards": cards_of(cards, citations, today=today),
        "indicators": summaries_of(series, citations, today=today),
        "standing": standing_of(standing, citations),
        "partners": partners_of(partners, citations),
        "numbers": list(thing.numbers.all()),
        "districts": list(thing.districts.all()),
        "municipalities": list(thing.municipalities.select_related("district")),
        "audience": [spoken(word("audience", one).name) for one in thing.audience],
        "history": history_of(lines_about("measure", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Measures"), reverse("portal:measures"))]
    if thing.programme:
        url = kinds["programme"].address(thing.programme.code)
        trail = [
            (_("Programmes"), reverse("portal:programmes")),
            (spoken(thing.programme.name), url),
        ]
    frame = Frame("measures", trail, "measure", thing)
    return show(request, "portal/measure.html", context, frame=frame)
