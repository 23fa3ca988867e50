"""Evaluation cards with their memory: what the round before asked for, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.templatetags.perron import spoken
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.portal.pieces.tones import follow_up_tone, toned
from perron.strategy.enums import Colour, FollowUpState
from perron.strategy.models import Card, EvaluationRound, FollowUp, Recommendation

MEANINGS = {
    Colour.GREEN: gettext_lazy("positive"),
    Colour.YELLOW: gettext_lazy("some reservations"),
    Colour.ORANGE: gettext_lazy("sources of concern"),
    Colour.RED: gettext_lazy("at a standstill or failed"),
    Colour.WHITE: gettext_lazy("no judgement"),
}


def is_past(partial: str, today: date) -> bool:
    """Whether the whole of a partial date lies before this day."""
    return bool(partial) and partial < today.isoformat()[: len(partial)]


def meaning_of(colour: str, round_: EvaluationRound) -> Any:
    """What a colour means in this round: its own words, or the usual ones."""
    for total in round_.declared_totals.all():
        if total.colour == colour and total.meaning:
            return spoken(total.meaning)
    return MEANINGS[Colour(colour)]


def face_of(card: Card) -> Piece:
    """Colour and word of a card, for a line or a list; its round's totals must be there."""
    return {
        "colour": card.colour,
        "word": meaning_of(card.colour, card.round),
        "colour_name": Colour(card.colour).label,
        "round": spoken(card.round.name),
        "round_url": address("round", card.round.code),
        "date": card.round.date,
    }


def card_of(card: Card, before: Card | None, citations: Citations, *, today: date) -> Piece:
    """One card; ``before`` is the measure's card in the round before, with its recommendations."""
    return {
        **face_of(card),
        "id": card.code,
        "author": spoken(card.round.body.name),
        "author_url": address("organisation", card.round.body.code),
        "findings": spoken(card.findings),
        "comments": spoken(card.comments),
        "recommendations": recommendations_of(card, citations, today=today),
        "before": before
        and {
            **face_of(before),
            "recommendations": recommendations_of(before, citations, today=today),
        },
        "marks": citations.marks(card),
    }


def cards_of(cards: Sequence[Card], citations: Citations, *, today: date) -> list[Piece]:
    """All cards of one measure, newest first; each opens with what the one before asked for."""
    ordered = sorted(cards, key=lambda card: (card.round.date, card.code))
    pairs = zip(ordered, [None, *ordered], strict=False)
    return [card_of(card, before, citations, today=today) for card, before in pairs][::-1]


def recommendations_of(card: Card, citations: Citations, *, today: date) -> list[Piece]:
    """What a card asks for, each with what became of it."""
    return [recommendation_of(one, citations, today=today) for one in card.recommendations.all()]


def recommendation_of(one: Recommendation, citations: Citations, *, today: date) -> Piece:
    """A recommendation with its follow-ups, the latest of which is its state."""
    follow_ups = sorted(one.follow_ups.all(), key=lambda step: (step.date, step.place))
    state = follow_ups[-1].state if follow_ups else FollowUpState.OPEN
    is_settled = state in {FollowUpState.DONE, FollowUpState.REFUSED, FollowUpState.OVERTAKEN}
    return {
        **(follow_up_tone(state) if follow_ups else toned("unknown", _("no answer known"))),
        "state": state if follow_ups else "",
        "id": one.code,
        "text": spoken(one.text),
        "owner": spoken(one.owner.name) if one.owner else "",
        "owner_url": address("organisation", one.owner.code) if one.owner else "",
        "due": one.due,
        "overdue": not is_settled and is_past(one.due, today),
        "follow_ups": [_step(step, citations) for step in follow_ups],
    }


def _step(step: FollowUp, citations: Citations) -> Piece:
    return {
        **follow_up_tone(step.state),
        "date": step.date,
        "text": spoken(step.text),
        "marks": citations.marks(step),
    }


def answers_in_words(recommendations: Iterable[Piece]) -> list[Piece]:
    """How many recommendations met which answer, in the order of the answers."""
    counts = Counter(one["state"] for one in recommendations)
    order = ["", *FollowUpState.values]
    return [
        {
            "count": counts[state],
            **(follow_up_tone(state) if state else toned("unknown", _("no answer known"))),
        }
        for state in sorted(counts, key=order.index)
    ]
