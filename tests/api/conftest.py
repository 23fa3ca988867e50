"""A small strategy behind the interface, and ways to ask it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

PLAN = Path(__file__).parent.parent / "portal" / "plan.yaml"
LOADED = datetime(2026, 11, 2, 9, tzinfo=UTC)

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What was kept under the publications of another test is gone."""
    cache.clear()


@pytest.fixture(scope="module")
def lakes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A strategy in which every key of every kind occurs; taken back after the file's tests."""
    del django_db_setup
    files = import_module("perron.core.records.files")  # this file is read before Django is set up
    with django_db_blocker.unblock(), transaction.atomic():
        files.load_strategy_file(PLAN.read_bytes(), name=PLAN.name, by=None, at=LOADED)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask(client: Client) -> Ask:
    """Ask the interface; answer the document."""

    def asked(path: str, status: int = 200) -> Any:
        response = client.get(path if path.startswith("http") else f"/api/v1/{path}")
        assert response.status_code == status, response.content
        return json.loads(response.content)

    return asked
