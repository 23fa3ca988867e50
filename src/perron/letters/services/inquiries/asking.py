"""Asking: by anybody, or entered by an officer from paper and telephone. The clock begins."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst

from perron.core.clock.owing import NewOwed, owe
from perron.core.clock.parties import AGENCY, SOMEONE
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Actor
from perron.core.models import Owed
from perron.core.records.kinds import kinds
from perron.core.text import Text
from perron.letters.enums import Channel, InquiryKind
from perron.letters.errors import ReceivedInFuture
from perron.letters.models import Inquiry
from perron.letters.services.inquiries import remembering
from perron.letters.services.inquiries.following import reference_of
from perron.letters.services.inquiries.limits import spend_inquiry
from perron.letters.services.inquiries.remembering import one_line, plain_words, remember
from perron.letters.services.inquiries.telling import tell_asker
from perron.letters.services.wording import Quoted, spoken_language
from perron.letters.services.writing import checked_address

RIGHT = "inquiries.answer"


class Answerer(Actor, Protocol):
    """Whoever answers for the agency."""

    def may(self, right: str) -> bool:
        """Whether this person has a right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInquiry:
    """What somebody asks.

    ``about`` is the kind and code of a thing that has a page; ``person`` the party's name of who
    signed in; ``key`` was given out with the form, so that a form sent twice asks once.
    """

    kind: InquiryKind
    language: str
    words: str
    about: tuple[str, str] = ("", "")
    page: str = ""
    name: str = ""
    address: str = ""
    person: str = ""
    may_publish: bool = False
    key: UUID | None = None


def ask(new: NewInquiry, *, by: Actor | None, at: datetime, network: str = "") -> Inquiry:
    """Ask the agency; the receipt leaves by letter where there is an address.

    Raises ``WordsRefused``, ``AddressRefused``, ``TooManyInquiries``.
    """
    new = _checked(new)
    twice = Inquiry.objects.filter(key=new.key).first() if new.key else None
    if twice and twice.words == new.words:
        return twice
    spend_inquiry(at, address=new.address, network=network)
    return _open(replace(new, key=None) if twice else new, Channel.WEB, at, by=by, at=at)


def enter_inquiry(
    new: NewInquiry, *, channel: Channel, received: date, by: Answerer, at: datetime
) -> Inquiry:
    """Enter what reached the agency elsewhere; the clock counts from the day of its arrival."""
    if not by.may(RIGHT):
        raise NotAllowed(thing=new.kind.label)
    today = timezone.localdate(at)
    if received > today:
        raise ReceivedInFuture
    noon = timezone.make_aware(datetime.combine(received, time(12)))
    moment = at if received == today else noon
    return _open(_checked(new), channel, moment, by=by, at=at)


def _checked(new: NewInquiry) -> NewInquiry:
    return replace(
        new,
        words=plain_words(new.words, remembering.LONGEST_WORDS),
        language=spoken_language(new.language),
        about=new.about if is_known(*new.about) else ("", ""),
        page=one_line(new.page, 300),
        name=one_line(new.name, 120),
        address=checked_address(new.address) if new.address.strip() else "",
        may_publish=new.may_publish and new.kind != InquiryKind.RIGHTS,
    )


def is_known(kind: str, code: str) -> bool:
    """Whether a thing with a page of its own has this code."""
    known = kinds.get(kind)
    if known is None or not known.page or len(known.identity) > 1:
        return False
    return bool(code) and known.model._default_manager.filter(code=code[:120]).exists()


@transaction.atomic
def _open(
    new: NewInquiry, channel: Channel, asked_at: datetime, *, by: Actor | None, at: datetime
) -> Inquiry:
    key = new.key or uuid4()
    inquiry, fresh = Inquiry.objects.get_or_create(
        key=key,
        defaults={
            "kind": new.kind,
            "channel": channel,
            "about_kind": new.about[0],
            "about_code": new.about[1],
            "page": new.page,
            "language": new.language,
            "name": new.name,
            "address": new.address,
            "person": new.person,
            "words": new.words,
            "may_publish": new.may_publish,
            "asked_at": asked_at,
            "entered_by": by.actor_name if by and channel != Channel.WEB else "",
        },
    )
    if not fresh:
        return inquiry
    owed = _owe(inquiry, new.about, by=by or remembering.SOMEONE, at=at)
    change = {"kind": new.kind.value, "channel": channel.value, "about": "/".join(new.about)}
    private = {"name": new.name, "address": new.address, "person": new.person}
    remember("asked", inquiry, change, by=by, at=at, private=private)
    context = {"due": owed.due, "words": Quoted(new.words)}
    tell_asker("inquiry-received", inquiry, context, at=at)
    return inquiry


def _owe(inquiry: Inquiry, about: tuple[str, str], *, by: Actor, at: datetime) -> Owed:
    return owe(
        NewOwed(
            reference=reference_of(inquiry),
            kind=inquiry.kind,
            title=neutral_title(InquiryKind(inquiry.kind)),
            owed_by=AGENCY,
            owed_to=inquiry.person or SOMEONE,
            about=about,
            opened=inquiry.asked_at,
        ),
        by=by,
        at=at,
    )


def neutral_title(kind: InquiryKind) -> Text:
    """What the public reads until an officer has worded a title: the kind, in each language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = capfirst(str(kind.label))
    return Text(said)
