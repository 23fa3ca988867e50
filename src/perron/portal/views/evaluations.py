"""Pages of evaluation rounds."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.templatetags.perron import spoken
from perron.portal.pieces.cards import answers_in_words, recommendation_of
from perron.portal.pieces.history import history_of
from perron.portal.pieces.links import address
from perron.portal.pieces.rounds import cards_in, round_line_of, wall_of
from perron.portal.pieces.sheets import sheet_of
from perron.portal.views.reading import citations_of, facts_of, lines_about
from perron.portal.views.showing import Frame, find_row, show
from perron.strategy.models import Card, EvaluationRound, FollowUp, Recommendation

JUDGEMENTS = (
    "round__body",
    "round__declared_totals",
    Prefetch("recommendations", Recommendation.objects.select_related("owner")),
    "recommendations__follow_ups",
)
MOST_CARDS = 200


def rounds_of(where: Q) -> list[EvaluationRound]:
    """Evaluation rounds, newest first, with what a line about them shows."""
    rows = EvaluationRound.objects.filter(where).select_related("body", "version")
    return list(rows.prefetch_related("declared_totals").order_by("-date", "code").distinct())


def cards_where(where: Q) -> list[Card]:
    """Cards with everything that they show."""
    rows = Card.objects.filter(where).order_by("-round__date", "code")
    return with_judgements(list(rows.select_related("measure")[:MOST_CARDS]))


def with_judgements(cards: list[Card]) -> list[Card]:
    """The same cards, with their rounds, their recommendations and what became of these."""
    prefetch_related_objects(cards, *JUDGEMENTS)
    return cards


def answers_of(cards: Iterable[Card]) -> list[FollowUp]:
    """Every follow-up of these cards: they name sources of their own."""
    return [
        step
        for card in cards
        for one in card.recommendations.all()
        for step in one.follow_ups.all()
    ]


@public_page
def evaluations(request: HttpRequest) -> HttpResponse:
    """All rounds, newest first, each with its wall of cards."""
    rounds = rounds_of(Q())
    cards = cards_where(Q(round__in=rounds))
    citations = citations_of(rounds, cards, answers_of(cards))
    of_round: dict[int, list[Card]] = {}
    for card in cards:
        of_round.setdefault(card.round_id, []).append(card)
    asked = [
        recommendation_of(one, citations, today=timezone.localdate())
        for card in cards
        for one in card.recommendations.all()
    ]
    context = {
        "rounds": [
            round_line_of(one, citations) | {"wall": wall_of(one, of_round.get(one.pk, []))}
            for one in rounds
        ],
        "answers": answers_in_words(asked),
        "asked": len(asked),
        "sources": citations.listed(),
    }
    return show(request, "portal/evaluations.html", context, frame=Frame("evaluations"))


@public_page
def round_(request: HttpRequest, code: str) -> HttpResponse:
    """One round; it opens with what the round before asked for."""
    today = timezone.localdate()
    thing = find_row(EvaluationRound, "round", code)
    prefetch_related_objects([thing], "body", "version__strategy", "declared_totals")
    cards = cards_where(Q(round=thing))
    same = Q(version__strategy=thing.version.strategy_id, date__lt=thing.date)
    earlier = rounds_of(same)[:1]
    measured = [card.measure_id for card in cards]
    past = cards_where(
        Q(round__version__strategy=thing.version.strategy_id, round__date__lt=thing.date)
        & (Q(round__in=earlier) | Q(measure__in=measured))
    )
    before = {card.measure_id: card for card in reversed(past)}
    asked_before = [card for card in past if earlier and card.round_id == earlier[0].pk]
    facts = facts_of(EvaluationRound, [thing.pk])
    citations = citations_of([thing], facts, cards, past, answers_of([*cards, *past]))
    asked = [
        {
            **recommendation_of(one, citations, today=today),
            "measure": spoken(card.measure.name),
            "measure_url": address("measure", card.measure.code),
        }
        for card in asked_before
        for one in card.recommendations.all()
    ]
    context = {
        "round": thing,
        "line": round_line_of(thing, citations),
        "wall": wall_of(thing, cards),
        "earlier": earlier and round_line_of(earlier[0], citations),
        "asked": asked,
        "answers": answers_in_words(asked),
        "sheet": sheet_of(facts, citations),
        "cards": cards_in(cards, before, citations, today=today, said=asked_before),
        "history": history_of(lines_about("round", code)),
        "sources": citations.listed(),
    }
    trail = [(_("Evaluations"), reverse("portal:evaluations"))]
    frame = Frame("evaluations", trail, "round", thing)
    return show(request, "portal/round.html", context, frame=frame)
