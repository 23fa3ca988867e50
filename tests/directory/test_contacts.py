"""People to reach: shown only when they agree, and never in the journal in clear."""

import json

import pytest
from django.test import Client

from perron.accounts.models import User
from perron.core.models import JournalLine, SearchDocument
from perron.core.records.snapshots import snapshot_content, take_snapshot
from perron.directory.errors import ContactRefused, DoesNotSpeak
from perron.directory.models import Contact
from perron.directory.services.contacts import add_contact, change_contact, remove_contact
from tests.directory.make import speaks_for, the_school
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db

DENISE = {"name": "Denise Dupont", "email": "denise@school.example", "role": {"en": "Head"}}


def test_a_changed_contact_is_a_line_on_the_public_journal_without_a_difference() -> None:
    contact = add_contact(the_school(), DENISE, by=chantal(), at=NOON)
    change_contact(contact, {"phone": "081 23 45 67"}, by=User.objects.get(), at=NOON)

    page = Client().get("/en/journal/")

    assert page.status_code == 200
    assert "Contact changed" in page.text
    assert "23 45 67" not in page.text


def test_an_approved_person_adds_whom_to_reach() -> None:
    school, person = the_school(), aline()
    speaks_for(person, school, officer=chantal())

    contact = add_contact(school, DENISE, by=person, at=NOON)

    assert (contact.name, str(contact.role), contact.display_refused) == (
        "Denise Dupont",
        "Head",
        False,
    )
    assert list(Contact.objects.shown()) == [contact]


def test_a_person_who_refuses_display_is_shown_nowhere() -> None:
    school, officer = the_school(), chantal()
    contact = add_contact(school, DENISE, by=officer, at=NOON)

    change_contact(contact, {"display_refused": True}, by=officer, at=NOON)

    snapshot = snapshot_content(take_snapshot(by=None, at=NOON))
    assert not Contact.objects.shown().exists()
    for public in (snapshot, list(SearchDocument.objects.values())):
        assert "Dupont" not in json.dumps(public, default=str)


def test_no_line_of_the_journal_names_a_contact() -> None:
    school, officer = the_school(), chantal()
    contact = add_contact(school, DENISE, by=officer, at=NOON)
    change_contact(contact, {"phone": "+32 80 000 000"}, by=officer, at=NOON)
    remove_contact(contact, by=officer, at=NOON)

    lines = JournalLine.objects.filter(verb__startswith="contact.").order_by("seq")

    assert [line.verb for line in lines] == ["contact.added", "contact.changed", "contact.removed"]
    assert "denise" not in json.dumps([line.change for line in lines]).casefold()
    assert [line.private.values["name"] for line in lines] == ["Denise Dupont"] * 3
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"name": ""}, "name: This field cannot be blank"),
        ({"name": "Denise", "email": "denise at school"}, "e-mail address: Enter a valid email"),
        ({"name": "D" * 200}, "name: Ensure this value has at most 120 characters"),
        ({"name": "Denise", "role": {"english": "Head"}}, "role: A text is written by language"),
    ],
)
def test_a_contact_that_makes_no_sense_is_refused_with_the_reason(
    parts: dict[str, object], why: str
) -> None:
    with pytest.raises(ContactRefused, match=why):
        add_contact(the_school(), parts, by=chantal(), at=NOON)
    assert not Contact.objects.exists()


def test_a_stranger_touches_no_contact() -> None:
    school, stranger = the_school(), bruno()
    contact = add_contact(school, DENISE, by=chantal(), at=NOON)

    with pytest.raises(DoesNotSpeak):
        add_contact(school, DENISE, by=stranger, at=NOON)
    with pytest.raises(DoesNotSpeak):
        change_contact(contact, {"name": "X"}, by=stranger, at=NOON)
    with pytest.raises(DoesNotSpeak):
        remove_contact(contact, by=stranger, at=NOON)
    assert Contact.objects.get().name == "Denise Dupont"
