"""A sitting as files that its person takes away: everything in one, and two plain tables."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from perron.competences.models import Response
from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.looking import Known, Profile
from perron.competences.services.sitting.showing import item_of, marked, shown_in
from perron.core.records.tables import rows_as_csv

FORMAT = "perron-sitting/1"
LEVELS = ("before_basic", "basic", "intermediate", "advanced")
PROFILE = ("row", *LEVELS, "answers")
ANSWERS = ("number", "competence", "question", "answered", "right", "said", "correct", "counted")
DIGITS = 4


def sitting_as_json(turn: Turn, profile: Profile | None) -> bytes:
    """All that is kept of a sitting, with the wording of its questions."""
    sitting = turn.sitting
    whole = {
        "format": FORMAT,
        "began": sitting.started_at,
        "ended": sitting.ended_at,
        "language": sitting.language,
        "goal": sitting.goal,
        "age": sitting.age_band,
        "before_the_test": sitting.placement,
        "how_devices_are_used": sitting.modalities,
        "difficulties": "measured" if profile and profile.calibrated else "authors",
        "profile": list(profile_rows(profile)) if profile else [],
        "answers": [_answer(turn, one) for one in turn.kept],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode()


def profile_as_csv(profile: Profile | None) -> bytes:
    """The chances of each level: of everything together, of areas, of competences."""
    return rows_as_csv(PROFILE, profile_rows(profile) if profile else ())


def answers_as_csv(turn: Turn) -> bytes:
    """One line for each answer."""
    rows = [_answer(turn, one) for one in turn.kept]
    flat = [{name: _flat(value) for name, value in row.items()} for row in rows]
    return rows_as_csv(ANSWERS, flat)


def profile_rows(profile: Profile) -> Iterator[dict[str, Any]]:
    """One row for everything together, one for each area, one for each competence."""
    yield _row("overall", profile.overall)
    for code, known in (*profile.areas.items(), *profile.competences.items()):
        yield _row(code, known)


def _row(code: str, known: Known) -> dict[str, Any]:
    chances = (round(chance, DIGITS) for chance in known.chances)
    return {"row": code, **dict(zip(LEVELS, chances, strict=True)), "answers": known.answers}


def _answer(turn: Turn, response: Response) -> dict[str, Any]:
    mark = marked(turn, response, response.given)
    return {
        "number": response.place,
        "competence": item_of(turn, response).competence,
        "question": shown_in(turn, response).asks,
        "answered": response.answered_at,
        "right": bool(response.score),
        "said": list(mark.said),
        "correct": list(mark.right),
        "counted": response.counts,
    }


def _flat(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
