"""All answers of a sitting: what was asked, said and right, why, and how to learn it."""

from typing import Any

from perron.competences.models import Response
from perron.competences.pieces.profile.rows import name_of
from perron.competences.pieces.sitting.turns import question_of
from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.showing import item_of, marked

SHOW = ("all", "missed", "right")


def answers_piece(turn: Turn, show: str) -> dict[str, Any]:
    """The answers that are asked for, in their order, and how many there are of each."""
    kept = turn.kept
    right = [one for one in kept if one.score]
    missed = [one for one in kept if not one.score]
    wanted = {"missed": missed, "right": right}.get(show, list(kept))
    return {
        "show": show if show in SHOW else SHOW[0],
        "all": len(kept),
        "right": len(right),
        "missed": len(missed),
        "lines": [_line(turn, one) for one in wanted],
    }


def _line(turn: Turn, response: Response) -> dict[str, Any]:
    competence = item_of(turn, response).competence
    return {
        **question_of(turn, response, {}),
        "is_right": bool(response.score),
        "unknown": response.unknown,
        "forgotten": response.given is None and not response.unknown,
        "mark": marked(turn, response, response.given),
        "counts": response.counts,
        "competence": competence,
        "name": name_of(competence),
    }
