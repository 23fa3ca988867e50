"""Everything public is there, and nothing else."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.api.rules import open_kinds
from perron.core.journal.lines import Entry, record
from perron.core.models import Draft
from perron.core.records.files import strategy_records
from perron.core.records.proposing import publish_records
from perron.core.records.snapshots import snapshot_content, take_snapshot
from perron.directory.models import Merger, Organisation
from perron.directory.services.contacts import add_contact, change_contact
from tests.api.conftest import Ask
from tests.directory.make import a_region, the_school
from tests.make import NOON, a_measure, a_plan, an_organisation, chantal, records

DENISE = {"name": "Denise Dupont", "email": "denise@school.example", "role": {"en": "Head"}}


def walked(ask: Ask, path: str, limit: int = 2) -> Iterator[dict[str, Any]]:
    """Every record of a list, page after page."""
    page = ask(f"{path}?limit={limit}")
    yield from page["records"]
    while page["next"]:
        page = ask(page["next"])
        yield from page["records"]


def as_told(records: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Records as JSON writes them."""
    told: dict[str, Any] = json.loads(json.dumps(records, default=float))
    return told


@pytest.mark.usefixtures("lakes")
def test_walking_the_interface_finds_every_record_of_the_strategy_file(ask: Ask) -> None:
    filed = strategy_records("lakes")

    for path, kind in open_kinds().items():
        found = {kind.key_of(record): record for record in walked(ask, path)}
        assert found == as_told(filed.get(kind.name, {})), path
    assert filed["indicator"]


@pytest.mark.usefixtures("lakes")
def test_every_record_has_an_address_and_is_the_same_there(ask: Ask) -> None:
    for path, kind in open_kinds().items():
        for told in walked(ask, path, 100):
            assert ask(f"{path}/{kind.key_of(told)}") == told


@pytest.mark.django_db
def test_the_interface_holds_what_a_snapshot_holds(ask: Ask) -> None:
    a_region(an_organisation("school"))
    site = {"code": "annex", "name": {"en": "Annex"}, "organisation": "school"}
    publish_records(records(site=[site]), by=None, at=NOON)
    content = snapshot_content(take_snapshot(by=None, at=NOON))

    told = {kind.name: list(walked(ask, path, 100)) for path, kind in open_kinds().items()}

    assert set(told) == set(content)
    assert {name: len(records) for name, records in told.items()} == {
        name: len(records) for name, records in content.items()
    }
    assert len(told["municipality"]) == 3
    assert told["site"] == [site]


def everything(client: Client) -> str:
    """All that the interface says about an organisation, in every form."""
    paths = (
        *("organisations", "organisations?format=csv", "organisations/school"),
        *(
            "organisations/school.jsonld",
            "organisations/school/contacts",
            "journal",
            "search?q=dupont",
        ),
        *("feeds/changes.atom", "feeds/organisations/school.atom", "calendar.ics"),
        *("catalogue.jsonld", "strategies/plan/file", "", "figures"),
    )
    return " ".join(client.get(f"/api/v1/{path}").text for path in paths)


@pytest.mark.django_db
def test_a_person_who_refuses_display_is_in_no_form_of_anything(client: Client) -> None:
    school, officer = the_school(), chantal()
    contact = add_contact(school, DENISE, by=officer, at=NOON)
    assert "Denise Dupont" in everything(client)

    change_contact(contact, {"display_refused": True}, by=officer, at=NOON)

    told = everything(client)
    assert "Denise" not in told
    assert "denise@" not in told


@pytest.mark.django_db
def test_people_to_reach_are_given_for_one_organisation_at_a_time(ask: Ask) -> None:
    school = the_school()
    add_contact(school, DENISE, by=chantal(), at=NOON)

    told = ask("organisations/school/contacts")

    assert told["contacts"] == [{**DENISE, "phone": None}]
    assert "Denise" not in json.dumps(ask("organisations"))


@pytest.mark.django_db
def test_drafts_are_in_no_form_of_anything(client: Client) -> None:
    a_plan(measure=[a_measure()])
    secret = a_measure("secret", name={"en": "Not yet decided"})
    Draft.objects.create(
        kind="measure", code="secret", record=secret, author=chantal(), saved_at=NOON
    )

    paths = (
        "measures",
        "journal",
        "search?q=decided",
        "feeds/changes.atom",
        "strategies/plan/file",
    )
    told = " ".join(client.get(f"/api/v1/{path}").text for path in paths)
    assert "decided" not in told.replace("search?q=decided", "").replace('"query": "decided"', "")
    assert client.get("/api/v1/measures/secret").status_code == 404
    assert client.get("/api/v1/measures/secret.jsonld").status_code == 404
    assert client.get("/api/v1/feeds/measures/secret.atom").status_code == 404


@pytest.mark.django_db
def test_the_journal_tells_public_lines_and_no_person(ask: Ask, client: Client) -> None:
    a_plan()
    officer = User.objects.create_user(
        "zoe@example.org", "rue-du-pont-9-bis", name="Zoé", role=Role.OFFICER
    )
    private = Entry("person.invited", "person", "somebody", {"to": "zoe@example.org"})
    record("accounts", private, by=officer, at=NOON)
    public = Entry("organisation.confirmed", "organisation", "town")
    record("directory", public, by=officer, at=NOON)

    lines = ask("journal?limit=500")["journal"]

    assert {line["chain"] for line in lines} == {"core", "directory", "strategy"}
    assert (lines[0]["what"], lines[0]["by"]) == ("organisation.confirmed", "desk")
    told = client.get("/api/v1/journal?limit=500").text
    assert officer.actor_name not in told
    assert "zoe" not in told


@pytest.mark.django_db
def test_who_signed_in_is_told_the_same(client: Client) -> None:
    a_plan(measure=[a_measure()])
    anonymous = client.get("/api/v1/measures").content
    client.force_login(chantal())

    answer = client.get("/api/v1/measures", headers={"Accept-Language": "de"})

    assert answer.content == anonymous
    assert answer.headers["Content-Language"] == "fr, de, en"


@pytest.mark.django_db
def test_a_duplicate_leads_to_what_it_became(client: Client) -> None:
    a_plan()
    town = Organisation.objects.get(code="town")
    Merger.objects.create(old_code="city", organisation=town, at=NOON)

    answer = client.get("/api/v1/organisations/city")

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("/api/v1/organisations/town")
