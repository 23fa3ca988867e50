"""A site with nothing on it, or with very little, says so and still works."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.make import a_plan


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Pages and words kept under another test's publications are gone."""
    cache.clear()


@pytest.mark.django_db
def test_without_a_strategy_the_home_page_says_what_comes_here(client: Client) -> None:
    page = client.get("/en/").content.decode()

    assert "No strategy is published here yet." in page


@pytest.mark.django_db
def test_a_small_plan_without_sources_still_has_all_its_pages(client: Client) -> None:
    a_plan()
    for path in ("", "strategy/", "versions/first/", "themes/skills/", "evaluations/"):
        assert client.get(f"/en/{path}").status_code == 200
