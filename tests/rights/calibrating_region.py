"""A question that somebody reported, for the tables of rights."""

from typing import Any

from perron.competences.enums import FlagKind
from perron.competences.models import Flag, Item
from tests.make import NOON

ABSENT = {"flag": 987654}


def a_reported_question() -> dict[str, Any]:
    """One report takes no question out of the bank."""
    item = Item.objects.order_by("pk")[0]
    figures = {"reports": 1, "wrong": 1}
    flag = Flag.objects.create(item=item, kind=FlagKind.REPORT, figures=figures, raised_at=NOON)
    return {"flag": flag.pk}
