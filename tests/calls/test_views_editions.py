"""Pages of calls that everybody reads."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from perron.calls.enums import EditionState
from perron.calls.models import Edition, SiteFact
from perron.calls.services.editions.turning import turn_pages
from perron.core.publications import next_publication, publication_number
from perron.directory.models import Organisation, Site
from perron.letters.enums import InquiryState
from perron.letters.models import Inquiry
from tests.calls.make import a_definition, an_edition, said
from tests.make import NOON

pytestmark = pytest.mark.django_db
PAGE = "/en/calls/tablets-2026/"


def open_now(**changes: Any) -> Edition:
    now = timezone.now()
    return an_edition(opens=now - timedelta(days=1), closes=now + timedelta(days=1), **changes)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def a_site(**facts: Any) -> Site:
    board = Organisation.objects.create(code="board", name=said("Board"), kind="public")
    site = Site.objects.create(
        code="school-1",
        name=said("Oak School"),
        kind="school",
        organisation=board,
        order_key="oak school",
    )
    for name, value in facts.items():
        SiteFact.objects.create(site=site, name=name, value=value, as_of=NOON.date())
    return site


def test_the_list_groups_calls_by_the_clock(client: Client) -> None:
    open_now()
    an_edition(code="tablets-2019", opens=NOON - timedelta(days=900), closes=NOON)
    later = timezone.now() + timedelta(days=9)
    an_edition(code="tablets-2090", opens=later, closes=later + timedelta(days=9))
    page = text(client, "/en/calls/")
    order = [page.index(word) for word in ("Open now", "tablets-2026", "Coming", "tablets-2090")]
    assert order == sorted(order)
    assert page.index("Past") < page.index("tablets-2019")


def test_the_list_narrows_by_language_and_by_what_is_given(client: Client) -> None:
    open_now()
    assert "1 call" in text(client, "/en/calls/?language=de&kind=in-kind")
    assert "0 calls" in text(client, "/en/calls/?language=en")
    assert "0 calls" in text(client, "/en/calls/?kind=rate")


def test_a_draft_is_nowhere_in_public(client: Client) -> None:
    an_edition(EditionState.DRAFT)
    assert "Tablets 2026" not in text(client, "/en/calls/")
    for part in ("", "eligible/", "questions/", "rules.json", "calendar.ics"):
        assert client.get(f"{PAGE}{part}").status_code == 404


def test_an_edition_says_what_for_whom_by_when_and_how_it_is_decided(client: Client) -> None:
    open_now()
    page = text(client, PAGE)
    for words in (
        "Things from a catalogue, up to €15,000 for each application.",
        "It is for sites, each for itself.",
        "Applications are taken from",
        "The site was awarded in 2024 or 2025.",
        "2 jurors read each application, each alone.",
        "the higher “Aims” first",
        "You may appeal to the council.",
        "€100,000",
    ):
        assert words in page, words


def test_the_rules_can_be_downloaded_and_have_the_digest_of_the_page(client: Client) -> None:
    edition = open_now()
    content = client.get(f"{PAGE}rules.json").content
    assert hashlib.sha256(content).hexdigest() == edition.digest
    assert edition.digest in text(client, PAGE)
    assert edition.seed not in text(client, PAGE)


def test_the_calendar_has_the_closing(client: Client) -> None:
    open_now()
    assert b"SUMMARY:Tablets 2026: closes" in client.get(f"{PAGE}calendar.ics").content


def test_every_kind_of_call_has_its_page(client: Client) -> None:
    rate = {"rule": "rate", "rate": 5000, "least": 100, "most": 900, "project_least": 50}
    open_now(kind="rate", grant=rate)
    page = text(client, PAGE)
    assert "50% of the cost." in page
    assert "The project costs at least €0.50." in page


def test_a_fixed_sum_and_weighting_are_said(client: Client) -> None:
    weighting = [
        {
            "code": "rurality",
            "name": said("Rurality"),
            "fact": "rurality",
            "change": "multiply",
            "table": {"rural": 10_500, "half-rural": 10_000, "urban": 10_000},
        },
        {
            "code": "size",
            "name": said("Size"),
            "fact": "population",
            "change": "add",
            "bands": [{"up_to": 5000, "value": 1000}, {"value": 0}],
        },
    ]
    open_now(kind="fixed", grant={"rule": "fixed", "amount": 3_000_000}, weighting=weighting)
    page = text(client, PAGE)
    for words in ("A fixed sum of €30,000", "rural times 1.05", "under 5,000 +1 points"):
        assert words in page, words


def test_an_answer_given_in_public_stands_on_the_page(client: Client) -> None:
    open_now()
    Inquiry.objects.create(
        kind="question",
        about_kind="edition",
        about_code="tablets-2026",
        language="en",
        title="May two schools share?",
        answer="Yes, up to four.",
        state=InquiryState.ANSWERED,
        may_publish=True,
        asked_at=NOON,
        answered_at=NOON,
    )
    for page in (PAGE, f"{PAGE}questions/"):
        assert "Yes, up to four." in text(client, page)
    assert "about=edition/tablets-2026" in text(client, f"{PAGE}questions/").replace("%2F", "/")


def test_one_finds_a_site_and_reads_yes_no_or_not_known(client: Client) -> None:
    open_now()
    a_site(awarded=[])
    assert "school-1" in text(client, f"{PAGE}eligible/?q=oak")
    assert "Yes, it may apply." in text(client, f"{PAGE}eligible/?site=school-1")
    SiteFact.objects.update(value=["tablets-2025"])
    next_publication(NOON)
    page = text(client, f"{PAGE}eligible/?site=school-1")
    assert "No, it may not apply." in page
    assert "The site was awarded in 2024 or 2025." in page
    SiteFact.objects.all().delete()
    next_publication(NOON)
    page = text(client, f"{PAGE}eligible/?site=school-1")
    assert "It cannot be told yet." in page
    assert "editions in which it was awarded" in page
    assert "/en/calls/tablets-2026/apply/" in page


def test_a_body_is_told_that_its_sites_apply(client: Client) -> None:
    open_now()
    a_site()
    page = text(client, f"{PAGE}eligible/?organisation=board")
    assert "In this call each site applies for itself." in page
    assert "Nothing has this name here." in text(client, f"{PAGE}eligible/?q=moon")
    assert client.get(f"{PAGE}eligible/?site=moon").status_code == 200


def test_pages_are_the_same_number_of_queries_for_one_call_and_for_three(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        open_now(code=f"tablets-{number}")
    with django_assert_max_num_queries(12):
        client.get("/en/calls/")


def test_at_the_minute_of_closing_kept_pages_are_stale() -> None:
    edition = an_edition(closes=NOON + timedelta(minutes=5))
    next_publication(NOON)
    number = publication_number()
    assert not turn_pages(NOON + timedelta(minutes=4))
    assert edition.closes_at
    assert turn_pages(edition.closes_at)
    assert publication_number() == number + 1
    assert not turn_pages(edition.closes_at)


def test_history_shows_its_sources_and_what_is_invented_stands_apart(client: Client) -> None:
    history = {"applications": {"value": 955, "sources": ["gazette"], "note": said("All told.")}}
    definition = a_definition(history=history)
    an_edition(EditionState.HISTORY, history=definition["history"], gap=said("No dates."))
    page = text(client, PAGE)
    assert "955" in page
    assert "No dates." in page
    assert "invented applications" not in page
