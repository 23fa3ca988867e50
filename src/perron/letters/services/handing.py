"""Handing letters over, each at most once, and what a person decides where that failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F

from perron.core.journal.lines import Actor, Entry, record
from perron.letters.enums import LetterState
from perron.letters.errors import NothingToGiveUp, NothingToSend
from perron.letters.models import Letter
from perron.letters.services import faults
from perron.letters.services.couriers import is_mail_named
from perron.letters.services.delivering import Outcome, deliver
from perron.letters.services.forgetting import drop_kept_file, emptied
from perron.letters.services.kinds import kinds
from perron.letters.services.preferences import is_unwanted

CHAIN = "letters"
LEASE = timedelta(minutes=10)
DELAYS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 12 * 60, 24 * 60)
)  # after the first attempt, the second …; whoever has failed once more is refused
BATCH = 200
LONGEST_SWEEP = 60  # seconds; less than a lease, since all of a sweep counts from its beginning
FORGETS = {LetterState.HANDED, LetterState.REFUSED, LetterState.DROPPED}
SENT_AGAIN = {LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED}
GIVEN_UP = {LetterState.UNCERTAIN, LetterState.WAITING}


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: letters tried, and letters found in hands that had stopped."""

    tried: int
    uncertain: int


def hand_over(letter_pk: int, at: datetime) -> Outcome | None:
    """Hand one letter over; ``None`` where it is not its turn, or another worker has it.

    The row says that the letter is under way before the mail server is spoken to. Whoever dies
    in between leaves a letter that is uncertain, and never one that is sent twice.
    """
    if not is_mail_named():
        return None
    letter = _claim(letter_pk, at)
    if letter is None:
        return None
    outcome = _hindrance(letter, at) or deliver(letter)
    if outcome.state == LetterState.WAITING and letter.attempts > len(DELAYS):
        outcome = Outcome(LetterState.REFUSED, outcome.fault, outcome.reached)
    _settle(letter, outcome, at)
    return outcome


@transaction.atomic(durable=True)
def _claim(letter_pk: int, at: datetime) -> Letter | None:
    """Take the letter for as long as the lease lasts; one statement decides who has it."""
    due = Letter.objects.filter(pk=letter_pk, state=LetterState.WAITING, not_before__lte=at)
    taken = due.update(
        state=LetterState.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    return Letter.objects.get(pk=letter_pk) if taken else None


def _hindrance(letter: Letter, at: datetime) -> Outcome | None:
    kind = kinds.get(letter.kind)
    if kind and kind.lasts and at > letter.written_at + kind.lasts:
        return Outcome(LetterState.REFUSED, faults.TOO_LATE)
    if is_unwanted(letter.address, letter.category):
        return Outcome(LetterState.DROPPED, faults.REFUSED_SINCE)
    return None


def _settle(letter: Letter, outcome: Outcome, at: datetime) -> None:
    """Write down what an attempt came to, unless a person decided otherwise meanwhile.

    The lease tells one attempt from the next: an answer that comes after a sweep has called the
    letter uncertain still counts, one that comes after it was sent again does not.
    """
    changes: dict[str, Any] = {"state": outcome.state, "fault": outcome.fault or letter.fault}
    if outcome.state == LetterState.HANDED:
        changes["handed_at"] = at
    if outcome.state == LetterState.WAITING:
        changes["not_before"] = at + DELAYS[letter.attempts - 1]
    if outcome.state != LetterState.UNCERTAIN:
        changes["lease_until"] = None
    if letter.secret and outcome.state in FORGETS:
        changes |= {"text": "", "html": ""}
    Letter.objects.filter(
        pk=letter.pk,
        lease_until=letter.lease_until,
        state__in=(LetterState.SENDING, LetterState.UNCERTAIN),
    ).update(**changes)
    _forget(letter, outcome)


def _forget(letter: Letter, outcome: Outcome) -> None:
    """Leave nothing of a letter whose kind is forgotten, or that was erased while it left."""
    row = Letter.objects.filter(pk=letter.pk)
    kind = kinds.get(letter.kind)
    if kind and kind.forgotten and outcome.state in FORGETS:
        row.update(**emptied(letter))
    if row.filter(address="").update(fault=""):
        drop_kept_file(letter)


def sweep_letters(at: datetime) -> Swept:
    """Find letters in hands that stopped, and hand over those whose turn has come.

    A server that nobody reaches is asked once in a sweep, not once for each letter.
    """
    expired = Letter.objects.filter(state=LetterState.SENDING, lease_until__lt=at)
    uncertain = expired.update(state=LetterState.UNCERTAIN, fault=faults.LEASE_RAN_OUT)
    if not is_mail_named():
        return Swept(0, uncertain)
    until, tried = monotonic() + LONGEST_SWEEP, 0
    due = Letter.objects.filter(state=LetterState.WAITING, not_before__lte=at)
    for pk in due.order_by("not_before").values_list("pk", flat=True)[:BATCH]:
        outcome = hand_over(pk, at)
        tried += outcome is not None
        if monotonic() > until or (outcome and not outcome.reached):
            break
    return Swept(tried, uncertain)


@transaction.atomic
def send_again(letter: Letter, *, by: Actor | None, at: datetime) -> Letter:
    """A person decides that a letter leaves once more, although it may have arrived."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in SENT_AGAIN or not (letter.text and letter.address):
        raise NothingToSend(state=letter.get_state_display())
    before = letter.state
    letter.state, letter.not_before = LetterState.WAITING, at
    letter.attempts, letter.lease_until = 0, None
    letter.save(update_fields=["state", "not_before", "attempts", "lease_until"])
    _remember("letter.sent_again", letter, before, by=by, at=at)
    return letter


@transaction.atomic
def give_up(letter: Letter, *, by: Actor | None, at: datetime) -> Letter:
    """A person decides that a letter is not sent any more."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in GIVEN_UP:
        raise NothingToGiveUp(state=letter.get_state_display())
    before = letter.state
    letter.state, letter.fault, letter.lease_until = LetterState.DROPPED, faults.GIVEN_UP, None
    if letter.secret:
        letter.text = letter.html = ""
    letter.save(update_fields=["state", "fault", "lease_until", "text", "html"])
    _remember("letter.given_up", letter, before, by=by, at=at)
    return letter


def _remember(verb: str, letter: Letter, before: str, *, by: Actor | None, at: datetime) -> None:
    change = {"kind": letter.kind, "state": [before, letter.state]}
    record(CHAIN, Entry(verb, "letter", str(letter.key), change), by=by, at=at)
