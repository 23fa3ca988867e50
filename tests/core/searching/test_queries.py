"""Sixty queries of readers, and what they see first: over the region that comes along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from perron.cli.territory import load_territory
from perron.core.records.files import load_strategy_file
from perron.core.searching.finding import search
from tests.make import NOON

pytestmark = pytest.mark.slow

ASKED: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8")
)
QUERIES = [(language, asked) for language in ASKED for asked in ASKED[language]]


@pytest.fixture(scope="module")
def _region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The region, loaded once for all queries and put away after the last."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        load_territory()
        for name in settings.REGION.strategies:
            content = (settings.REGION.folder / name).read_bytes()
            load_strategy_file(content, name=name, by=None, at=NOON)
        yield
        transaction.set_rollback(True)


def test_each_language_asks_twenty_times() -> None:
    assert {language: len(asked) for language, asked in ASKED.items()} == dict.fromkeys(
        settings.REGION.languages, 20
    )


@pytest.mark.usefixtures("_region")
@pytest.mark.parametrize(
    ("language", "asked"), QUERIES, ids=[f"{language}-{it['query']}" for language, it in QUERIES]
)
def test_a_reader_sees_first_what_was_meant(language: str, asked: dict[str, Any]) -> None:
    found = search(asked["query"], language=language, limit=3)
    assert [f"{hit.kind}/{hit.code}" for hit in found.hits] == asked["first"]
    assert found.corrected == asked.get("corrected")
