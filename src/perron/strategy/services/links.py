"""The link by which a holder answers: signed, for one answer, until a month after the due date."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone, translation

from perron.core.formats import date_in_words
from perron.letters.errors import LinkRefused
from perron.strategy.enums import UpdateDecision
from perron.strategy.errors import (
    MeasureGone,
    UpdateAnswered,
    UpdateExpired,
    UpdateSuperseded,
    UpdateWithdrawn,
)
from perron.strategy.models import UpdateRequest

SALT = "perron.strategy.updates"


def token_of(request: UpdateRequest) -> str:
    """The signed name of a request: who has it may answer, once."""
    return Signer(salt=SALT, sep=".").sign(request.key.hex)


def find_update(token: str) -> UpdateRequest:
    """The request behind a signed name; raises ``LinkRefused`` for one that is not ours."""
    try:
        key = UUID(hex=Signer(salt=SALT, sep=".").unsign(token))
    except (BadSignature, ValueError) as forged:
        raise LinkRefused from forged
    rows = UpdateRequest.objects.select_related("measure", "organisation")
    request = rows.filter(key=key).first()
    if request is None:
        raise LinkRefused
    return request


def link_to(request: UpdateRequest) -> str:
    """The whole address of the page on which the holder answers, in the letter's language."""
    with translation.override(request.language):
        path = reverse("portal:update", args=[token_of(request)])
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def refuse_closed(request: UpdateRequest, *, at: datetime, by_link: bool) -> None:
    """Say why a request takes no answer; an officer may still enter one when the link is over."""
    if request.outcome:
        raise UpdateAnswered(day=date_in_words(request.answered_at))
    if request.decision == UpdateDecision.SUPERSEDED:
        raise UpdateSuperseded
    if request.decision:
        raise UpdateWithdrawn
    if request.measure is None:
        raise MeasureGone(measure=request.measure_code)
    if by_link and timezone.localdate(at) > request.last_day:
        raise UpdateExpired(day=date_in_words(request.last_day))
