"""A panel that runs and a finished sitting of somebody else, for the tables of rights."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from perron.competences.services.panels.keeping import NewPanel, draw_codes, make_panel
from tests.competences.figures.make import a_finished

ABSENT = {"panel": "nothing", "declaring": UUID(int=7)}


def the_panels() -> dict[str, Any]:
    """A panel that runs, and a finished sitting of somebody else."""
    at = timezone.now()
    panel = make_panel(
        NewPanel(
            code="adults",
            name={"en": "Adults"},
            population={"en": "Everybody"},
            source="A list",
            strata="all; Everybody; 100; 10",
            opens_at=at - timedelta(days=1),
            closes_at=at + timedelta(days=1),
        ),
        by=None,
        at=at,
    )
    draw_codes(panel, by=None, at=at)
    return {"panel": panel.code, "declaring": a_finished(at=at).key}
