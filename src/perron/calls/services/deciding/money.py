"""Money of decisions in the ledger: committed with the signature, given back with a withdrawal."""

from datetime import datetime

from perron.accounts.models import User
from perron.calls.enums import Outcome
from perron.calls.errors.deciding import EnvelopeNotOpen
from perron.calls.models import Award, Decision, Edition
from perron.calls.services.deciding.keeping import named_in
from perron.funding.models import Envelope
from perron.funding.services import Deed, commit, release_all

KIND = "award"


def envelope_code(edition: Edition, code: str) -> str:
    """How the ledger knows an envelope of an edition."""
    return f"{edition.code}-{code}"


def envelopes_of(edition: Edition) -> dict[str, Envelope]:
    """The edition's own codes to the ledger's envelopes."""
    listed = edition.definition["award"]["envelopes"]
    codes = {envelope_code(edition, one["code"]): one["code"] for one in listed}
    return {codes[one.code]: one for one in Envelope.objects.filter(code__in=codes)}


def commit_money(decision: Decision, *, by: User, at: datetime) -> int:
    """Commit every award of a decision; answer the cents.

    Raises ``EnvelopeNotOpen``, and ``EnvelopeTooSmall`` of the ledger: all or nothing.
    """
    edition, total = decision.edition, 0
    known = envelopes_of(edition)
    awarded = decision.awards.filter(outcome=Outcome.AWARDED).select_related(
        "application", "decision__edition"
    )
    for award in awarded.order_by("application__number"):
        for source, cents in sorted(award.sources.items()):
            if source not in known:
                name = named_in(edition.definition["award"]["envelopes"], source)
                raise EnvelopeNotOpen(envelope=name)
            if cents:
                reference = f"{decision.key}:{award.application_id}:{source}"
                deed = Deed(reference, KIND, about(award))
                commit(known[source].code, cents, deed, by=by, at=at)
                total += cents
    return total


def give_back(award: Award, note: str, *, by: User | None, at: datetime) -> int:
    """Take back what is committed to one award; answer the cents."""
    deed = Deed("", KIND, about(award), note)
    return sum(entry.cents for entry in release_all(deed, by=by, at=at))


def about(award: Award) -> str:
    """How the ledger names an award: edition, application, number of the decision."""
    decision = award.decision
    return f"{decision.edition.code}/{award.application.number}/{decision.number}"


def left_in(edition: Edition) -> dict[str, int]:
    """What each envelope of the edition has left, in cents, by the edition's own code."""
    return {code: envelope.left for code, envelope in envelopes_of(edition).items()}
