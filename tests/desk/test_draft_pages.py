"""A draft is looked at before it is published; whoever was quicker is shown side by side."""

from typing import Any

import pytest
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import Draft
from perron.core.records.kinds import kinds
from perron.desk.services import begin_record, save_draft
from perron.desk.services.drafts import base_of, published_record
from tests.desk.make import (
    DESK,
    RICH,
    a_rich_plan,
    a_town,
    at_desk,
    person,
    published,
    republish,
    shown,
)
from tests.make import NOON, a_fact, a_measure, chantal

pytestmark = pytest.mark.django_db
MEASURE = kinds["measure"]


def a_draft(author: User | None = None, **parts: Any) -> Draft:
    """A draft of the published measure with some parts changed."""
    base = base_of(published_record(MEASURE, "tablets"))
    record = {**RICH, **parts}
    return save_draft(MEASURE, record, base=base, by=author or chantal(), at=NOON)


@pytest.fixture(autouse=True)
def _plan() -> None:
    a_rich_plan()


def test_what_would_change_is_shown_in_words() -> None:
    draft = a_draft(
        state="open",
        summary={"en": "Better tablets"},
        facts=[RICH["facts"][1], a_fact(number=7, dispute="line")],
        milestones=[],
    )

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "4 parts would change." in page
    assert "State published running your draft open to applications" in page
    assert "English Tablets for towns. your draft English Better tablets" in page
    assert "goes What it counts or says Budget Number 500 Unit Euro" in page
    assert "comes What it counts or says Budget Number 7 Unit Euro" in page
    assert "1 other stays as it is." in page
    assert "Milestones goes What (English) Start Due January 2019" in page


def test_only_the_languages_that_change_are_shown() -> None:
    draft = a_draft(name={"en": "Tablets", "fr": "Ardoises", "de": "Tafeln"})

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "Name published Français Tablettes your draft Français Ardoises Deutsch Tafeln" in page


def test_a_new_order_is_said_to_be_one() -> None:
    draft = a_draft(facts=RICH["facts"][::-1])

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "The same entries in another order." in page


def test_a_draft_that_changes_nothing_says_so() -> None:
    draft = a_draft()

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "The draft says the same as what is published." in page


def test_a_new_page_is_shown_whole() -> None:
    officer = chantal()
    draft = begin_record(MEASURE, a_measure("robots", audience=["schools"]), by=officer, at=NOON)

    page = shown(at_desk(officer).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "A new page: all of it would become public." in page
    assert "Audience your draft Schools" in page
    assert "published nothing" not in page


def test_publishing_leads_to_the_page_and_says_so() -> None:
    draft = a_draft(state="open")
    desk = at_desk(draft.author)

    answer = desk.post(f"{DESK}/drafts/{draft.pk}/publish/", follow=True)

    assert answer.redirect_chain == [("/en/measures/tablets/", 302)]
    assert "“Tablets” is published." in shown(answer)
    assert published("measure", "tablets")["state"] == "open"


def test_what_has_no_page_leads_back_to_the_desk() -> None:
    officer, kind = chantal(), kinds["site"]
    site = {"code": "barn", "name": {"en": "Barn"}, "organisation": "town"}
    draft = begin_record(kind, site, by=officer, at=NOON)

    answer = at_desk(officer).post(f"{DESK}/drafts/{draft.pk}/publish/")

    assert answer["Location"] == f"{DESK}/"


def test_what_is_wrong_is_listed_with_the_way_to_each_field() -> None:
    draft = a_draft(start="soon")
    desk = at_desk(draft.author)

    page = desk.get(f"{DESK}/drafts/{draft.pk}/").content.decode()
    assert f'<a href="{DESK}/edit/measure/tablets/?check=1#f-start">From</a>' in page
    assert f"{DESK}/drafts/{draft.pk}/publish/" not in page

    answer = desk.post(f"{DESK}/drafts/{draft.pk}/publish/")
    assert answer.status_code == 422
    assert "“soon” is not a date" in shown(answer)
    assert Draft.objects.get() == draft


def test_a_number_of_somebody_else_is_told_at_publishing() -> None:
    officer, kind = chantal(), kinds["organisation"]
    republish(
        "organisation", {**published("organisation", "town"), "enterprise_number": "0403170701"}
    )
    twin = {"code": "twin", "name": {"en": "Twin"}, "kind": "public"}
    draft = begin_record(kind, {**twin, "enterprise_number": "0403170701"}, by=officer, at=NOON)

    answer = at_desk(officer).post(f"{DESK}/drafts/{draft.pk}/publish/")

    assert answer.status_code == 422
    assert "Another organisation has this enterprise number" in shown(answer)


def test_a_second_click_is_told_that_the_draft_is_gone() -> None:
    draft = a_draft(state="open")
    desk = at_desk(draft.author)
    desk.post(f"{DESK}/drafts/{draft.pk}/publish/")

    answer = desk.post(f"{DESK}/drafts/{draft.pk}/publish/")

    assert answer.status_code == 409
    assert "This draft is no longer there: it was published or thrown away." in shown(answer)


def test_a_draft_is_thrown_away_and_the_page_stays() -> None:
    draft = a_draft(state="open")
    desk = at_desk(draft.author)

    answer = desk.post(f"{DESK}/drafts/{draft.pk}/discard/", follow=True)

    assert "The draft is thrown away. What is published stays as it was." in shown(answer)
    assert published("measure", "tablets") == RICH


def test_who_oversees_sees_the_draft_of_another_and_no_button() -> None:
    draft = a_draft(state="open")

    page = at_desk(person(Role.AUDITOR)).get(f"{DESK}/drafts/{draft.pk}/")

    assert "only its author changes or publishes it" in shown(page)
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    assert f"{DESK}/drafts/" not in main


def two_officers() -> tuple[Draft, Client]:
    """Chantal's draft, after a colleague published the same measure."""
    draft = a_draft(state="open", start="2019")
    changed = {**RICH, "state": "stopped", "summary": {"en": "Quicker"}}
    republish("measure", changed, by=person(Role.ADMINISTRATOR))
    return draft, at_desk(draft.author)


def test_two_officers_at_one_record_lose_nothing() -> None:
    draft, desk = two_officers()

    answer = desk.post(f"{DESK}/drafts/{draft.pk}/publish/")

    page = shown(answer)
    assert answer.status_code == 409
    assert "Somebody else was quicker" in page
    assert "State published meanwhile stopped your draft open to applications" in page
    assert "In short Only the other person changed this: it is taken over. English Quicker" in page
    assert published("measure", "tablets")["state"] == "stopped"


def test_the_draft_goes_on_with_what_one_chose() -> None:
    draft, desk = two_officers()

    desk.post(f"{DESK}/drafts/{draft.pk}/settle/", {"state": "theirs", "start": "mine"})
    desk.post(f"{DESK}/drafts/{draft.pk}/publish/")

    assert published("measure", "tablets") == {
        **RICH,
        "state": "stopped",
        "summary": {"en": "Quicker"},
        "start": "2019",
    }


def test_lists_that_clash_are_shown_in_words() -> None:
    draft = a_draft(facts=[a_fact(number=7)])
    republish("measure", {**RICH, "facts": [a_fact(number=8)]})

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "What it counts or says: Budget · Number: 8 · Unit: Euro" in page


def test_a_page_removed_meanwhile_is_said_to_be() -> None:
    a_town()
    draft = a_draft(state="open")
    Draft.objects.update(code="elsewhere", record={**draft.record, "code": "elsewhere"})

    page = shown(at_desk(draft.author).get(f"{DESK}/drafts/{draft.pk}/"))

    assert "The page was removed meanwhile. Going on makes it anew from your draft." in page
