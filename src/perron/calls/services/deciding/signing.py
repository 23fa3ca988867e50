"""The signed act comes in: uploaded with its visas by who decides, and the money is committed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import DecisionState, EditionState
from perron.calls.errors.deciding import (
    DayNotPossible,
    PreparedByYou,
    SignedOnImpossible,
    VisasMissing,
)
from perron.calls.models import Decision, Edition
from perron.calls.services.deciding.acts import keep_act
from perron.calls.services.deciding.keeping import held, remember
from perron.calls.services.deciding.money import commit_money, give_back
from perron.calls.services.judging.conflicts import refuse_conflicts
from perron.core.errors import NoReason, NotAllowed
from perron.core.formats import date_in_words
from perron.core.publications import next_publication

LONGEST_NAME, LONGEST_REASON = 200, 1000
RIGHT = "awards.decide"


@dataclass(frozen=True, slots=True)
class Visa:
    """An opinion or a visa that the act names: who gave it, on which day, in which words."""

    by: str
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """The signed act as it was uploaded."""

    content: bytes
    name: str
    signed_on: date
    visas: Sequence[Visa]


@transaction.atomic
def sign_decision(decision: Decision, act: Act, *, by: User, at: datetime) -> Decision:
    """Enter the signature: the act is kept, every award committed, or nothing of it happens.

    Raises ``NotAllowed``, ``PreparedByYou``, ``ConflictsRemain``, ``ActRefused``,
    ``SignedOnImpossible``, ``VisasMissing``, and the ledger's ``EnvelopeTooSmall``.
    """
    if not by.may(RIGHT):
        raise NotAllowed(thing=decision)
    kept = held(decision, DecisionState.PREPARED, at=at)
    _refuse_hand(kept, by)
    refuse_conflicts(kept.edition, [by], at=at)
    _refuse_day(kept, act.signed_on, at)
    if not act.visas:
        raise VisasMissing
    kept.act = keep_act(act.content, act.name)
    kept.act_name = act.name[-LONGEST_NAME:]
    kept.visas = [{"by": one.by, "on": one.on.isoformat(), "words": one.words} for one in act.visas]
    kept.state, kept.signed_on = DecisionState.SIGNED, act.signed_on
    kept.signed_at, kept.signed_by = at, by.actor_name
    days = kept.edition.definition.get("publication", {}).get("internal_days", 0)
    kept.shown_on = act.signed_on + timedelta(days=days)
    kept.save()
    cents = commit_money(kept, by=by, at=at)
    Edition.objects.filter(pk=kept.edition_id, state=EditionState.RANKED).update(
        state=EditionState.DECIDED
    )
    said = {"decision": kept.number, "act": kept.act, "signed_on": kept.signed_on, "cents": cents}
    remember("decision.signed", kept.edition, said, by=by, at=at)
    return kept


@transaction.atomic
def withdraw_decision(decision: Decision, reason: str, *, by: User, at: datetime) -> Decision:
    """Take back a decision that nobody was told of; what it committed is given back.

    Only who decides takes back what was signed. Raises ``NoReason``, ``DecisionNotThere``.
    """
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise NoReason
    kept = held(decision, DecisionState.PREPARED, DecisionState.SIGNED, at=at)
    right = RIGHT if kept.state == DecisionState.SIGNED else "calls.keep"
    if not by.may(right):
        raise NotAllowed(thing=decision)
    was_signed = kept.state == DecisionState.SIGNED
    kept.state = DecisionState.WITHDRAWN
    kept.save(update_fields=["state"])
    if was_signed:
        for award in kept.awards.filter(amount__gt=0).select_related(
            "application", "decision__edition"
        ):
            give_back(award, told[:500], by=by, at=at)
        signed = kept.edition.decisions.filter(
            state__in=(DecisionState.SIGNED, DecisionState.ANNOUNCED)
        )
        if not signed.exists():
            Edition.objects.filter(pk=kept.edition_id, state=EditionState.DECIDED).update(
                state=EditionState.RANKED
            )
    said = {"decision": kept.number, "reason": told}
    remember("decision.withdrawn", kept.edition, said, by=by, at=at)
    return kept


@transaction.atomic
def show_later(decision: Decision, day: date, reason: str, *, by: User, at: datetime) -> Decision:
    """Move the day on which a decision becomes public; the change and its reason stay.

    What is public already stays public. Raises ``NoReason``, ``DayNotPossible``.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=decision)
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise NoReason
    kept = held(decision, DecisionState.SIGNED, DecisionState.ANNOUNCED, at=at)
    today = timezone.localdate(at)
    is_public = kept.state == DecisionState.ANNOUNCED and kept.shown_on and kept.shown_on <= today
    if is_public or day < (kept.signed_on or today):
        raise DayNotPossible(day=date_in_words(day))
    change = {"decision": kept.number, "shown_on": [kept.shown_on, day], "reason": told}
    kept.shown_on = day
    kept.save(update_fields=["shown_on"])
    remember("decision.publication_moved", kept.edition, change, by=by, at=at)
    next_publication(at)
    return kept


def _refuse_hand(decision: Decision, by: User) -> None:
    """Nobody signs what they prepared, nor what they changed in it."""
    hands = {decision.prepared_by, *decision.overrides.values_list("by", flat=True)}
    if any(by.actor_name in hand for hand in hands):
        raise PreparedByYou


def _refuse_day(decision: Decision, day: date, at: datetime) -> None:
    prepared, today = timezone.localdate(decision.prepared_at), timezone.localdate(at)
    if not prepared <= day <= today:
        raise SignedOnImpossible(
            day=date_in_words(day), prepared=date_in_words(prepared), today=date_in_words(today)
        )
