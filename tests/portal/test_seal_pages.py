"""The seals of the journal are public, and printed where people keep them."""

from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from perron.core.journal.attesting import read_head, verify_against
from perron.core.journal.lines import Entry, record
from perron.core.journal.sealing import printed, seal_journal
from perron.core.records.snapshots import take_snapshot
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(tmp_path: Path) -> str:
    record("strategy", Entry("measure.changed", "measure", "tablets"), by=None, at=NOON)
    with override_settings(JOURNAL_KEY_FILE=str(tmp_path / "key.pem"), EMBEDDED=True):
        return printed(seal_journal(NOON))


def test_a_seal_is_found_with_its_file(client: Client, sealed: str) -> None:
    page = client.get("/en/journal/seals/").content.decode()
    assert sealed in page

    file = client.get("/en/journal/seals/2026-03-02.json").content.decode()
    assert list(verify_against(read_head(file))) == []


def test_a_snapshot_carries_the_seal_of_its_day(client: Client, sealed: str) -> None:
    take_snapshot(by=None, at=NOON)

    assert sealed in client.get("/en/snapshots/2026-03-02/").content.decode()


def test_a_day_without_a_seal_has_no_file_and_the_page_says_so(client: Client) -> None:
    assert "No day has been sealed yet" in client.get("/en/journal/seals/").content.decode()
    for day in ("2026-03-01", "yesterday", "2026-02-30"):
        assert client.get(f"/en/journal/seals/{day}.json").status_code == 404
