"""The interface is as its own description says, whatever it is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from jsonschema import Draft202012Validator
from schemathesis.core.result import Ok

from perron.api.rules import open_kinds
from perron.api.schemas.document import openapi
from perron.core.records.files import file_schema
from tests.api.conftest import Ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lakes")]

DOCUMENT = openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = WSGIHandler()
FOUND = [one.ok() for one in SCHEMA.get_all_operations() if isinstance(one, Ok)]
OPERATIONS = {operation.label: operation for operation in FOUND}
EXAMPLES = 3  # for each of some eighty addresses


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests leave the connection open, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_address_answers_as_described(label: str) -> None:
    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate()

    asked()


def test_a_record_has_the_shape_that_it_has_in_strategy_files() -> None:
    filed = file_schema()["properties"]

    for kind in open_kinds().values():
        described = {**DOCUMENT["components"]["schemas"][kind.name]}
        assert described.pop("title") == kind.name
        assert described == kind.schema()
        if kind.filed and not kind.single:
            assert filed[kind.section]["items"] == described


def test_every_record_is_as_described(ask: Ask) -> None:
    for path, kind in open_kinds().items():
        check = Draft202012Validator(DOCUMENT["components"]["schemas"][kind.name])
        for record in ask(f"{path}?limit=500")["records"]:
            assert list(check.iter_errors(record)) == []


def test_every_address_of_the_document_was_tried() -> None:
    assert len(OPERATIONS) == len(DOCUMENT["paths"]) > 70


def test_the_document_is_the_one_that_is_served(ask: Ask) -> None:
    assert ask("openapi.json") == DOCUMENT
    assert DOCUMENT["openapi"] == "3.1.0"


def test_every_address_that_the_start_names_answers(ask: Ask) -> None:
    start = ask("")

    named = [one["records"] for one in start["datasets"]] + [start["description"]]
    for address in named:
        path = address.partition("/api/v1/")[2]
        assert f"/{path}" in DOCUMENT["paths"]
        assert ask(path)
