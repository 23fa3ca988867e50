"""A site with nothing on it, or with very little, says so and still works."""

import pytest
from django.test import Client

from perron.core.records.proposing import publish_records
from tests.make import NOON, a_plan


@pytest.mark.django_db
def test_without_a_strategy_the_home_page_says_what_comes_here(client: Client) -> None:
    page = client.get("/en/").content.decode()

    assert "No strategy is published here yet." in page


@pytest.mark.django_db
def test_without_a_strategy_every_page_that_needs_none_still_answers(client: Client) -> None:
    assert "No strategy is published here yet." in client.get("/en/strategy/").content.decode()
    for path in ("evaluations/", "indicators/", "about/", "about/disagreements/"):
        assert client.get(f"/en/{path}").status_code == 200


@pytest.mark.django_db
def test_a_strategy_without_versions_has_a_home_page(client: Client) -> None:
    bare = {"strategy": {"bare": {"code": "bare", "name": {"en": "Bare"}}}}
    publish_records(bare, by=None, at=NOON)

    page = client.get("/en/").content.decode()
    assert "No source that we know names the themes of this version." in page


@pytest.mark.django_db
def test_a_small_plan_without_sources_still_has_all_its_pages(client: Client) -> None:
    a_plan()
    for path in ("", "strategy/", "versions/first/", "themes/skills/", "evaluations/"):
        assert client.get(f"/en/{path}").status_code == 200
