"""A sitting of the test that somebody else holds, for the tables of rights."""

from typing import Any
from uuid import UUID

from perron.competences.models import Sitting
from tests.make import NOON

ABSENT = {"sitting": UUID(int=7)}


def a_strangers_sitting() -> dict[str, Any]:
    """A sitting that some browser holds, and none of those that ask."""
    sitting = Sitting.objects.create(language="en", seed=1, started_at=NOON, last_at=NOON)
    return {"sitting": sitting.key}
