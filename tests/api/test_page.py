"""The page that explains open data to people."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client

from perron.api.errors import Problem
from perron.api.pieces.datasets import WORDS, datasets
from tests.make import a_measure, a_plan

pytestmark = pytest.mark.django_db


def test_every_dataset_stands_there_with_its_number_of_records(client: Client) -> None:
    a_plan(measure=[a_measure(), a_measure("robots")])

    page = client.get("/en/open-data/")

    told = {row["title"]: row["count"] for row in page.context["datasets"]}
    assert {str(title): count for title, count in told.items()}["Measures"] == 2
    assert len(told) == len(datasets())


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_every_address_on_the_page_answers(client: Client, language: str) -> None:
    a_plan(measure=[a_measure()])

    page = client.get(f"/{language}/open-data/").text

    addresses = re.findall(rf'href="{settings.SITE_ADDRESS}([^"]+)"', page)
    assert len(addresses) > 30
    for address in addresses:
        assert client.get(html.unescape(address)).status_code == 200, address


def test_every_problem_leads_to_its_place_on_the_page(client: Client) -> None:
    page = client.get("/en/open-data/").text

    for problem in Problem.__subclasses__():
        assert f'id="{problem.name}"' in page


def test_a_licence_that_nobody_stated_is_not_invented(client: Client) -> None:
    assert "No licence has been stated yet." in client.get("/en/open-data/").text


def test_every_kind_has_words_of_its_own() -> None:
    assert {one.kind.name for one in datasets()} - set(WORDS) == set()


def test_every_page_leads_here(client: Client) -> None:
    a_plan()

    assert 'href="/en/open-data/"' in client.get("/en/").text
