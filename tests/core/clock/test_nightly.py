"""The clock's nightly work: alarms ring, the journal is sealed, a missing key stops no other."""

from datetime import date
from pathlib import Path

import pytest
from django.test.utils import override_settings

from perron.core.dates import months_before
from perron.core.jobs import ring_alarms, seal
from perron.core.models import Seal
from perron.core.schedule import NIGHTLY

pytestmark = pytest.mark.django_db


def test_alarms_and_seals_come_each_night() -> None:
    assert {"core.alarms", "core.seal"} <= set(NIGHTLY)

    ring_alarms()
    seal()
    assert Seal.objects.count() == 1


def test_a_missing_key_is_told_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(JOURNAL_KEY_FILE=tmp_path / "none.pem", EMBEDDED=False):
        seal()

    assert Seal.objects.count() == 0
    assert "The journal was not sealed" in caplog.text


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2019, 9, 30), 6, date(2019, 3, 31)),
        (date(2019, 9, 30), 3, date(2019, 6, 30)),
        (date(2019, 9, 15), 3, date(2019, 6, 15)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2019, 2, 28), 2, date(2018, 12, 31)),
        (date(2019, 1, 10), 13, date(2017, 12, 10)),
    ],
)
def test_months_before_a_day(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier
