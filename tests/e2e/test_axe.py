"""Every kind of page is read with axe-core: in each language, at each width, in light and dark."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import Page

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.cli.first_start import prepare_site
from tests.e2e.conftest import Reader

pytestmark = [pytest.mark.axe, pytest.mark.slow]

DESK = "/desk/"
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"


@pytest.fixture
def _region(transactional_db: None) -> None:
    """Fill the database as the first start does."""
    del transactional_db
    prepare_site()


def kind(address: str) -> str | None:
    """Say what kind of page an address leads to: its language and its view; none for a file."""
    parts = urlsplit(address)
    if parts.path.startswith(settings.STATIC_URL):
        return None
    language = parts.path.split("/")[1]
    with override(language):
        try:
            found = resolve(parts.path)
        except Resolver404:
            return None
    of = found.kwargs.get("kind", "")
    return f"{language} {found.view_name} {of} {'?' if parts.query else ''}"


def crawl(page: Page, start: str) -> Iterator[str]:
    """Open one page of each kind and language; links of the desk are followed within the desk."""
    home, at_the_desk = urlsplit(start).netloc, DESK in start
    waiting, seen, read = [start], {start}, set[str]()
    while waiting:
        address = waiting.pop(0)
        what = kind(address)
        if what is None or what in read:
            continue
        answer = page.request.get(address)
        assert answer.ok, f"{answer.status} {address}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        read.add(what)
        page.goto(address)
        yield address
        links = [urljoin(address, link).partition("#")[0] for link in page.evaluate(LINKS)]
        fresh = [link for link in dict.fromkeys(links) if link not in seen]
        seen.update(fresh)
        waiting += [
            link
            for link in fresh
            if urlsplit(link).netloc == home and (DESK in link or not at_the_desk)
        ]


def broken_rules(page: Page, start: str, read_with_axe: Reader) -> list[str]:
    """Collect what axe-core finds on every page, the page's address first."""
    found = {address: read_with_axe(page) for address in crawl(page, start)}
    assert len(found) > 1, "the first page leads nowhere"
    return [f"{urlsplit(address).path}: {rule}" for address in found for rule in found[address]]


@pytest.mark.usefixtures("_region")
def test_no_public_page_breaks_a_rule(page: Page, base_url: str, read_with_axe: Reader) -> None:
    start = f"{base_url}/{settings.LANGUAGE_CODE}/"
    assert broken_rules(page, start, read_with_axe) == []


@pytest.mark.usefixtures("_region")
def test_no_page_of_the_desk_breaks_a_rule(
    page: Page, base_url: str, read_with_axe: Reader
) -> None:
    client = Client()
    client.force_login(User.objects.filter(role=Role.OFFICER).earliest("pk"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])

    start = f"{base_url}/{settings.LANGUAGE_CODE}{DESK}"
    assert broken_rules(page, start, read_with_axe) == []
