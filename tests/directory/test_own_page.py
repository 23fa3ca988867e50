"""What an organisation's own people may write on its page, and the yearly confirmation."""

from datetime import timedelta

import pytest

from perron.core.models import JournalLine, Publication
from perron.core.records.errors import RecordRefused
from perron.directory.errors import DoesNotSpeak, PartNotYours
from perron.directory.models import Organisation
from perron.directory.services.pages import confirm_organisation, update_own_page
from tests.directory.make import speaks_for, the_school
from tests.make import NOON, a_fact, aline, bruno, chantal

pytestmark = pytest.mark.django_db


def test_an_approved_person_publishes_what_the_organisation_says_of_itself() -> None:
    school, person = the_school(facts=[a_fact()]), aline()
    speaks_for(person, school, officer=chantal())

    parts = {
        "summary": {"en": "We teach."},
        "website": "https://school.example",
        "municipality": "2",
    }
    update_own_page(school, parts, by=person, at=NOON)

    school = Organisation.objects.get(code="school")
    assert (str(school.summary), school.website) == ("We teach.", "https://school.example")
    assert school.municipality is not None
    assert school.municipality.code == "2"
    assert school.facts.count() == 1


def test_the_journal_names_the_person_not_the_office() -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    update_own_page(school, {"street": "Market 3"}, by=person, at=NOON)

    line = JournalLine.objects.get(verb="organisation.changed")
    assert (line.actor, line.change) == (person.actor_name, {"street": [None, "Market 3"]})


def test_a_demonstration_contact_marks_the_page() -> None:
    school, person = the_school(), aline()
    person.is_demonstration = True
    person.save()
    speaks_for(person, school, officer=chantal())

    update_own_page(school, {"street": "Market 3"}, by=person, at=NOON)

    assert Organisation.objects.get(code="school").demonstration


def test_a_stranger_changes_no_page() -> None:
    with pytest.raises(DoesNotSpeak, match="approved claim"):
        update_own_page(the_school(), {"street": "Market 3"}, by=bruno(), at=NOON)


@pytest.mark.parametrize("part", ["name", "kind", "facts", "enterprise_number", "code"])
def test_the_rest_of_the_page_is_kept_by_the_agency(part: str) -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    with pytest.raises(PartNotYours, match=f"“{part}” of an organisation's page"):
        update_own_page(school, {part: "x"}, by=person, at=NOON)


def test_a_malformed_address_is_refused_and_nothing_changes() -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    with pytest.raises(RecordRefused, match="“school” is not a web address"):
        update_own_page(school, {"website": "school", "street": "Market 3"}, by=person, at=NOON)
    assert Organisation.objects.get(code="school").street == ""


def test_an_unknown_municipality_is_refused() -> None:
    school, officer = the_school(), chantal()

    with pytest.raises(RecordRefused, match="No municipality has the code “9”"):
        update_own_page(school, {"municipality": "9"}, by=officer, at=NOON)


def test_a_confirmation_holds_for_a_year() -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    confirmed = confirm_organisation(school, by=person, at=NOON)

    assert confirmed.is_confirmed(NOON + timedelta(days=365))
    assert not confirmed.is_confirmed(NOON + timedelta(days=366))


def test_a_confirmation_is_remembered_and_pages_are_made_anew() -> None:
    school, number = the_school(), Publication.objects.get().number

    confirm_organisation(school, by=chantal(), at=NOON)

    assert JournalLine.objects.filter(verb="organisation.confirmed", about_code="school").exists()
    assert Publication.objects.get().number == number + 1


def test_a_stranger_confirms_nothing() -> None:
    school = the_school()

    with pytest.raises(DoesNotSpeak):
        confirm_organisation(school, by=bruno(), at=NOON)
    assert Organisation.objects.get(code="school").confirmed_at is None
