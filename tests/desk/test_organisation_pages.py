"""Claims, own pages, contacts and mergers through their pages."""

import pytest
from django.test import Client

from perron.accounts.models import User
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Contact, Organisation
from tests.desk.make import DESK, at_desk, published, republish, shown
from tests.directory.make import a_region, speaks_for
from tests.make import a_measure, aline, an_organisation, bruno, chantal

pytestmark = pytest.mark.django_db
MILL = f"{DESK}/organisations/mill/"


@pytest.fixture(autouse=True)
def _region() -> None:
    summary = {"en": "Grinds", "nl": "Maalt"}
    a_region(an_organisation("mill", summary=summary), an_organisation("mill-2"))


def the_mill() -> Organisation:
    return Organisation.objects.get(code="mill")


@pytest.fixture
def speaker() -> Client:
    person = aline()
    speaks_for(person, the_mill(), officer=chantal())
    return at_desk(person)


def test_a_claim_is_asked_for_and_answered() -> None:
    asking, deciding = at_desk(bruno()), at_desk(chantal())

    asked = asking.post(f"{MILL}claim/", {"reason": "I am the miller."}, follow=True)
    assert "Your claim is noted. An officer will answer it." in shown(asked)

    claim = Affiliation.objects.get()
    assert "I am the miller." in shown(deciding.get(f"{DESK}/work/claims/"))
    decided = deciding.post(f"{DESK}/claims/{claim.pk}/decide/", {"do": "approve"}, follow=True)
    assert "The claim is approved." in shown(decided)
    assert asking.get(MILL).status_code == 200


def test_a_refusal_needs_its_reason() -> None:
    asking, deciding = at_desk(bruno()), at_desk(chantal())
    asking.post(f"{MILL}claim/", {"reason": "I am the miller."})
    address = f"{DESK}/claims/{Affiliation.objects.get().pk}/decide/"

    assert "Say why in a sentence" in shown(deciding.post(address, {"do": "refuse"}))
    refused = deciding.post(address, {"do": "refuse", "reason": "Not on the list."}, follow=True)
    assert "The claim is refused; the person sees why." in shown(refused)
    assert "Not on the list." in shown(asking.get(f"{MILL}claim/"))


def test_a_claim_without_a_reason_is_asked_to_give_one() -> None:
    answer = at_desk(bruno()).post(f"{MILL}claim/", {"reason": ""})

    assert "something must be put right first" in shown(answer)
    assert not Affiliation.objects.exists()


def test_asking_twice_is_answered_in_a_sentence() -> None:
    asking = at_desk(bruno())
    asking.post(f"{MILL}claim/", {"reason": "I am the miller."})

    answer = asking.post(f"{MILL}claim/", {"reason": "I am the miller."})

    assert answer.status_code == 409
    assert "You have already asked to speak for “Mill”" in shown(answer)


def test_who_speaks_for_it_is_led_to_the_page(speaker: Client) -> None:
    assert speaker.get(f"{MILL}claim/")["Location"] == MILL


def test_an_officer_does_not_see_a_button_for_the_own_claim() -> None:
    officer = at_desk(chantal())
    officer.post(f"{MILL}claim/", {"reason": "I grind on Sundays."})

    page = officer.get(f"{DESK}/work/claims/").content.decode()

    assert "I grind on Sundays." in page
    assert "/decide/" not in page


def test_a_person_stops_speaking(speaker: Client) -> None:
    answer = speaker.post(f"{DESK}/claims/{Affiliation.objects.get().pk}/end/", follow=True)

    assert "This claim is ended." in shown(answer)
    assert Affiliation.objects.get().state == AffiliationState.ENDED


def test_an_officer_ends_it_with_a_reason(speaker: Client) -> None:
    officer = at_desk(User.objects.get(email="chantal@example.org"))
    address = f"{DESK}/claims/{Affiliation.objects.get().pk}/end/"
    assert address in officer.get(MILL).content.decode()
    assert address not in speaker.get(MILL).content.decode()

    assert officer.post(address).status_code == 422
    officer.post(address, {"reason": "She left the mill."})
    assert speaker.get(MILL).status_code == 403


def own_page(**changed: str) -> dict[str, str]:
    fields = {"summary_en": "Grinds", "website": "", "street": "", "postal_code": ""}
    return {**fields, "municipality": "", **changed}


def test_an_own_page_is_published_and_other_languages_stay(speaker: Client) -> None:
    fields = own_page(summary_fr="Moud", website="www.mill.example", municipality="2")

    answer = speaker.post(MILL, fields, follow=True)

    assert "The page is published as you wrote it." in shown(answer)
    record = published("organisation", "mill")
    assert record["summary"] == {"en": "Grinds", "fr": "Moud", "nl": "Maalt"}
    assert (record["website"], record["municipality"]) == ("https://www.mill.example", "2")


def test_a_malformed_answer_is_said_and_nothing_lost(speaker: Client) -> None:
    answer = speaker.post(MILL, own_page(website="the mill", street="Quay 2"))

    assert answer.status_code == 422
    assert "“the mill” is not a web address" in shown(answer)
    assert 'value="Quay 2"' in answer.content.decode()
    assert "street" not in published("organisation", "mill")


def test_a_municipality_that_is_not_offered_is_refused(speaker: Client) -> None:
    answer = speaker.post(MILL, own_page(municipality="99"))

    assert "Select a valid choice" in shown(answer)


def test_a_page_is_confirmed(speaker: Client) -> None:
    before = shown(speaker.get(MILL))
    assert "not confirmed within the last year" in before

    after = shown(speaker.post(f"{MILL}confirm/", follow=True))
    assert "The page is confirmed for a year." in after
    assert the_mill().confirmed_at


def test_a_contact_is_added_changed_hidden_and_removed(speaker: Client) -> None:
    fields = {"name": "Denise", "email": "denise@mill.example", "phone": "", "role_en": "Miller"}
    speaker.post(f"{MILL}contacts/", fields)
    contact = Contact.objects.get()
    address = f"{MILL}contacts/{contact.pk}/"
    assert "Miller" in speaker.get(address).content.decode()
    public = Client().get("/en/organisations/mill/").content.decode()
    assert "Denise" in public

    changed = speaker.post(address, {**fields, "display_refused": "on"}, follow=True)
    assert "not shown to anybody" in shown(changed)
    assert "Denise" not in Client().get("/en/organisations/mill/").content.decode()

    removed = speaker.post(address, {"do": "remove"}, follow=True)
    assert "The contact is removed from every page." in shown(removed)
    assert not Contact.objects.exists()


def test_a_contact_without_a_name_is_asked_for_it(speaker: Client) -> None:
    answer = speaker.post(f"{MILL}contacts/", {"email": "nobody"})

    assert "This field is required" in shown(answer)
    assert "Enter a valid email address" in shown(answer)
    assert not Contact.objects.exists()


def test_organisations_that_look_alike_are_listed_and_merged() -> None:
    republish("measure", a_measure(partners=[{"organisation": "mill-2", "role": "partner"}]))
    republish("organisation", {**published("organisation", "mill-2"), "name": {"en": "MILL"}})
    desk = at_desk(chantal())

    listed = desk.get(f"{DESK}/work/duplicates/")
    assert "the same name" in shown(listed)
    address = f"{DESK}/organisations/mill-2/merge/mill/"
    assert address in listed.content.decode()

    looked_at = shown(desk.get(address))
    assert "“MILL” (mill-2) becomes “Mill”" in looked_at
    assert "These records name it and will name the other: measure (1)." in looked_at

    merged = desk.post(address, follow=True)
    assert "They are one now." in shown(merged)
    assert merged.redirect_chain[-1][0] == "/en/organisations/mill/"
    assert Client().get("/en/organisations/mill-2/")["Location"] == "/en/organisations/mill/"


def test_nothing_alike_is_said() -> None:
    Organisation.objects.filter(code="mill-2").delete()

    page = shown(at_desk(chantal()).get(f"{DESK}/work/duplicates/"))

    assert "No two organisations look alike." in page


def test_an_organisation_that_nothing_names_is_said_to_be_free() -> None:
    page = shown(at_desk(chantal()).get(f"{DESK}/organisations/mill-2/merge/mill/"))

    assert "No other record names it." in page
    assert User.objects.count() == 1
