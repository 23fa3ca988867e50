"""A site of an earlier version, brought up to today from its backup."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client

from perron.accounts.models import User
from perron.core.backups import restore_backup
from perron.core.journal.verifying import verify_journal
from perron.core.models import Draft
from perron.core.records.kinds import kinds
from perron.core.searching.indexing import index_anew
from tests.databases import new_postgresql, served_from, sqlite_file

BACKUPS = sorted(Path(__file__).parent.glob("*.backup"))
PAGES = (
    "/fr/",
    "/de/",
    "/en/measures/",
    "/en/strategy/",
    "/en/search/?q=lake",
    "/en/organisations/",
    "/api/v1/",
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind that the suite runs on."""
    with sqlite_file(tmp_path) if connection.vendor == "sqlite" else new_postgresql() as alias:
        yield alias


def lines_in(backup: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a backup, read by nothing but the standard library."""
    with tarfile.open(backup) as archive:
        return {
            entry.name.removeprefix("tables/").removesuffix(".jsonl"): [
                json.loads(line) for line in archive.extractfile(entry) or ()
            ]
            for entry in archive
            if entry.name.startswith("tables/")
        }


@pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem)
def test_an_earlier_site_goes_on_as_today(backup: Path, empty: str) -> None:
    restore_backup(backup, using=empty)

    with served_from(empty):
        with transaction.atomic():
            assert index_anew(kinds) > 20
        told = lines_in(backup)
        every = apps.get_models(include_auto_created=True)
        models = {model._meta.db_table: model for model in every}
        for table, rows in told.items():
            assert QuerySet(models[table], using=empty).count() >= len(rows), table
        assert verify_journal() == (len(told["core_journalline"]), ())
        person, draft = User.objects.get(name="Chantal"), Draft.objects.get()
        assert person.password.startswith("pbkdf2_sha256$")
        assert (draft.author, draft.record["title"]["en"]) == (person, "The lake gazette")
        browser = Client()
        assert {page: browser.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
        browser.force_login(person)
        assert browser.get("/en/desk/").status_code == 200
