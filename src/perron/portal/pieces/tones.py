"""The tone and the word of every state: one table for all pages."""

from django.utils.html import format_html

from perron.portal.pieces.facts import Piece
from perron.strategy.enums import FollowUpState, MeasureState

OF_MEASURES = {
    MeasureState.UNKNOWN: "unknown",
    MeasureState.PLANNED: "waiting",
    MeasureState.OPEN: "going",
    MeasureState.RUNNING: "going",
    MeasureState.SUSPENDED: "waiting",
    MeasureState.COMPLETED: "done",
    MeasureState.STOPPED: "stopped",
}
OF_FOLLOW_UPS = {
    FollowUpState.OPEN: "waiting",
    FollowUpState.PARTLY: "going",
    FollowUpState.DONE: "done",
    FollowUpState.REFUSED: "stopped",
    FollowUpState.OVERTAKEN: "unknown",
}


SIGN = '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>'
SIGNS = {"done": "check", "waiting": "clock"}


def toned(tone: str, word: str) -> Piece:
    """A state with its sign, for lines that are too many for a template of their own."""
    return {"tone": tone, "word": word, "sign": format_html(SIGN, SIGNS.get(tone, tone))}


def measure_tone(state: str) -> Piece:
    """How far a measure has come."""
    known = MeasureState(state)
    return toned(OF_MEASURES[known], str(known.label))


def follow_up_tone(state: str) -> Piece:
    """What became of a recommendation."""
    known = FollowUpState(state)
    return toned(OF_FOLLOW_UPS[known], str(known.label))
