"""The page of a measure: everything that the public record holds about one action."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.templatetags.perron import spoken
from perron.core.words import word
from perron.indicators.models import Indicator
from perron.portal.pieces.calls import calls_of
from perron.portal.pieces.cards import cards_of
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import summaries_of
from perron.portal.pieces.links import address
from perron.portal.pieces.measures import milestones_of, partners_of, standing_of, state_of
from perron.portal.pieces.series import all_values
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.evaluations import answers_of, with_judgements
from perron.portal.views.reading import (
    citations_of,
    facts_of,
    lines_about,
    linked_by,
    linked_to,
    rows_of,
    series_of,
    with_each,
)
from perron.portal.views.showing import Frame, find_row, show
from perron.strategy.models import (
    Card,
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    ReferenceNumber,
)


@public_page
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: state, results, milestones, judgements, and what changed here."""
    today = timezone.localdate()
    thing = find_row(Measure, "measure", code)
    with_each(with_each([thing], "strategy"), "programme")
    standing = rows_of(MeasureNode, "measure_id", [thing.pk])
    with_each([one.node for one in with_each(standing, "node")], "version")
    partners = with_each(rows_of(MeasurePartner, "measure_id", [thing.pk]), "organisation")
    milestones = rows_of(Milestone, "measure_id", [thing.pk])
    facts = facts_of(Measure, [thing.pk])
    cards = with_judgements(rows_of(Card, "measure_id", [thing.pk], order="id"))
    series = series_of(linked_to(Indicator, "measures", thing))
    citations = citations_of(
        [thing],
        *(standing, partners, milestones, facts),
        *(cards, answers_of(cards), all_values(series)),
    )
    context = {
        "measure": thing,
        "marks": citations.marks(thing),
        "type": spoken(word("measure-type", thing.type).name) if thing.type else "",
        "state": state_of(thing, partners, citations.latest(thing, *partners, *facts)),
        "sheet": sheet_of(facts, citations),
        "milestones": milestones_of(milestones, citations, today=today),
        "cards": cards_of(cards, citations, today=today),
        "indicators": summaries_of(series, citations, today=today),
        "is_confirmed": thing.is_confirmed(timezone.now()),
        "standing": standing_of(standing, citations),
        "partners": partners_of(partners, citations),
        "numbers": rows_of(ReferenceNumber, "measure_id", [thing.pk]),
        "districts": linked_by(thing, "districts"),
        "municipalities": linked_by(thing, "municipalities"),
        "audience": [spoken(word("audience", one).name) for one in thing.audience],
        "calls": calls_of(code),
        "history": history_of(lines_about("measure", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Measures"), reverse("portal:measures"))]
    if thing.programme:
        url = address("programme", thing.programme.code)
        trail = [
            (_("Programmes"), reverse("portal:programmes")),
            (spoken(thing.programme.name), url),
        ]
    frame = Frame("measures", trail, "measure", thing)
    return show(request, "portal/measure.html", context, frame=frame)
