"""Ending early, erasing, and what is forgotten by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from perron.accounts.models import User
from perron.competences.enums import EndReason, SittingState
from perron.competences.errors.sitting import ActingForSomebody, SomebodyElses
from perron.competences.models import Response, Sitting
from perron.competences.services.sitting.answering import locked_sitting, locked_turn
from perron.competences.services.sitting.asking import ask_next, end, renewed, save_progress
from perron.competences.services.sitting.coming_back import KEPT_DAYS
from perron.competences.services.sitting.designing import Turn

SHARED_MINUTES = 15
GIVEN_DAYS = 30
AT_ONCE = 500


@transaction.atomic
def stop(sitting: Sitting, *, at: datetime, one_more: bool = False) -> Sitting:
    """End a sitting now, or after one more question that is likely to go well.

    The question that waits is taken back: it counts for nothing. What had ended stays as it was.
    """
    turn = locked_turn(sitting)
    if turn.sitting.state == SittingState.ENDED:
        return turn.sitting
    turn = _taken_back(turn)
    if one_more:
        turn = renewed(turn, ask_next(turn, at, last=True))
        turn.sitting.design["ends_after"] = len(turn.kept) + 1
        turn.sitting.save(update_fields=["design"])
    else:
        end(turn, EndReason.STOPPED, at)
    save_progress(turn.sitting, turn, at)
    return turn.sitting


@transaction.atomic
def ask_harder(sitting: Sitting, *, harder: bool, at: datetime) -> Sitting:
    """Ask harder questions from now on, or kind ones again; the one that waits is replaced."""
    turn = locked_turn(sitting)
    if turn.sitting.state == SittingState.ENDED:
        return turn.sitting
    wanted = len([one for one in turn.responses if one.answered_at]) if harder else None
    if (turn.sitting.harder_from is None) != (wanted is None):
        turn = _taken_back(turn)
        turn.sitting.harder_from = wanted
        save_progress(turn.sitting, renewed(turn, ask_next(turn, at)), at)
    return turn.sitting


def _taken_back(turn: Turn) -> Turn:
    """The turn without the question that waits: as if it had not been asked yet."""
    waiting = turn.waiting
    if waiting is None:
        return turn
    Response.objects.filter(pk=waiting.pk).delete()
    return Turn(turn.sitting, tuple(one for one in turn.responses if one != waiting), turn.bank)


@transaction.atomic
def claim(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Add a sitting to an account, where it is kept with the others."""
    if by.acting:
        raise ActingForSomebody
    locked = locked_sitting(sitting)
    if locked.person_id not in {None, by.pk}:
        raise SomebodyElses
    locked.person, locked.last_at = by, max(at, locked.last_at)
    locked.is_demonstration |= by.is_demonstration
    locked.save(update_fields=["person", "last_at", "is_demonstration"])
    return locked


def erase_sitting(sitting: Sitting) -> None:
    """Erase a sitting with all its answers; nothing of it is left."""
    erase_all([sitting.pk])


@transaction.atomic
def erase_all(keys: Sequence[int]) -> int:
    """Erase sittings; whoever answers in one just now waits, and is told that it is gone."""
    rows = Sitting.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    held = list(rows.values_list("pk", flat=True))
    Sitting.objects.filter(pk__in=held).delete()
    return len(held)


def is_left_alone(sitting: Sitting, at: datetime) -> bool:
    """Whether a shared computer has to forget this sitting."""
    alone_since = at - timedelta(minutes=SHARED_MINUTES)
    return sitting.shared_computer and sitting.last_at < alone_since


def forget_left_alone(at: datetime) -> int:
    """Erase what was begun on shared computers and left there, unless it has a way back."""
    left = Sitting.objects.filter(
        shared_computer=True,
        come_back=None,
        person=None,
        last_at__lt=at - timedelta(minutes=SHARED_MINUTES),
    )
    return _erased(left.values_list("pk", flat=True))


def forget_old(at: datetime) -> tuple[int, int]:
    """Erase sittings without an account after 90 days, and what was typed 30 days after the end.

    What belongs to a panel that is not published yet waits for that. Answers how many sittings were
    erased, and of how many answers the words were forgotten.
    """
    old = Sitting.objects.filter(person=None, last_at__lt=at - timedelta(days=KEPT_DAYS))
    old = old.exclude(invitation__isnull=False, invitation__panel__published_at=None)
    erased = _erased(old.values_list("pk", flat=True))
    ended = at - timedelta(days=GIVEN_DAYS)
    over = Q(sitting__ended_at__lt=ended) | Q(sitting__ended_at=None, sitting__last_at__lt=ended)
    typed = Response.objects.filter(over, given__isnull=False)
    return erased, typed.update(given=None)


def _erased(keys: QuerySet[Sitting, int]) -> int:
    """Erase in small transactions, so that nobody waits long."""
    total = 0
    while batch := list(keys[:AT_ONCE]):
        total += erase_all(batch)
    return total
