"""A small strategy in which every key of every kind occurs, loaded once for each file of tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

PLAN = Path(__file__).parent / "plan.yaml"
LOADED = datetime(2026, 11, 2, 9, tzinfo=UTC)

Read = Callable[..., str]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What was kept under the publications of another test is gone."""
    cache.clear()


@pytest.fixture(scope="module")
def plan(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The plan, published; everything that a test adds is taken back after it."""
    del django_db_setup
    files = import_module("perron.core.records.files")  # this file is read before Django is set up
    with django_db_blocker.unblock(), transaction.atomic():
        files.load_strategy_file(PLAN.read_bytes(), name=PLAN.name, by=None, at=LOADED)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def read(plan: None, db: None, client: Client) -> Read:
    """Read a page as an anonymous visitor, in English unless another language is asked for."""
    del plan, db

    def page(path: str = "", language: str = "en", *, status: int = 200) -> str:
        response = client.get(f"/{language}/{path}")
        assert response.status_code == status
        return response.content.decode()

    return page
