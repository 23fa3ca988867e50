"""If the platform itself fails on the last day, the closing moves for everyone, and says so."""

from datetime import datetime, timedelta

import pytest

from perron.calls.models import Edition, Outage
from perron.calls.services.applying.outages import move_closings, new_closing, note_heartbeat
from perron.letters.models import Letter
from tests.calls.applying import a_school, an_application
from tests.calls.make import an_edition
from tests.make import NOON, aline

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CLOSES = NOON + 20 * HOUR


@pytest.mark.parametrize(
    ("begins", "ends", "moved"),
    [
        (CLOSES - 10 * HOUR, CLOSES - 10 * HOUR + 12 * MINUTE, CLOSES + HOUR),
        (CLOSES - 10 * HOUR, CLOSES - 7 * HOUR, CLOSES + 3 * HOUR),
        (CLOSES - 30 * HOUR, CLOSES - 20 * HOUR, CLOSES + 4 * HOUR),
        (CLOSES - 70 * MINUTE, CLOSES - 50 * MINUTE, CLOSES + 24 * HOUR),
        (CLOSES - 30 * MINUTE, CLOSES + 30 * MINUTE, CLOSES + 25 * HOUR),
        (CLOSES - HOUR, CLOSES + 3 * DAY, CLOSES + 4 * DAY),
    ],
)
def test_the_time_that_was_lost_is_given_back(
    begins: datetime, ends: datetime, moved: datetime
) -> None:
    assert new_closing(CLOSES, begins, ends) == moved


def beat(*minutes: int) -> None:
    """Heartbeats so many minutes after noon."""
    for minute in minutes:
        note_heartbeat("web", NOON + minute * MINUTE)


@pytest.mark.django_db
def test_a_steady_heart_moves_nothing() -> None:
    edition = an_edition(closes=CLOSES)
    beat(0, 5, 14, 3)

    assert move_closings(NOON + HOUR) == []
    edition.refresh_from_db()
    assert edition.closes_at == CLOSES


@pytest.mark.django_db
def test_an_outage_moves_the_closing_once_and_everybody_who_writes_is_told() -> None:
    by = aline()
    edition = an_edition(closes=CLOSES)
    an_application(by, edition, a_school(speaks=by))
    beat(0, 75)
    (notice,) = move_closings(NOON + 76 * MINUTE)

    assert move_closings(NOON + 77 * MINUTE) == []
    edition.refresh_from_db()
    assert edition.closes_at == CLOSES + 2 * HOUR
    assert (notice.kind, notice.number) == ("outage", 1)
    assert "could not be reached" in notice.reason["en"]
    assert Letter.objects.filter(address="aline@example.org").exists()


@pytest.mark.django_db
def test_an_outage_long_before_the_closing_moves_nothing() -> None:
    an_edition(closes=NOON + 10 * DAY)
    beat(0, 300)

    assert move_closings(NOON + 6 * HOUR) == []
    assert Outage.objects.get().handled_at
    assert Edition.objects.get().closes_at == NOON + 10 * DAY
