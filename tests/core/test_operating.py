"""Logs and figures: each request is found again, and nobody is found in them."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client, override_settings

from perron.config.logs import log_settings
from perron.core.operating.logs import Json, Plain, request_id
from perron.core.operating.requests import HEADER
from tests.make import aline, chantal

pytestmark = pytest.mark.django_db
ADDRESS = "aline@example.org"
KNOWN = "to-the-one-who-measures"


@pytest.fixture(params=[Json, Plain])
def log(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """Everything that any logger says, in either form."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(request.param())
    loggers = [logging.getLogger(name) for name in ("", "django", "perron.requests")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    for logger in loggers[:2]:
        logger.addHandler(handler)
    yield said
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
        logger.removeHandler(handler)


def fail(*_: object, **__: object) -> None:
    raise IntegrityError(f"Key (email)=({ADDRESS}) already exists.")


def test_no_address_is_in_the_log_whatever_somebody_does(
    log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perron.core.operating.doors.is_serving", fail)
    browser = Client(raise_request_exception=False)
    aline()
    for path in ("login", "code", "password/reset"):
        entered = {"login": ADDRESS, "email": ADDRESS, "password": "x"}
        browser.post(f"/en/sign-in/{path}/", entered)
    browser.post("/en/ask/", {"email": ADDRESS, "words": f"I am {ADDRESS}"})
    browser.get(f"/en/search/?q={ADDRESS}")
    browser.get(f"/en/people/{ADDRESS}/", headers={"user-agent": ADDRESS, "x-request-id": ADDRESS})
    browser.get("/en/", headers={"host": ADDRESS})
    assert browser.get("/health/", {"q": ADDRESS}).status_code == 500
    logging.getLogger("perron.letters").error("the server refused %s", ADDRESS)

    said = log.getvalue()
    assert "IntegrityError" in said
    assert "(address)" in said
    assert "portal:search" in said
    assert ADDRESS not in said
    assert "127.0.0.1" not in said
    assert mail.outbox == []


def test_a_line_tells_view_status_time_and_role_and_nothing_else(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(chantal())
    with caplog.at_level(logging.INFO, "perron.requests"):
        client.get("/en/desk/?q=secret", headers={HEADER: "named-by-the-proxy"})
    told = json.loads(Json().format(caplog.records[-1]))

    assert (told["view"], told["status"], told["role"]) == ("desk:home", 200, "officer")
    assert told["ms"] > 0
    assert told.keys() == {
        *("time", "level", "logger", "message", "request", "view", "status", "ms", "role")
    }


def test_a_request_keeps_the_name_that_the_proxy_gave(client: Client) -> None:
    given = client.get("/en/", headers={HEADER: "0f8fad5b-d9cb-469f-a165"})[HEADER]

    assert given == "0f8fad5b-d9cb-469f-a165"
    assert request_id.get() == ""


@pytest.mark.parametrize(
    "name", ["", "short", "x" * 65, "aline@example.org", 'a"b: {} inj', "é" * 9]
)
def test_a_malformed_name_is_replaced_by_one_drawn(client: Client, name: str) -> None:
    drawn = client.get("/en/", headers={HEADER: name})[HEADER]

    assert re.fullmatch(r"[0-9a-f]{16}", drawn)
    assert client.get("/en/")[HEADER] != drawn


def test_the_page_of_a_fault_names_its_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perron.core.operating.doors.is_serving", fail)

    response = Client(raise_request_exception=False).get("/health/")

    assert response.status_code == 500
    assert response[HEADER] in response.content.decode()


def test_without_a_token_there_are_no_figures(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@override_settings(METRICS_TOKEN=KNOWN)
def test_figures_are_for_those_who_know_the_token(client: Client) -> None:
    client.get("/en/measures/?q=secret-word")
    client.get("/en/nowhere/at-all/")
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer no"}).status_code == 404

    response = client.get("/metrics", headers={"authorization": f"Bearer {KNOWN}"})

    said = response.content.decode()
    assert 'perron_request_seconds_count{status="200",view="portal:measures"} 1.0' in said
    assert 'status="404",view="none"' in said
    for name in ("queue_waiting", "letters_uncertain", "publications", "disk_free_bytes"):
        assert f"perron_{name} " in said
    assert 'perron_health{check="database",state="well"} 1.0' in said
    assert "secret-word" not in said
    assert "at-all" not in said


def test_json_is_a_line_and_only_an_unknown_form_is_refused() -> None:
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, "two\nlines %s", ("é",), None)

    assert json.loads(Json().format(record))["message"] == "two\nlines é"
    assert "\n" not in Json().format(record)
    assert log_settings("json")["loggers"]["perron.requests"]["level"] == "INFO"
    assert log_settings("plain")["loggers"]["perron.requests"]["level"] == "ERROR"
