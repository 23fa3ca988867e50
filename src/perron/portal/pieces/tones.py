"""The tone and the word of every state: one table for all pages."""

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


def measure_tone(state: str) -> Piece:
    """How far a measure has come."""
    known = MeasureState(state)
    return {"tone": OF_MEASURES[known], "word": str(known.label), "code": state}


def follow_up_tone(state: str) -> Piece:
    """What became of a recommendation."""
    known = FollowUpState(state)
    return {"tone": OF_FOLLOW_UPS[known], "word": str(known.label)}
