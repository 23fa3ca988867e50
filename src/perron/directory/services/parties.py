"""Organisations as parties of what is owed: their names, and who is written to for them."""

from collections.abc import Iterable

from perron.accounts.models import User
from perron.core.clock.parties import Party
from perron.core.records.kinds import kinds
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation


def named_organisations(codes: Iterable[str]) -> dict[str, Party]:
    """The organisations of these codes, in the reader's language, with their pages."""
    found = Organisation.objects.filter(code__in=list(codes)).only("code", "name")
    return {
        one.code: Party(str(one.name), kinds["organisation"].address(one.code)) for one in found
    }


def speakers_of(code: str) -> list[User]:
    """The people who were approved to speak for an organisation and may sign in."""
    approved = Affiliation.objects.filter(
        organisation__code=code, state=AffiliationState.APPROVED, person__is_active=True
    )
    return [one.person for one in approved.select_related("person").order_by("person_id")]
