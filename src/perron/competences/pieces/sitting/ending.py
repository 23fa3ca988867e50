"""The end of a sitting: what went well, and one next step to print."""

from typing import Any

from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.looking import Profile
from perron.competences.services.sitting.showing import item_of, marked, shown_in


def ending_of(turn: Turn, profile: Profile) -> dict[str, Any]:
    """What somebody takes along: a success, and the one thing to learn next.

    Next comes what was missed and lies nearest: the missed question of the competence of which
    most is known, the easiest of them.
    """
    right = [one for one in turn.kept if one.score]
    missed = [one for one in turn.kept if not one.score]
    nearest = max(
        missed, key=lambda one: (-item_of(turn, one).level, _mean(turn, profile, one)), default=None
    )
    return {
        "right": len(right),
        "of": len(turn.kept),
        "went_well": len(right) >= len(missed),
        "next": None if nearest is None else _lesson(turn, nearest),
    }


def _mean(turn: Turn, profile: Profile, one: Any) -> float:
    return profile.competences[item_of(turn, one).competence].mean


def _lesson(turn: Turn, one: Any) -> dict[str, Any]:
    mark = marked(turn, one, None)
    return {
        "competence": item_of(turn, one).competence,
        "asks": shown_in(turn, one).asks,
        "text": mark.learn_text,
        "link": mark.learn_link,
        "place": one.place,
    }
