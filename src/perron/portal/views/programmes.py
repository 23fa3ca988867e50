"""The page of a programme: one identity through all versions."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.indicators.models import Indicator
from perron.portal.pieces.facts import period_between
from perron.portal.pieces.history import history_of
from perron.portal.pieces.indicators import summaries_of
from perron.portal.pieces.measures import line_of, partners_of
from perron.portal.pieces.programmes import events_of, identity_of, states_of
from perron.portal.pieces.rounds import cards_in
from perron.portal.pieces.series import all_values
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.evaluations import answers_of, cards_where
from perron.portal.views.reading import (
    citations_of,
    facts_of,
    lines_about,
    linked_to,
    rows_of,
    series_of,
    with_each,
)
from perron.portal.views.showing import Frame, find_row, show
from perron.strategy.models import (
    Card,
    Milestone,
    Programme,
    ProgrammeNode,
    ProgrammePartner,
    Version,
)

SHOWN = 25


def newest(cards: list[Card]) -> tuple[list[Card], dict[int, Card]]:
    """The newest card of each measure, and the one before it; cards are given newest first."""
    last: dict[int, Card] = {}
    before: dict[int, Card] = {}
    for card in cards:
        if card.measure_id not in last:
            last[card.measure_id] = card
        else:
            before.setdefault(card.measure_id, card)
    return list(last.values()), before


@public_page
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """One programme: where it stands in each version, who, what, and what came of it."""
    today = timezone.localdate()
    thing = find_row(Programme, "programme", code)
    with_each([thing], "strategy")
    attachments = rows_of(ProgrammeNode, "programme_id", [thing.pk])
    with_each([one.node for one in with_each(attachments, "node")], "version")
    partners = with_each(rows_of(ProgrammePartner, "programme_id", [thing.pk]), "organisation")
    facts = facts_of(Programme, [thing.pk])
    measures = list(thing.measures.all()[:SHOWN])
    milestones = rows_of(Milestone, "measure_id", [one.pk for one in measures])
    cards = cards_where(Q(measure__in=measures))
    series = series_of(linked_to(Indicator, "programmes", thing))
    citations = citations_of(
        [thing],
        *(attachments, partners, facts, milestones),
        *(cards, answers_of(cards), all_values(series)),
    )
    versions = rows_of(Version, "strategy_id", [thing.strategy_id], order="place, code")
    url = f"{reverse('portal:measures')}?programme={code}"
    states = thing.measures.order_by().values_list("state").annotate(Count("pk"))
    context = {
        "programme": thing,
        "marks": citations.marks(thing),
        "period": period_between(thing.start, thing.end),
        "identity": identity_of(versions, attachments, citations),
        "sheet": sheet_of(facts, citations),
        "partners": partners_of(partners, citations),
        "measures": [line_of(one) for one in measures],
        "states": states_of(states, url),
        "measure_count": thing.measures.count(),
        "measures_url": url,
        "cards": cards_in(*newest(cards), citations, today=today),
        "indicators": summaries_of(series, citations, today=today),
        "events": events_of(thing, facts, measures, milestones=milestones, citations=citations),
        "history": history_of(lines_about("programme", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Programmes"), reverse("portal:programmes"))]
    frame = Frame("programmes", trail, "programme", thing)
    return show(request, "portal/programme.html", context, frame=frame)
