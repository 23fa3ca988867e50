"""Reading a sitting for its pages; a question that left the bank meanwhile is replaced first."""

from datetime import datetime

from django.db import transaction

from perron.competences.models import Sitting
from perron.competences.services.sitting.answering import locked_turn
from perron.competences.services.sitting.designing import Turn, turn_of
from perron.competences.services.sitting.knowing import known_bank
from perron.competences.services.sitting.reporting import drop


def read_turn(sitting: Sitting, at: datetime) -> tuple[Turn, bool]:
    """Where a sitting stands, and whether the question that waited was replaced just now."""
    turn = turn_of(sitting, known_bank())
    if not _has_gone(turn):
        return turn, False
    _replace(sitting, at)
    return turn_of(Sitting.objects.get(pk=sitting.pk), known_bank()), True


def _has_gone(turn: Turn) -> bool:
    """Whether the question that waits is no longer asked."""
    waiting = turn.waiting
    return waiting is not None and not turn.bank.askable[turn.bank.numbers[waiting.item_id]]


@transaction.atomic
def _replace(sitting: Sitting, at: datetime) -> None:
    turn = locked_turn(sitting)
    if turn.waiting is not None and _has_gone(turn):
        drop(turn, turn.waiting, at)
