"""Builders of finished sittings with a profile, for tests of figures and panels."""

from datetime import datetime, timedelta
from typing import Any

from perron.competences.enums import EndReason, SittingState
from perron.competences.models import Declaration, Sitting
from perron.competences.rules.declaring import ACTIVITIES
from perron.competences.services.declaring import declare
from perron.competences.services.figures.counting import rows_counted
from tests.make import NOON

LEVELS = 4


def sure(level: int) -> list[float]:
    """Chances of somebody whose level is certain."""
    return [float(place == level) for place in range(LEVELS)]


def a_profile(chances: list[float]) -> dict[str, Any]:
    """The same chances in every row."""
    held = {"mean": 0.0, "sd": 0.3, "chances": chances}
    rows = [row for row in rows_counted() if row != "overall"]
    return {
        "format": 1,
        "calibrated": False,
        "overall": held,
        "areas": {row: held for row in rows if "." not in row},
        "competences": {row: {**held, "answers": 2} for row in rows if "." in row},
    }


def a_finished(level: int = 1, at: datetime = NOON, **fields: Any) -> Sitting:
    """Somebody who took the whole test and is at this level for certain."""
    given: dict[str, Any] = {
        "state": SittingState.ENDED,
        "ended_by": EndReason.LENGTH,
        "language": "fr",
        "seed": 1,
        "answered": 42,
        "profile": a_profile(sure(level)),
        "started_at": at - timedelta(minutes=20),
        "last_at": at,
        "ended_at": at,
        **fields,
    }
    return Sitting.objects.create(**given)


def many_finished(*counts: int, at: datetime = NOON, **fields: Any) -> list[Sitting]:
    """So many people at each level, from the lowest on."""
    return [
        a_finished(level, at, **fields)
        for level, count in enumerate(counts)
        for _one in range(count)
    ]


def says(sitting: Sitting, *, everything: bool) -> Declaration:
    """Somebody who says they have done everything, or nothing."""
    done = sorted(ACTIVITIES) if everything else []
    return declare(sitting, used=True, done=done, at=NOON)
