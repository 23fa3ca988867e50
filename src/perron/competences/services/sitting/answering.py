"""Answering: a locked row, one score for each question, the next one saved before it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from perron.competences.enums import SittingState
from perron.competences.errors.sitting import (
    NoSuchQuestion,
    QuestionGone,
    SittingErased,
    SittingOver,
)
from perron.competences.models import Response, Sitting
from perron.competences.rules.asking import Shown
from perron.competences.services.sitting.asking import ask_next, renewed, save_progress
from perron.competences.services.sitting.designing import Turn, turn_of
from perron.competences.services.sitting.knowing import known_bank
from perron.competences.services.sitting.showing import marked, shown_in

Given = Callable[[Shown], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer; ``again``: the question had been answered before."""

    sitting: Sitting
    response: Response
    again: bool = False


def answer(
    sitting: Sitting, place: int, given: Given, *, at: datetime, asked: int | None = None
) -> Outcome:
    """Count an answer to the question with this number, and ask the next one.

    ``given`` is told what was shown, and says what was answered in the shape of its kind.

    A question that was answered before keeps its first answer. Refuses, and leaves all as it was:
    a number that was not asked, a question that was taken out, an answer that is no answer, and
    anything after the end. ``asked``: the key of the response that the page showed, so that what
    was meant for a question that was replaced since answers no other. Where the clock went back,
    the moment of asking stands.
    """
    return _answered(sitting, (place, asked), given, at=at)


def skip(sitting: Sitting, place: int, *, at: datetime, asked: int | None = None) -> Outcome:
    """“I don't know”: as welcome as an answer, and worth as much as a miss."""
    return _answered(sitting, (place, asked), None, at=at)


@transaction.atomic
def _answered(
    sitting: Sitting, meant: tuple[int, int | None], given: Given | None, *, at: datetime
) -> Outcome:
    locked, (place, asked) = locked_turn(sitting), meant
    response = locked.at(place)
    if response is not None and asked not in {None, response.pk}:
        raise QuestionGone
    if response is not None and response.answered_at is not None:
        return Outcome(locked.sitting, response, again=True)
    if response is not None and response.dropped_at is not None:
        raise QuestionGone
    if locked.sitting.state == SittingState.ENDED:
        raise SittingOver
    if response is None:
        raise NoSuchQuestion(number=place)
    said = None if given is None else given(shown_in(locked, response))
    response.score = 0 if said is None else marked(locked, response, said).score
    response.unknown, response.given = said is None, said
    response.answered_at = max(at, response.asked_at)
    response.save(update_fields=["score", "unknown", "given", "answered_at"])
    turn = renewed(locked, response)
    save_progress(turn.sitting, renewed(turn, ask_next(turn, at)), at)
    return Outcome(turn.sitting, response)


def locked_turn(sitting: Sitting) -> Turn:
    """The sitting as it is now with its responses, held until the transaction ends."""
    return turn_of(locked_sitting(sitting), known_bank())


def locked_sitting(sitting: Sitting) -> Sitting:
    """The sitting as it is now, held until the transaction ends; refused where it is erased."""
    held = Sitting.objects.select_for_update(of=("self",)).filter(pk=sitting.pk).first()
    if held is None:
        raise SittingErased
    return held
