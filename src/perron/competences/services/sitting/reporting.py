"""A question reported as faulty: dropped from its sitting exactly, counted for its keepers."""

from datetime import datetime
from typing import Any

from django.db import transaction

from perron.competences.enums import Fault, FlagKind, SittingState
from perron.competences.errors.sitting import NoSuchQuestion
from perron.competences.models import Flag, Response, Sitting
from perron.competences.services.sitting.answering import locked_turn
from perron.competences.services.sitting.asking import ask_next, renewed, save_progress
from perron.competences.services.sitting.designing import Turn

# So many reports take a question out of one sitting; further ones are counted for the keepers only.
MOST_DROPPED = 3


@transaction.atomic
def report_item(sitting: Sitting, place: int, fault: str, *, at: datetime) -> bool:
    """Report a question; answers whether it was taken out of this sitting.

    What was reported before is not counted again. In a sitting that has ended, the report is
    counted and the result stays as it was published to the person.
    """
    turn = locked_turn(sitting)
    response = turn.at(place)
    if response is None:
        raise NoSuchQuestion(number=place)
    if response.dropped_at is not None:
        return True
    reported = turn.sitting.design.get("reported", [])
    if place in reported:
        return False
    turn.sitting.design["reported"] = [*reported, place]
    turn.sitting.save(update_fields=["design"])
    _count(response, fault if fault in Fault.values else Fault.UNCLEAR, at)
    dropped = [one for one in turn.responses if one.dropped_at is not None]
    if len(dropped) >= MOST_DROPPED or turn.sitting.state == SittingState.ENDED:
        return False
    drop(turn, response, at)
    return True


def drop(turn: Turn, response: Response, at: datetime) -> None:
    """Take a question out of a sitting as if it had never been asked; ask another in its place."""
    response.dropped_at = at
    response.save(update_fields=["dropped_at"])
    turn = renewed(turn, response)
    if turn.waiting is None:
        turn = renewed(turn, ask_next(turn, at))
    save_progress(turn.sitting, turn, at)


def _count(response: Response, fault: str, at: datetime) -> None:
    """One report more among the item's; keepers settle the flag."""
    flag, _made = Flag.objects.select_for_update().get_or_create(
        item_id=response.item_id,
        kind=FlagKind.REPORT,
        settled_at=None,
        defaults={"raised_at": at, "figures": {}},
    )
    figures: dict[str, Any] = {**flag.figures, fault: flag.figures.get(fault, 0) + 1}
    figures["reports"] = flag.figures.get("reports", 0) + 1
    flag.figures = figures
    flag.save(update_fields=["figures"])
