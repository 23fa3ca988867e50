"""An organisation's own page: what its people may write themselves, and the yearly confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.accounts.models import User
from perron.core.journal.lines import Entry, record
from perron.core.publications import next_publication, take_turn
from perron.core.records.errors import RecordRefused
from perron.core.records.kinds import kinds
from perron.core.records.planning import Plan, clean
from perron.core.records.proposing import publish_records
from perron.core.records.shapes import shape_findings
from perron.directory.errors import DoesNotSpeak, PartNotYours
from perron.directory.models import Organisation
from perron.directory.rules import acts_for, edits_directory

CHAIN = "directory"
OWN_PARTS = ("summary", "website", "street", "postal_code", "municipality")


@dataclass(frozen=True, slots=True)
class Spokesperson:
    """A contact who publishes parts of the own page: the right was checked, and is no wider."""

    person: User

    @property
    def actor_name(self) -> str:
        return self.person.actor_name

    def vouch(self, at: datetime) -> None:
        self.person.vouch(at)

    @property
    def is_demonstration(self) -> bool:
        return self.person.is_demonstration

    @property
    def edits_strategy(self) -> bool:
        return True


@transaction.atomic
def update_own_page(
    organisation: Organisation, parts: Mapping[str, Any], *, by: User, at: datetime
) -> Plan:
    """Publish what an organisation says of itself: :data:`OWN_PARTS` as in its record."""
    _refuse_stranger(organisation, by)
    for part in parts:
        if part not in OWN_PARTS:
            raise PartNotYours(part=part)
    take_turn(at)
    kind = kinds["organisation"]
    row = kind.with_keys([organisation.code]).select_for_update(of=("self",)).get()
    proposed = clean({kind.name: {row.code: {**kind.read(row), **parts}}})[kind.name]
    if wrong := shape_findings(kind, proposed[row.code]):
        what = " ".join(f"{one.path[0]}: {one.sentence} {one.remedy}".strip() for one in wrong)
        raise RecordRefused(what=what)
    return publish_records({kind.name: proposed}, by=Spokesperson(by), at=at)


@transaction.atomic
def confirm_organisation(organisation: Organisation, *, by: User, at: datetime) -> Organisation:
    """Say that the page is right today; it holds for a year."""
    take_turn(at)
    _refuse_stranger(organisation, by)
    organisation.confirmed_at = at
    organisation.save(update_fields=["confirmed_at"])
    entry = Entry("organisation.confirmed", "organisation", organisation.code)
    record(CHAIN, entry, by=by, at=at)
    next_publication(at)
    return organisation


def _refuse_stranger(organisation: Organisation, by: User) -> None:
    if not acts_for(by, organisation) and not edits_directory(by):
        raise DoesNotSpeak(organisation=organisation)
