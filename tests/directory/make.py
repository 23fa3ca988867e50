"""Builders for tests of the directory: municipalities, claims, files."""

from typing import Any

from perron.accounts.models import User
from perron.core.records.proposing import publish_records
from perron.directory.models import Affiliation, Organisation
from perron.directory.services.claims import claim_organisation, decide_claim
from tests.make import NOON, a_plan, an_organisation, records

MUNICIPALITIES = (
    ("1", {"en": "Highfield", "fr": "Hautchamp"}, ["100"]),
    ("2", {"en": "Newbridge"}, ["200", "201"]),
    ("3", {"en": "Oldbridge"}, ["201"]),
)


def a_region(*organisations: dict[str, Any]) -> None:
    """A strategy, three municipalities in a district, and organisations."""
    a_plan()
    district: dict[str, Any] = {"code": "north", "name": {"en": "North"}}
    publish_records(
        {
            "district": {"north": district},
            "municipality": {
                code: {"code": code, "name": name, "district": "north", "postal_codes": postal}
                for code, name, postal in MUNICIPALITIES
            },
            **records(organisation=list(organisations)),
        },
        by=None,
        at=NOON,
    )


def the_school(**parts: Any) -> Organisation:
    """An organisation in the directory."""
    a_region(an_organisation("school", **parts))
    return Organisation.objects.get(code="school")


def speaks_for(person: User, organisation: Organisation, *, officer: User) -> Affiliation:
    """An approved claim."""
    claim = claim_organisation(organisation, by=person, at=NOON, reason="I work there.")
    return decide_claim(claim, approve=True, by=officer, at=NOON)
