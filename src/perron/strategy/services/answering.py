"""The holder's answer: nothing has changed, a proposal, or not theirs to say."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.core.enums import OwedState
from perron.core.errors import NoReason, NotAllowed
from perron.core.journal.lines import Actor, Entry, digest_of, record
from perron.core.publications import next_publication, take_turn
from perron.core.records.kinds import kinds
from perron.letters.enums import Channel
from perron.letters.errors import ReceivedInFuture
from perron.letters.services.inquiries.remembering import one_line, plain_words
from perron.strategy.enums import MeasureState, UpdateOutcome
from perron.strategy.errors import (
    EvidenceRefused,
    MeasureGone,
    NothingProposed,
    PublishedMeanwhile,
)
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.rules import edits_strategy
from perron.strategy.services.keeping import Holder, holder_of, locked, remember, stop_clock
from perron.strategy.services.links import refuse_closed

LONGEST_WORDS, LONGEST_REASON, LONGEST_ADDRESS = 1000, 500, 500
is_page = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an answer came: by the link, or entered by an officer, with the day of its arrival.

    ``seen`` is :func:`digest_seen` of what the holder, or the officer, had before them.
    """

    seen: str
    channel: Channel = Channel.WEB
    received: date | None = None
    by: User | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a holder proposes: the state, a sentence in ``language``, the address of a source."""

    state: str
    words: str
    url: str
    language: str


def digest_seen(measure: Measure) -> str:
    """What a page remembers of the record that it shows."""
    return digest_of(kinds["measure"].read(measure))


@transaction.atomic
def say_unchanged(request: UpdateRequest, arrival: Arrival, *, at: datetime) -> UpdateRequest:
    """The measure is as published: it is confirmed from this day on."""
    kept, by = _opened(request, arrival, at)
    measure = _seen(kept, arrival)
    _answer(kept, UpdateOutcome.UNCHANGED, arrival, by=by, at=at)
    confirm_measure(measure, kept, by=by, at=at)
    stop_clock(kept, OwedState.SETTLED, by=by, at=at)
    return kept


@transaction.atomic
def propose_update(
    request: UpdateRequest, proposal: Proposal, arrival: Arrival, *, at: datetime
) -> UpdateRequest:
    """Something has changed: kept for an officer, who publishes it or says why not."""
    kept, by = _opened(request, arrival, at)
    measure = _seen(kept, arrival)
    said = proposal.words.strip()
    if said:
        said = " ".join(plain_words(said, LONGEST_WORDS).split())
    if proposal.state not in MeasureState.values or not (said or proposal.state != measure.state):
        raise NothingProposed
    kept.proposal = {
        "state": proposal.state,
        "words": said,
        "language": proposal.language,
        "url": _page(proposal.url),
        "base": arrival.seen,
    }
    _answer(kept, UpdateOutcome.PROPOSED, arrival, by=by, at=at, private={"words": said})
    stop_clock(kept, OwedState.SETTLED, by=by, at=at)
    return kept


@transaction.atomic
def decline_answer(
    request: UpdateRequest, reason: str, arrival: Arrival, *, at: datetime
) -> UpdateRequest:
    """It is not theirs to say, for a reason that an officer reads."""
    kept, by = _opened(request, arrival, at)
    kept.reason = one_line(reason, LONGEST_REASON)
    if not kept.reason:
        raise NoReason
    private = {"reason": kept.reason}
    _answer(kept, UpdateOutcome.DECLINED, arrival, by=by, at=at, private=private)
    stop_clock(kept, OwedState.WITHDRAWN, by=by, at=at)
    return kept


def confirm_measure(measure: Measure, request: UpdateRequest, *, by: Actor, at: datetime) -> None:
    """Keep the moment of the answer as the measure's confirmation; the page shows it at once."""
    moment = request.answered_at
    rows = Measure.objects.filter(pk=measure.pk).exclude(confirmed_at__gt=moment)
    if rows.update(confirmed_at=moment):
        change = {"on": timezone.localdate(moment)}
        record(
            "strategy", Entry("measure.confirmed", "measure", measure.code, change), by=by, at=at
        )
        next_publication(at)


def _opened(request: UpdateRequest, arrival: Arrival, at: datetime) -> tuple[UpdateRequest, Actor]:
    """The request, held, and who answers; raises what :func:`refuse_closed` does."""
    if arrival.by is None and arrival.channel != Channel.WEB:
        raise NotAllowed(thing=request)
    if arrival.by and not edits_strategy(arrival.by):
        raise NotAllowed(thing=request)
    if arrival.received and arrival.received > timezone.localdate(at):
        raise ReceivedInFuture
    take_turn(at)
    kept = locked(request)
    refuse_closed(kept, at=at, by_link=arrival.by is None)
    holder = holder_of(kept)
    return kept, arrival.by or Holder(holder.code if holder else kept.holder_code)


def _seen(request: UpdateRequest, arrival: Arrival) -> Measure:
    """The measure, when it is still published as it was shown."""
    if request.measure is None:
        raise MeasureGone(measure=request.measure_code)
    if digest_seen(request.measure) != arrival.seen:
        raise PublishedMeanwhile(measure=request.measure)
    return request.measure


def _answer(
    request: UpdateRequest,
    outcome: UpdateOutcome,
    arrival: Arrival,
    *,
    by: Actor,
    at: datetime,
    private: dict[str, Any] | None = None,
) -> None:
    today = timezone.localdate(at)
    noon = timezone.make_aware(datetime.combine(arrival.received or today, time(12)))
    request.outcome = outcome
    request.answered_at = at if arrival.received in {None, today} else noon
    request.channel, request.received = arrival.channel, arrival.received
    request.entered_by = arrival.by.actor_name if arrival.by else ""
    request.save()
    change = {"channel": arrival.channel.value}
    remember(outcome.value, request, change, by=by, at=at, private=private)


def _page(address: str) -> str:
    kept = one_line(address, LONGEST_ADDRESS + 1)
    try:
        if kept:
            is_page(kept)
    except ValidationError as wrong:
        raise EvidenceRefused(address=kept[:100]) from wrong
    if len(kept) > LONGEST_ADDRESS:
        raise EvidenceRefused(address=kept[:100])
    return kept
