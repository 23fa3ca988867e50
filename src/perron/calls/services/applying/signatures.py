"""Who may sign for a body: claimed with grounds, approved until a day, refused, ended, expiring."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from perron.accounts.models import User
from perron.calls.enums import SigningState
from perron.calls.errors.applying import (
    EndsTooEarly,
    NotForBody,
    NotYourOwnClaim,
    SigningDecided,
    SigningUnderWay,
)
from perron.calls.models import Signing
from perron.calls.rules.applying import keeps_calls
from perron.calls.services.applying.remembering import CHAIN
from perron.core.errors import NoReason, NotAllowed
from perron.core.journal.lines import Actor, Entry, record
from perron.directory.models import Organisation
from perron.directory.rules import acts_for
from perron.letters.errors import AddressRefused
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter

LONGEST = 500
MOST_YEARS = timedelta(days=3 * 366)
REMINDED = timedelta(days=30)


def claim_signing(organisation: Organisation, grounds: str, *, by: User, at: datetime) -> Signing:
    """Ask to sign for a body that one speaks for, and say on what ground."""
    if not acts_for(by, organisation):
        raise NotForBody(organisation=organisation)
    told = _told(grounds)
    try:
        with transaction.atomic():
            signing = Signing.objects.create(
                person=by, organisation=organisation, grounds=told, asked_at=at
            )
            _remember("asked", signing, {}, by=by, at=at, grounds=told)
    except IntegrityError as twice:
        raise SigningUnderWay(organisation=organisation) from twice
    return signing


@transaction.atomic
def approve_signing(signing: Signing, until: date, *, by: User, at: datetime) -> Signing:
    """Let the person sign until a day."""
    kept = _waiting(signing, by)
    today = timezone.localdate(at)
    if not today < until <= today + MOST_YEARS:
        raise EndsTooEarly
    kept.state, kept.until = SigningState.APPROVED, until
    return _decide(kept, "", by=by, at=at)


@transaction.atomic
def refuse_signing(signing: Signing, reason: str, *, by: User, at: datetime) -> Signing:
    """Refuse, with a reason that the person reads."""
    kept = _waiting(signing, by)
    kept.state = SigningState.REFUSED
    return _decide(kept, _told(reason), by=by, at=at)


@transaction.atomic
def end_signing(signing: Signing, reason: str, *, by: User, at: datetime) -> Signing:
    """End a right to sign now: by the person themselves, or by an officer with a reason."""
    kept = _locked(signing)
    own = by.is_moved_by(kept.person)
    if not own and not keeps_calls(by):
        raise NotAllowed(thing=kept.organisation)
    if kept.state not in {SigningState.ASKED, SigningState.APPROVED}:
        raise SigningDecided(state=kept.get_state_display())
    kept.state = SigningState.ENDED
    return _decide(kept, reason.strip()[:LONGEST] if own else _told(reason), by=by, at=at)


def _waiting(signing: Signing, by: User) -> Signing:
    kept = _locked(signing)
    if not keeps_calls(by):
        raise NotAllowed(thing=kept.organisation)
    if by.is_moved_by(kept.person):
        raise NotYourOwnClaim
    if kept.state != SigningState.ASKED:
        raise SigningDecided(state=kept.get_state_display())
    return kept


def _locked(signing: Signing) -> Signing:
    rows = Signing.objects.select_for_update(of=("self",))
    return rows.select_related("person", "organisation").get(pk=signing.pk)


def _told(words: str) -> str:
    told = words.replace("\x00", "").strip()[:LONGEST]
    if not told:
        raise NoReason
    return told


def _decide(signing: Signing, reason: str, *, by: User, at: datetime) -> Signing:
    signing.decided_at, signing.decided_by, signing.reason = at, by.actor_name, reason
    signing.save()
    approved = signing.state == SigningState.APPROVED
    change: dict[str, object] = {"until": signing.until} if approved else {}
    _remember(signing.state, signing, change, by=by, at=at, grounds=reason)
    if not by.is_moved_by(signing.person):
        _tell(f"signing-{signing.state}", signing, reason=signing.state, at=at)
    return signing


@transaction.atomic
def expire_signings(at: datetime) -> int:
    """End the rights whose day is over, and remind a month before; answer how many ended."""
    today = timezone.localdate(at)
    approved = Signing.objects.select_for_update(of=("self",)).filter(state=SigningState.APPROVED)
    for soon in approved.filter(until__gte=today, until__lte=today + REMINDED):
        _tell("signing-expires", soon, reason=f"expires:{soon.until}", at=at)
    gone = 0
    for over in approved.filter(until__lt=today):
        over.state = SigningState.ENDED
        over.save(update_fields=["state"])
        _remember("expired", over, {"until": over.until}, by=None, at=at, grounds="")
        gone += 1
    return gone


def _remember(
    verb: str,
    signing: Signing,
    change: dict[str, object],
    *,
    by: Actor | None,
    at: datetime,
    grounds: str,
) -> None:
    private = {"person": str(signing.person.key), "words": grounds}
    said = {"signing": signing.pk, **change}
    entry = Entry(f"signing.{verb}", "organisation", signing.organisation.code, said, private)
    record(CHAIN, entry, by=by, at=at)


def _tell(kind: str, signing: Signing, *, reason: str, at: datetime) -> None:
    person = signing.person
    if not person.is_active:
        return
    language = spoken_language(person.language or settings.LANGUAGE_CODE)
    with translation.override(language):
        facts = {
            "organisation": str(signing.organisation),
            "until": signing.until,
            "reason": signing.reason,
            "link": f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('calls:signing')}",
        }
    to = Addressee(person.email, language, person.actor_name)
    try:
        write_letter(kind, to=to, reference=f"signing:{signing.pk}:{reason}", context=facts, at=at)
    except AddressRefused:
        return  # it stands on their page all the same
