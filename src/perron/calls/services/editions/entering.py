"""Facts by which editions decide are entered by officers: all of a file, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from perron.calls.models import SiteFact
from perron.calls.services.editions.facts import Subject
from perron.calls.services.editions.keeping import CHAIN, Keeper, refuse_strangers
from perron.core.journal.lines import Entry, digest_of, record
from perron.core.publications import next_publication, take_turn
from perron.core.text import Text
from perron.directory.models import Organisation, Site

FACTS = "facts"


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact of a site, a body or a municipality."""

    subject: Subject
    name: str
    value: Any
    as_of: date
    source: str = ""

    @property
    def owner(self) -> dict[str, Any]:
        """The three columns of which one is filled."""
        kind = (
            "site"
            if isinstance(self.subject, Site)
            else "organisation"
            if isinstance(self.subject, Organisation)
            else "municipality"
        )
        return {"site": None, "organisation": None, "municipality": None, kind: self.subject}


@transaction.atomic
def enter_facts(facts: Sequence[NewFact], *, by: Keeper | None, at: datetime) -> int:
    """Keep facts, each in the place of what was known before; answer how many are new or other.

    Whoever applied keeps the facts that were frozen with the application.
    """
    refuse_strangers(by, FACTS)
    take_turn(at)
    changed = sum(_keep(fact) for fact in facts)
    if changed:
        said = [[fact.subject.code, fact.name, fact.value] for fact in facts]
        change = {"facts": len(facts), "changed": changed, "digest": digest_of(said)}
        record(CHAIN, Entry("facts.entered", FACTS, "", change), by=by, at=at)
        next_publication(at)
    return changed


def _keep(fact: NewFact) -> bool:
    """Write a fact; whether it is another than before."""
    known = SiteFact.objects.filter(**fact.owner, name=fact.name).first()
    if known and (known.value, known.as_of) == (fact.value, fact.as_of):
        return False
    row = known or SiteFact(**fact.owner, name=fact.name)
    row.value, row.as_of = fact.value, fact.as_of
    row.source = Text({settings.REGION.languages[0]: fact.source} if fact.source else {})
    row.save()
    return True
