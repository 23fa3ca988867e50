"""What every test may rely on: settings of its own, a database, and who waits for PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import override_settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from perron.core.journal.triggers import TABLE, removals

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "build" / "tests"
GROWING = (TABLE, "funding_ledgerentry")
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
MINE = ("ALLOWED_HOSTS", "DEBUG", "HTTPS", "PAGE_CACHE", "PERRON_REGION", "SITE_ADDRESS")

# Before the settings are read: nothing of this machine's own site reaches a test but the choice of
# the database, DATABASE_URL.
for name in MINE:
    os.environ.pop(name, None)
(VAR / "static").mkdir(parents=True, exist_ok=True)
os.environ["PERRON_VAR"] = str(VAR)
os.environ |= {"DJANGO_SETTINGS_MODULE": "perron.config.settings", "SECRET_KEY": "known to all" * 5}


def pytest_configure() -> None:
    """Set Django up before any test module is read."""
    django.setup()
    if settings.VAR != VAR:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: tests have settings of their own.")


def pytest_report_header() -> str:
    """Say at the top of every run which database it is on."""
    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, visibly, what needs PostgreSQL where the suite runs on another database."""
    if connection.vendor == "postgresql":
        return
    reason = pytest.mark.skip(reason="needs PostgreSQL: python -m tests.postgres pytest")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(reason)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the suite empty SQLite's journal and ledger; tests of the triggers put them up."""
    del django_db_setup
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for table in GROWING:
                for statement in removals(connection.vendor, table):
                    cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """Hash passwords quickly; find what was built; share no cache with another worker."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    files = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={"default": files, "staticfiles": storage},
        CACHES={name: {"BACKEND": MEMORY, "LOCATION": name} for name in settings.CACHES},
    ):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Let nothing be found that another test kept: publications are counted from 0 in each."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Let sentences be in the language of the source, whatever the region speaks."""
    with translation.override("en"):
        yield
