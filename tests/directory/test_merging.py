"""A duplicate becomes another organisation: all that names it moves, its address leads on."""

from typing import Any

import pytest

from perron.core.errors import NotAllowed, UnknownCode
from perron.core.models import JournalLine
from perron.core.records.codecs import Links
from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.directory.enums import AffiliationState
from perron.directory.errors import SameOrganisation
from perron.directory.models import Affiliation, Contact, Merger, Organisation, Place, Site
from perron.directory.services.claims import claim_organisation
from perron.directory.services.contacts import add_contact
from perron.directory.services.merging import merge_organisations, renamed
from perron.strategy.models import Measure, Strategy, Version
from tests.directory.make import a_region, speaks_for
from tests.make import (
    NOON,
    a_fact,
    a_measure,
    a_reference,
    aline,
    an_evaluator,
    an_organisation,
    bruno,
    chantal,
    records,
)

pytestmark = pytest.mark.django_db


def pair(**twin: Any) -> tuple[Organisation, Organisation]:
    """The town hall, and its twin that somebody filed again."""
    a_region(an_organisation("twin", **twin))
    return Organisation.objects.get(code="twin"), Organisation.objects.get(code="town")


def published(kind: str, code: str) -> dict[str, Any]:
    return kinds[kind].read(kinds[kind].with_keys([code]).get())


def test_everything_that_names_the_duplicate_moves() -> None:
    twin, town = pair()
    publish_records(
        {
            **records(
                measure=[a_measure(partners=[{"organisation": "twin", "role": "partner"}])],
                site=[{"code": "annex", "name": {"en": "Annex"}, "organisation": "twin"}],
                place=[{"code": "desk", "name": {"en": "Desk"}, "organisation": "twin"}],
            ),
            "strategy": {"plan": {"code": "plan", "name": {"en": "Plan"}, "agency": "twin"}},
            "version": {
                "first": {
                    "code": "first",
                    "strategy": "plan",
                    "name": {"en": "First"},
                    "adopted": "2018-12-06",
                    "adopter": "twin",
                }
            },
        },
        by=None,
        at=NOON,
    )

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert Measure.objects.get().partners.get().organisation == town
    assert Site.objects.get().organisation == town
    assert Place.objects.get().organisation == town
    assert Strategy.objects.get().agency == town
    assert Version.objects.get().adopter == town
    assert not Organisation.objects.filter(code="twin").exists()


def test_the_old_address_leads_to_the_one_that_stays_even_through_two_mergers() -> None:
    a_region(an_organisation("twin"), an_organisation("triplet"))
    officer, find = chantal(), Organisation.objects.get

    merge_organisations(find(code="triplet"), find(code="twin"), by=officer, at=NOON)
    merge_organisations(find(code="twin"), find(code="town"), by=officer, at=NOON)

    leads = Merger.objects.values_list("old_code", "organisation__code")
    assert sorted(leads) == [("triplet", "town"), ("twin", "town")]


def test_what_only_the_duplicate_knows_is_kept() -> None:
    publish_records(records(reference=[a_reference("register")]), by=None, at=NOON)
    twin, town = pair(
        name={"en": "Twin", "fr": "Ville"},
        enterprise_number="0403170701",
        website="https://town.example",
        street="Market 1",
        municipality="1",
        facts=[a_fact(number=7)],
        sources=["register"],
    )

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert published("organisation", "town") == {
        "code": "town",
        "name": {"en": "Town", "fr": "Ville"},
        "kind": "public",
        "enterprise_number": "0403170701",
        "website": "https://town.example",
        "street": "Market 1",
        "municipality": "1",
        "facts": [a_fact(number=7)],
        "sources": ["register"],
    }


def test_two_addresses_are_not_mixed() -> None:
    twin, town = pair(street="Market 1", postal_code="100")
    publish_records(
        records(organisation=[an_organisation("town", street="Quay 2")]), by=None, at=NOON
    )

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert "postal_code" not in published("organisation", "town")


def test_a_partner_named_twice_after_the_merger_stands_once_with_both_sources() -> None:
    twin, town = pair()
    publish_records(records(reference=[a_reference("register")]), by=None, at=NOON)
    partners = [
        {"organisation": "town", "role": "partner", "sources": ["gazette"]},
        {"organisation": "twin", "role": "partner", "sources": ["register"]},
    ]
    publish_records(records(measure=[a_measure(partners=partners)]), by=None, at=NOON)

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert published("measure", "tablets")["partners"] == [
        {"organisation": "town", "role": "partner", "sources": ["gazette", "register"]}
    ]


def test_parts_without_sources_become_one_too() -> None:
    twin, town = pair()
    partners = [{"organisation": code, "role": "partner"} for code in ("town", "twin")]
    publish_records(records(measure=[a_measure(partners=partners)]), by=None, at=NOON)

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert published("measure", "tablets")["partners"] == partners[:1]


def test_contacts_and_those_who_speak_for_it_follow() -> None:
    twin, town = pair()
    person, officer = aline(), chantal()
    speaks_for(person, twin, officer=officer)
    claim_organisation(town, by=person, at=NOON, reason="Both are mine.")
    add_contact(twin, {"name": "Denise"}, by=officer, at=NOON)

    merge_organisations(twin, town, by=officer, at=NOON)

    assert Contact.objects.get().organisation == town
    states = Affiliation.objects.filter(organisation=town).values_list("state", flat=True)
    assert sorted(states) == [AffiliationState.ASKED, AffiliationState.ENDED]


def test_the_journal_says_into_what_it_went() -> None:
    twin, town = pair()

    merge_organisations(twin, town, by=chantal(), at=NOON)

    verbs = JournalLine.objects.filter(about_code="twin").order_by("-seq").values_list("verb")
    assert [verb for (verb,) in verbs[:2]] == ["organisation.merged", "organisation.removed"]
    assert JournalLine.objects.get(verb="organisation.merged").change == {"into": "town"}


ROUND = {
    "code": "round-1",
    "version": "first",
    "body": "twin",
    "name": {"en": "Round"},
    "date": "2020",
}


def test_what_evaluators_wrote_names_the_one_that_stays_and_says_the_same() -> None:
    twin, town = pair()
    publish_records(records(round=[ROUND]), by=None, at=NOON)

    merge_organisations(twin, town, by=chantal(), at=NOON)

    assert published("round", "round-1") == {**ROUND, "body": "town"}
    line = JournalLine.objects.get(verb="round.changed")
    assert line.change == {"body": ["twin", "town"]}
    assert line.actor.startswith("person:")


def test_merging_gives_an_officer_no_right_to_change_a_judgement() -> None:
    twin, town = pair()
    publish_records(records(round=[ROUND]), by=None, at=NOON)
    officer = chantal()
    merge_organisations(twin, town, by=officer, at=NOON)

    changed = records(round=[{**ROUND, "body": "town", "date": "2021"}])
    with pytest.raises(NotAllowed, match="round-1"):
        publish_records(changed, by=officer, at=NOON)


def test_who_merges_second_is_told_that_one_is_gone() -> None:
    twin, town = pair()
    officer = chantal()
    merge_organisations(Organisation.objects.get(code="twin"), town, by=officer, at=NOON)

    with pytest.raises(UnknownCode, match="twin"):
        merge_organisations(twin, town, by=officer, at=NOON)


@pytest.mark.parametrize("person", [bruno, an_evaluator])
def test_only_officers_merge(person: Any) -> None:
    twin, town = pair()

    with pytest.raises(NotAllowed):
        merge_organisations(twin, town, by=person(), at=NOON)


def test_an_organisation_is_not_merged_with_itself() -> None:
    _twin, town = pair()

    with pytest.raises(SameOrganisation, match="can't be merged with itself"):
        merge_organisations(town, town, by=chantal(), at=NOON)


def test_a_list_of_organisations_names_the_one_that_stays_once() -> None:
    codecs = (Links(key="funders", kind="organisation"), Links(key="sources", kind="reference"))
    entry = {"funders": ["mill", "town", "twin"], "sources": ["twin"]}

    moved = renamed(codecs, entry, old="twin", new="town")

    assert moved == {"funders": ["mill", "town"], "sources": ["twin"]}


def test_parts_that_name_neither_stay_as_they_are_even_twice() -> None:
    milestone = {"name": {"en": "Start"}}
    measure = a_measure(milestones=[milestone, milestone])

    assert renamed(kinds["measure"].codecs, measure, old="twin", new="town") == measure
