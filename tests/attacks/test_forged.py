"""Forms that another site sends, and addresses that lead away."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.make import aline, chantal

pytestmark = pytest.mark.django_db
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
PARTS = {"uuid": str(uuid4()), "int": "1"}
AWAY = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
]


def addresses(resolver: Any, before: str = "/") -> Iterator[str]:
    """Every address of the site, with something in the place of each part."""
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern).strip("^$")
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, path)
        elif "(?P" not in path:
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda part: PARTS.get(part[1], "town"), path)


def test_no_address_takes_a_form_without_the_token_of_its_page() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(chantal())
    asked = list(addresses(get_resolver()))

    taken = {path for path in asked if browser.post(path, {"x": "1"}).status_code not in REFUSED}
    assert taken == set()
    assert len(asked) > 80


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_away_by_signing_in_or_out(away: str) -> None:
    person, browser = aline(), Client()
    given = {"login": person.email, "password": "rue-des-remparts-7", "next": away}

    assert browser.post("/en/sign-in/login/", given)["Location"].startswith("/en/")
    assert browser.post("/en/sign-in/logout/", {"next": away})["Location"] == "/en/"
