"""The next question of a sitting, and its end: what is saved before anything is shown."""

from datetime import datetime

from perron.competences.enums import EndReason, SittingState
from perron.competences.models import Response, Sitting
from perron.competences.services.sitting.designing import (
    Turn,
    design_of,
    next_question,
    state_of,
    view_of,
)
from perron.competences.services.sitting.looking import profile_kept
from perron.engines.adaptive.errors import AdaptiveRefused

AT_THE_END = ("state", "ended_by", "ended_at", "profile")


def ask_next(turn: Turn, at: datetime, *, last: bool = False) -> Response | None:
    """Ask the next question, or end the sitting; the caller holds the row's lock.

    The sitting's row is changed, not saved. ``last``: the person wants to end, well.
    """
    view = view_of(turn)
    if view.ended or _has_had_enough(turn):
        end(turn, EndReason(view.ended or EndReason.STOPPED), at)
        return None
    try:
        number = next_question(turn, view, last=last)
    except AdaptiveRefused:
        number = None
    if number is None or not turn.bank.askable[number]:
        end(turn, EndReason.EMPTY, at)
        return None
    counts = not design_of(turn.sitting, turn.bank).fresh[number]
    return Response.objects.create(
        sitting=turn.sitting,
        place=1 + max((one.place for one in turn.responses), default=0),
        item_id=turn.bank.items[number].pk,
        asked_at=at,
        counts=bool(counts),
    )


def _has_had_enough(turn: Turn) -> bool:
    """Whether the last question that was wanted has been answered."""
    last = turn.sitting.design.get("ends_after")
    return last is not None and len(turn.kept) >= last


def end(turn: Turn, reason: EndReason, at: datetime) -> None:
    """Note the end and what was known then; the row is changed, not saved."""
    sitting = turn.sitting
    sitting.state, sitting.ended_by = SittingState.ENDED, reason
    sitting.ended_at = max(at, sitting.last_at)
    sitting.profile = profile_kept(turn, view_of(turn)) if state_of(turn).kept else {}


def save_progress(sitting: Sitting, turn: Turn, at: datetime) -> None:
    """Write how far the sitting has come."""
    sitting.answered = len(turn.kept)
    sitting.last_at = max(at, sitting.last_at)
    fields = ["answered", "last_at", "harder_from"]
    fields += AT_THE_END if sitting.state == SittingState.ENDED else ()
    sitting.save(update_fields=fields)


def renewed(turn: Turn, *responses: Response | None) -> Turn:
    """The turn after some responses were changed or added."""
    by_place = {one.place: one for one in turn.responses}
    by_place |= {one.place: one for one in responses if one is not None}
    ordered = tuple(by_place[place] for place in sorted(by_place))
    return Turn(turn.sitting, ordered, turn.bank)
