"""The privacy notice: written from the list of holdings, linked from every page and form."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from perron.core.personal import holdings
from tests.desk.make import at_desk, shown
from tests.directory.make import the_school
from tests.make import chantal

pytestmark = pytest.mark.django_db
HERE = "/en/privacy/"


def region(**privacy: Any) -> override_settings:
    return override_settings(REGION=replace(settings.REGION, privacy=privacy))


def test_everything_that_is_kept_stands_there(client: Client) -> None:
    page = shown(client.get(HERE))

    for holding in holdings:
        for words in (holding.label, holding.why, holding.until, holding.seen):
            assert str(words).replace("'", "&#x27;") in page


def test_every_page_leads_there(client: Client) -> None:
    assert f'href="{HERE}"' in client.get("/en/sign-in/login/").text


def test_forms_that_take_personal_data_lead_there(client: Client) -> None:
    the_school()
    desk = at_desk(chantal())
    organisation = "/en/desk/organisations/school"
    pages = (f"{organisation}/contacts/", f"{organisation}/claim/", "/en/account/profile/")

    for answer in (*map(desk.get, pages), client.get("/en/ask/")):
        assert "What becomes of what you write here:" in shown(answer)


def test_whom_to_ask_and_which_authority_come_from_the_region(client: Client) -> None:
    authority = {"name": {"en": "The Watch"}, "url": "https://watch.example/"}
    with region(contact={"en": "The officer"}, address="dpo@x.example", authority=authority):
        page = client.get(HERE).text

    assert "The officer" in page
    assert "mailto:dpo@x.example" in page
    assert '<a href="https://watch.example/">The Watch</a>' in page


def test_what_the_region_does_not_say_is_said_to_be_missing(client: Client) -> None:
    with region():
        assert "Nobody has yet entered its address for this region." in shown(client.get(HERE))
