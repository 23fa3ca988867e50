"""Claims: who may speak for an organisation, asked for, decided and ended."""

from datetime import datetime

from django.db import IntegrityError, transaction

from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.directory.enums import AffiliationState
from perron.directory.errors import (
    ClaimDecided,
    ClaimUnderWay,
    NotOwnClaim,
    ReasonNeeded,
    SpeaksAlready,
)
from perron.directory.models import Affiliation, Organisation
from perron.directory.rules import edits_directory

CHAIN = "directory"
LONGEST_REASON = 500


def claim_organisation(
    organisation: Organisation, *, by: User, at: datetime, reason: str
) -> Affiliation:
    """Ask to speak for an organisation; an officer decides."""
    _refuse_unlent(organisation, by)
    told = _told(reason)
    mine = Affiliation.objects.filter(person=by, organisation=organisation)
    if mine.filter(state=AffiliationState.APPROVED).exists():
        raise SpeaksAlready(organisation=organisation)
    try:
        with transaction.atomic():
            claim = Affiliation.objects.create(
                person=by, organisation=organisation, reason=told, asked_at=at
            )
            _remember("claimed", claim, by=by, at=at, reason=told)
    except IntegrityError as twice:
        raise ClaimUnderWay(organisation=organisation) from twice
    return claim


@transaction.atomic
def decide_claim(
    affiliation: Affiliation, *, approve: bool, by: User, at: datetime, reason: str = ""
) -> Affiliation:
    """Approve a claim, or refuse it with a sentence that the person is shown."""
    claim = _locked(affiliation)
    if not edits_directory(by):
        raise NotAllowed(thing=claim.organisation)
    if by.is_moved_by(claim.person):
        raise NotOwnClaim
    if claim.state != AffiliationState.ASKED:
        raise ClaimDecided(organisation=claim.organisation, state=claim.get_state_display())
    told = _told(reason, optional=approve)
    state = AffiliationState.APPROVED if approve else AffiliationState.REFUSED
    return _settle(claim, state, by=by, at=at, reason=told)


@transaction.atomic
def end_affiliation(
    affiliation: Affiliation, *, by: User, at: datetime, reason: str = ""
) -> Affiliation:
    """Stop speaking for an organisation: the person's own wish, or an officer's decision."""
    claim = _locked(affiliation)
    if claim.person != by and not edits_directory(by):
        raise NotAllowed(thing=claim.organisation)
    _refuse_unlent(claim.organisation, by)
    if claim.state not in {AffiliationState.ASKED, AffiliationState.APPROVED}:
        raise ClaimDecided(organisation=claim.organisation, state=claim.get_state_display())
    told = _told(reason, optional=claim.person == by)
    return _settle(claim, AffiliationState.ENDED, by=by, at=at, reason=told)


def _refuse_unlent(organisation: Organisation, by: User) -> None:
    """Everybody may ask to speak for an organisation; under a mandate, if it lends just that."""
    if by.acting and not (by.may("organisation.speak") or edits_directory(by)):
        raise NotAllowed(thing=organisation)


def _told(reason: str, *, optional: bool = False) -> str:
    told = reason.strip().replace("\x00", "")[:LONGEST_REASON]
    if not told and not optional:
        raise ReasonNeeded
    return told


def _locked(affiliation: Affiliation) -> Affiliation:
    rows = Affiliation.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=affiliation.pk)


def _settle(
    claim: Affiliation, state: AffiliationState, *, by: User, at: datetime, reason: str
) -> Affiliation:
    claim.state, claim.decided_at = state, at
    claim.reason = reason or claim.reason
    claim.save(update_fields=["state", "decided_at", "reason"])
    _remember(state.value, claim, by=by, at=at, reason=reason)
    return claim


def _remember(verb: str, claim: Affiliation, *, by: User, at: datetime, reason: str) -> None:
    entry = Entry(
        f"affiliation.{verb}",
        "organisation",
        claim.organisation.code,
        {"affiliation": claim.pk},
        private={"person": str(claim.person.key), "reason": reason},
    )
    record(CHAIN, entry, by=by, at=at)
