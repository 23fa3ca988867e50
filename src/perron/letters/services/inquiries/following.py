"""What the asker may do: follow the inquiry by a signed link, withdraw it, take consent back."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from perron.core.clock.owing import settle
from perron.core.enums import OwedState
from perron.core.journal.lines import Actor
from perron.core.models import Owed
from perron.core.publications import next_publication, take_turn
from perron.letters.enums import InquiryState
from perron.letters.errors import InquiryClosed, LinkRefused, NothingPublished
from perron.letters.models import Inquiry
from perron.letters.services.inquiries.remembering import SOMEONE, remember

SALT = "perron.letters.inquiries"


def token_of(inquiry: Inquiry) -> str:
    """The signed name of an inquiry: who has it may follow and withdraw; it never runs out."""
    return Signer(salt=SALT, sep=".").sign(inquiry.key.hex)


def find_inquiry(token: str) -> Inquiry:
    """The inquiry behind a signed name; raises ``LinkRefused`` for one that is not ours."""
    try:
        key = UUID(hex=Signer(salt=SALT, sep=".").unsign(token))
    except (BadSignature, ValueError) as forged:
        raise LinkRefused from forged
    inquiry = Inquiry.objects.filter(key=key).exclude(state=InquiryState.SPAM).first()
    if inquiry is None:
        raise LinkRefused
    return inquiry


def link_to(inquiry: Inquiry) -> str:
    """The whole address of the page on which the inquiry is followed, in its own language."""
    with translation.override(inquiry.language):
        path = reverse("portal:asked", args=[token_of(inquiry)])
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def reference_of(inquiry: Inquiry) -> str:
    """Under which name the clock knows the answer to an inquiry."""
    return f"inquiry:{inquiry.key}"


def owed_for(inquiry: Inquiry) -> Owed:
    """The answer that is owed."""
    return Owed.objects.get(reference=reference_of(inquiry))


def held(inquiry: Inquiry, at: datetime) -> Inquiry:
    """The row as it is now, held until the transaction ends; everybody waits for the turn first."""
    take_turn(at)
    return Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)


def locked(inquiry: Inquiry, at: datetime) -> Inquiry:
    """The row, held; only one that is open."""
    kept = held(inquiry, at)
    if kept.state != InquiryState.OPEN:
        raise InquiryClosed(inquiry=kept, state=kept.get_state_display())
    return kept


@transaction.atomic
def withdraw(inquiry: Inquiry, *, by: Actor | None, at: datetime) -> Inquiry:
    """The asker no longer wants an answer; whoever was answering is told so."""
    kept = locked(inquiry, at)
    kept.state = InquiryState.WITHDRAWN
    kept.save(update_fields=["state"])
    settle(owed_for(kept), by=by or SOMEONE, at=at, state=OwedState.WITHDRAWN)
    remember("withdrawn", kept, {}, by=by, at=at)
    return kept


@transaction.atomic
def stop_publishing(inquiry: Inquiry, *, by: Actor | None, at: datetime) -> Inquiry:
    """Take the consent back: the answer is on no public page from this moment on."""
    kept = held(inquiry, at)
    if not kept.may_publish:
        raise NothingPublished
    kept.may_publish = False
    kept.save(update_fields=["may_publish"])
    remember("unpublished", kept, {"may_publish": [True, False]}, by=by, at=at)
    next_publication(at)
    return kept
