"""Pictures of those who took the test: made now and then, never changed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from perron.competences.models import Picture
from perron.competences.rules.picturing import empty_row, empty_table, grown_row, grown_table
from perron.competences.services.figures.counting import (
    SAID,
    SHOWN,
    counted,
    finished,
)
from perron.core.journal.lines import Entry, record
from perron.core.publications import next_publication, take_turn
from perron.engines.survey.hiding import LEAST

CHAIN = "competences"
SETTLES = timedelta(minutes=10)  # a test that ends now may be written a little later


def latest_of_takers() -> Picture | None:
    """The newest picture of those who took the test by themselves."""
    return Picture.objects.filter(panel=None).first()


@transaction.atomic
def make_picture(at: datetime) -> Picture | None:
    """A new picture, where at least ten people finished a test since the last; else None.

    Whoever was counted stays counted, also when the sitting is erased later: only sums are kept.
    """
    take_turn(at)
    last, day = latest_of_takers(), timezone.localdate(at)
    if last and last.day >= day:
        return None
    until = at - SETTLES
    since = parse_datetime(last.table["until"]) if last else None
    people, rows, both = counted(finished(since, until))
    if people < LEAST:
        return None
    held = last.table if last else {}
    before = held.get("rows", {})
    table: dict[str, Any] = {
        "format": 1,
        "until": until.isoformat(),
        "rows": {
            row: grown_row(before.get(row) or empty_row(), came, day.isoformat())
            for row, came in rows.items()
        },
        "declared": grown_table(
            held.get("declared") or empty_table(SAID, SHOWN), both, day.isoformat()
        ),
    }
    whole = people + (last.people if last else 0)
    picture = Picture.objects.create(day=day, people=whole, table=table, made_at=at)
    renewed = [row for row, held in table["rows"].items() if held["day"] == day.isoformat()]
    change = {"people": whole, "rows": renewed}
    record(CHAIN, Entry("figures.made", "picture", day.isoformat(), change), by=None, at=at)
    next_publication(at)
    return picture
