"""Answering: one officer at a time, and the clock stops with the answer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from perron.core.clock.owing import put_off, settle
from perron.core.enums import OwedState
from perron.core.errors import NoReason, NotAllowed
from perron.core.publications import next_publication
from perron.core.text import Text
from perron.letters.enums import InquiryKind, InquiryState
from perron.letters.models import Inquiry
from perron.letters.services.inquiries.asking import RIGHT, Answerer, neutral_title
from perron.letters.services.inquiries.following import held, locked, owed_for
from perron.letters.services.inquiries.remembering import (
    LONGEST_ANSWER,
    LONGEST_TITLE,
    one_line,
    plain_words,
    remember,
)
from perron.letters.services.inquiries.telling import tell_asker
from perron.letters.services.wording import Quoted

LONGEST_REASON = 1000


@transaction.atomic
def answer_inquiry(inquiry: Inquiry, words: str, *, by: Answerer, at: datetime) -> Inquiry:
    """Answer; raises ``InquiryClosed`` when somebody else did, or the asker withdrew."""
    _may(inquiry, by)
    kept = locked(inquiry, at)
    said = plain_words(words, LONGEST_ANSWER)
    _close(kept, InquiryState.ANSWERED, said, by=by, at=at)
    settle(owed_for(kept), by=by, at=at)
    remember("answered", kept, {}, by=by, at=at, private={"answer": said})
    tell_asker("inquiry-answered", kept, {"answer": Quoted(said)}, at=at)
    return kept


@transaction.atomic
def refuse_inquiry(inquiry: Inquiry, reason: str, *, by: Answerer, at: datetime) -> Inquiry:
    """Refuse to answer; the reason goes to who asked, and is public with the refusal."""
    _may(inquiry, by)
    kept = locked(inquiry, at)
    said = _reason(reason)
    _close(kept, InquiryState.REFUSED, said, by=by, at=at)
    settle(owed_for(kept), by=by, at=at, state=OwedState.REFUSED, reason=said)
    remember("refused", kept, {}, by=by, at=at, private={"reason": said})
    tell_asker("inquiry-refused", kept, {"reason": Quoted(said)}, at=at)
    return kept


@transaction.atomic
def give_more_time(
    inquiry: Inquiry, until: date, reason: str, *, by: Answerer, at: datetime
) -> Inquiry:
    """Put the answer off, with a reason; the first date stays to be seen."""
    _may(inquiry, by)
    kept = locked(inquiry, at)
    owed = put_off(owed_for(kept), until, by=by, at=at, reason=_reason(reason))
    said = Quoted(owed.extensions[-1]["reason"])
    context = {"due": owed.due, "reason": said}
    tell_asker("inquiry-delayed", kept, context, at=at, once=f":{len(owed.extensions)}")
    return kept


@transaction.atomic
def mark_spam(inquiry: Inquiry, *, by: Answerer, at: datetime) -> Inquiry:
    """It is no inquiry at all: nobody is written to, and its own link no longer opens."""
    _may(inquiry, by)
    kept = locked(inquiry, at)
    kept.state = InquiryState.SPAM
    kept.save(update_fields=["state"])
    settle(owed_for(kept), by=by, at=at, state=OwedState.WITHDRAWN)
    remember("spam", kept, {}, by=by, at=at)
    return kept


@transaction.atomic
def word_title(inquiry: Inquiry, title: str, *, by: Answerer, at: datetime) -> Inquiry:
    """Give it the neutral title under which it is public; an empty one hides it again."""
    _may(inquiry, by)
    kept = held(inquiry, at)
    said = one_line(title, LONGEST_TITLE)
    if said == kept.title:
        return kept
    before, kept.title = kept.title, said
    kept.save(update_fields=["title"])
    owed = owed_for(kept)
    owed.title = Text({kept.language: said}) if said else neutral_title(InquiryKind(kept.kind))
    owed.save(update_fields=["title"])
    remember("titled", kept, {"title": [before, said]}, by=by, at=at)
    next_publication(at)
    return kept


def _may(inquiry: Inquiry, by: Answerer) -> None:
    if not by.may(RIGHT):
        raise NotAllowed(thing=inquiry)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NoReason
    return plain_words(reason, LONGEST_REASON)


def _close(inquiry: Inquiry, state: InquiryState, said: str, *, by: Answerer, at: datetime) -> None:
    given: Mapping[str, Any] = {
        "state": state,
        "answer": said,
        "answered_at": at,
        "answered_by": by.actor_name,
    }
    for name, value in given.items():
        setattr(inquiry, name, value)
    inquiry.save(update_fields=[*given])
