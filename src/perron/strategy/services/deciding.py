"""What becomes of a proposal: published with its source in one press, or declined with a reason."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.accounts.models import User
from perron.core.errors import NoReason, NotAllowed
from perron.core.publications import take_turn
from perron.core.records.kinds import Record, kinds
from perron.core.records.planning import existing
from perron.core.records.proposing import publish_records
from perron.letters.enums import Channel
from perron.letters.services.inquiries.remembering import one_line
from perron.letters.services.wording import Quoted
from perron.letters.services.writing import Addressee, write_letter
from perron.strategy.enums import MeasureState, UpdateDecision
from perron.strategy.errors import ComparedWithOlder, MeasureGone, UpdateNotWaiting
from perron.strategy.models import UpdateRequest
from perron.strategy.rules import edits_strategy
from perron.strategy.services.answering import confirm_measure, digest_seen
from perron.strategy.services.asking import close
from perron.strategy.services.keeping import Holder, holder_of, locked, reference_of, remember

LONGEST_REASON = 1000
TERM = {"list": "fact", "code": "progress"}
TERM_KEY = "fact/progress"
TERM_NAME = _("What was reached or changed")
TITLE = _("What %(holder)s told the agency about “%(measure)s”")
NOTES = {
    Channel.WEB: _("Told on this site when the agency asked."),
    Channel.PAPER: _("Told on paper when the agency asked."),
    Channel.TELEPHONE: _("Told by telephone when the agency asked."),
    Channel.LETTER: _("Told by e-mail when the agency asked."),
}


@transaction.atomic
def publish_update(request: UpdateRequest, *, seen: str, by: User, at: datetime) -> UpdateRequest:
    """Publish what a holder proposed, with the source that it comes from.

    ``seen`` is the digest of the record beside which the officer looked at the proposal. Raises
    ``UpdateNotWaiting``, ``MeasureGone``, ``ComparedWithOlder``; nothing is then written.
    """
    kept = _waiting(request, by, at)
    measure = kept.measure
    if measure is None:
        raise MeasureGone(measure=kept.measure_code)
    if digest_seen(measure) != seen:
        raise ComparedWithOlder(measure=measure)
    publish_records(records_of(kept), by=by, at=at)
    holder = holder_of(kept)
    confirm_measure(measure, kept, by=Holder(holder.code if holder else kept.holder_code), at=at)
    _decide(kept, UpdateDecision.PUBLISHED, by=by, at=at)
    return kept


@transaction.atomic
def refuse_update(request: UpdateRequest, reason: str, *, by: User, at: datetime) -> UpdateRequest:
    """Do not publish it; the holder is told why."""
    kept = _waiting(request, by, at)
    said = one_line(reason, LONGEST_REASON)
    if not said:
        raise NoReason
    kept.reason = said
    _decide(kept, UpdateDecision.REFUSED, by=by, at=at, private={"reason": said})
    if kept.address:
        with translation.override(kept.language):
            state = str(MeasureState(kept.proposal["state"]).label)
        name = kept.measure.name.spoken(kept.language)[0] if kept.measure else kept.measure_code
        facts = {
            "measure": name,
            "answered": kept.answered_at,
            "words": Quoted(f"{state}\n{kept.proposal['words']}".strip()),
            "reason": Quoted(said),
        }
        to = Addressee(kept.address, kept.language, kept.party)
        reference = f"{reference_of(kept)}:declined"
        write_letter("update-declined", to=to, reference=reference, context=facts, at=at)
    return kept


@transaction.atomic
def withdraw_update(request: UpdateRequest, *, by: User, at: datetime) -> UpdateRequest:
    """Ask no longer; the link says so."""
    if not edits_strategy(by):
        raise NotAllowed(thing=request)
    take_turn(at)
    kept = locked(request)
    if kept.outcome or kept.decision:
        raise UpdateNotWaiting(state=state_in_words(kept))
    close(kept, UpdateDecision.WITHDRAWN, by=by, at=at)
    return kept


def state_in_words(request: UpdateRequest) -> str:
    """What became of a request, in a few words."""
    said = request.get_decision_display() or request.get_outcome_display()
    return str(said or _("awaited"))


def records_of(request: UpdateRequest) -> dict[str, dict[str, Record]]:
    """What a proposal stands for: the measure, its source, and the word for the fact."""
    kind, measure = kinds["measure"], request.measure
    if measure is None:
        raise MeasureGone(measure=request.measure_code)
    proposal, code = request.proposal, f"update-{measure.code[:60]}-{request.number}"
    record = dict(kind.read(measure))
    record["state"] = proposal["state"]
    record["sources"] = sorted({*record.get("sources", ()), code})
    records: dict[str, dict[str, Record]] = {"reference": {code: _reference(request, code)}}
    if words := proposal["words"]:
        fact: dict[str, Any] = {
            "of": TERM["code"],
            "text": {_content_language(proposal["language"]): words},
            "as_of": _day(request),
            "sources": [code],
        }
        record["facts"] = [*record.get("facts", ()), fact]
        if TERM_KEY not in existing(kinds["term"], [TERM_KEY]):
            records["term"] = {TERM_KEY: {**TERM, "name": _spoken(TERM_NAME)}}
    return records | {"measure": {measure.code: record}}


def _reference(request: UpdateRequest, code: str) -> Record:
    holder = holder_of(request)
    name = holder.name if holder else request.holder_code
    facts = {"holder": name, "measure": request.measure}
    return {
        "code": code,
        "title": _spoken(TITLE, facts),
        "publisher": str(name)[:200],
        "url": request.proposal["url"],
        "published": _day(request),
        "seen": _day(request),
        "note": _spoken(NOTES[Channel(request.channel)]),
    }


def _spoken(sentence: str | Promise, facts: dict[str, Any] | None = None) -> dict[str, str]:
    """A sentence of the program in every language of the region that it speaks."""
    said = {}
    for language in settings.REGION.languages:
        if language in dict(settings.LANGUAGES):
            with translation.override(language):
                said[language] = str(sentence) % (facts or {})
    return said


def _content_language(language: str) -> str:
    languages = settings.REGION.languages
    return language if language in languages else languages[0]


def _day(request: UpdateRequest) -> str:
    moment = request.answered_at
    return timezone.localdate(moment).isoformat() if moment else ""


def _waiting(request: UpdateRequest, by: User, at: datetime) -> UpdateRequest:
    if not edits_strategy(by):
        raise NotAllowed(thing=request)
    take_turn(at)
    kept = locked(request)
    if not kept.proposal or kept.decision:
        raise UpdateNotWaiting(state=state_in_words(kept))
    return kept


def _decide(
    request: UpdateRequest,
    decision: UpdateDecision,
    *,
    by: User,
    at: datetime,
    private: dict[str, Any] | None = None,
) -> None:
    request.decision, request.decided_at, request.decided_by = decision, at, by.actor_name
    request.save(update_fields=["decision", "decided_at", "decided_by", "reason"])
    remember(decision.value, request, {}, by=by, at=at, private=private)
