"""The page of preferences: a link out of a letter, one click, and links that others made."""

import re

import pytest
from django.test import Client

from perron.letters.errors import LinkRefused
from perron.letters.models import Preference
from perron.letters.services.links import Holder, open_link, seal_link
from perron.letters.services.preferences import refuse_category, refused_by
from tests.letters.make import ALINE, a_letter
from tests.letters.samples import CHANGED
from tests.make import NOON

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address_of(category: str = CHANGED.category, language: str = "en") -> str:
    return f"/{language}/letters/{seal_link(Holder(ALINE, category))}/"


def test_the_link_in_a_letter_opens_the_page_without_signing_in(client: Client) -> None:
    found = re.search(r"^http://127\.0\.0\.1:8000(/en/letters/\S+)$", a_letter().text, re.MULTILINE)
    assert found
    response = client.get(found[1])

    page = response.content.decode()
    assert response.status_code == 200
    assert "al…@example.org" in page
    assert ALINE not in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_opening_the_page_changes_nothing(client: Client) -> None:
    client.get(address_of())
    client.head(address_of())

    assert not Preference.objects.exists()


def test_one_click_of_a_mail_program_stops_the_category_and_no_other() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(address_of(), ONE_CLICK).status_code == 200
    assert client.post(address_of(), ONE_CLICK).status_code == 200
    assert refused_by(ALINE) == {CHANGED.category}


def test_one_click_stops_nothing_that_must_be_known(client: Client) -> None:
    assert client.post(address_of("decisions"), ONE_CLICK).status_code == 200
    assert refused_by(ALINE) == set()


def test_the_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(address_of(), {"wanted": "news"}).status_code == 403
    assert refused_by(ALINE) == set()


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_a_choice_is_kept_and_shown_again(client: Client, language: str) -> None:
    refuse_category(ALINE, CHANGED.category, at=NOON)
    address = address_of(language=language)
    response = client.post(address, {"wanted": [CHANGED.category]}, follow=True)

    assert refused_by(ALINE) == {"reminders"}
    assert response.redirect_chain == [(address, 302)]
    page = response.content.decode()
    assert re.search(r'value="news"[^>]* checked>', page)
    assert not re.search(r'value="reminders"[^>]* checked>', page)


def test_a_link_that_others_made_opens_nothing(client: Client) -> None:
    token = seal_link(Holder(ALINE, CHANGED.category))
    middle = len(token) // 2
    turned = "A" if token[middle] != "A" else "B"
    forged = (
        f"{token[:middle]}{turned}{token[middle + 1 :]}",
        token[:-8],
        token[1:],
        "x",
        "é",
        "bmV3cyBhbGluZUBleGFtcGxlLm9yZw",
    )
    for one in forged:
        with pytest.raises(LinkRefused):
            open_link(one)
        assert client.get(f"/en/letters/{one}/").status_code == 404
        assert client.post(f"/en/letters/{one}/", ONE_CLICK).status_code == 404
    assert not Preference.objects.exists()


def test_a_link_does_not_show_the_address_that_it_is_for() -> None:
    token = seal_link(Holder(ALINE, CHANGED.category))

    assert open_link(token) == Holder(ALINE, CHANGED.category)
    assert "aline" not in token
    assert "YWxpbmU" not in token


def test_a_refusal_that_is_no_refusal_leaves_the_others_alone(client: Client) -> None:
    refuse_category("bruno@example.org", CHANGED.category, at=NOON)
    client.post(address_of(), {"wanted": ["news", "reminders", "sign-in", "nothing"]})

    assert refused_by("bruno@example.org") == {CHANGED.category}
    assert refused_by(ALINE) == set()
