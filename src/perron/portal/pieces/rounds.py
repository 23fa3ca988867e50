"""Evaluation rounds: the wall of cards, declared totals summed aloud, the round before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html

from perron.core.templatetags.perron import spoken
from perron.indicators.services import add_figures
from perron.portal.pieces.cards import card_of, meaning_of
from perron.portal.pieces.citations import Citations
from perron.portal.pieces.facts import Piece
from perron.portal.pieces.links import address
from perron.strategy.enums import Colour
from perron.strategy.models import Card, EvaluationRound

UNIT = "cards"
NAMED = '{} <span class="card-colour">{}</span>'


def round_line_of(round_: EvaluationRound, citations: Citations) -> Piece:
    """A round in a list."""
    return {
        "name": spoken(round_.name),
        "url": address("round", round_.code),
        "summary": spoken(round_.summary),
        "date": round_.date,
        "body": spoken(round_.body.name),
        "body_url": address("organisation", round_.body.code),
        "version": spoken(round_.version.name),
        "version_url": address("version", round_.version.code),
        "marks": citations.marks(round_),
    }


def wall_of(round_: EvaluationRound, cards: Sequence[Card]) -> Piece:
    """All cards by colour: as declared where the measures are not named, else counted.

    ``sum`` are the counts in the order of the colours and ``total`` is their sum; declared counts
    and counted cards are never mixed, both are given where both exist.
    """
    declared = {one.colour: one.count for one in round_.declared_totals.all()}
    counted = Counter(card.colour for card in cards)
    counts: dict[str, int] = declared or dict(counted)
    colours = [colour for colour in Colour.values if counts.get(colour) or counted.get(colour)]
    return {
        "rows": [_row(round_, colour, counts.get(colour, 0), cards=cards) for colour in colours],
        "sum": [counts.get(colour, 0) for colour in colours],
        "total": add_figures((counts.get(colour, 0), UNIT) for colour in colours),
        "is_declared": bool(declared),
        "named": len(cards),
    }


def _row(round_: EvaluationRound, colour: str, count: int, *, cards: Iterable[Card]) -> Piece:
    named = [
        {"title": str(card.measure.name), "url": address("measure", card.measure.code)}
        for card in cards
        if card.colour == colour
    ]
    return {
        "colour": colour,
        "word": format_html(NAMED, meaning_of(colour, round_), Colour(colour).label),
        "count": count,
        "cells": named,
        "cell_range": range(max(count - len(named), 0)),
    }


def cards_in(
    cards: Sequence[Card],
    before: dict[int, Card],
    citations: Citations,
    *,
    today: date,
    said: Sequence[Card] = (),
) -> list[dict[str, Any]]:
    """Cards in the order of their colours, each with the measure that it judges.

    ``before`` holds each measure's card in the round before; those in ``said`` are shown briefly,
    because the page has shown their recommendations already.
    """
    order = Colour.values
    ordered = sorted(
        cards, key=lambda card: (order.index(card.colour), card.measure.order_key, card.code)
    )
    return [
        {
            **card_of(card, before.get(card.measure_id), citations, today=today),
            "measure": spoken(card.measure.name),
            "measure_url": address("measure", card.measure.code),
            "brief": before.get(card.measure_id) in said,
        }
        for card in ordered
    ]
