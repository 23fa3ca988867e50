"""A code begins one sitting of a panel, once."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from perron.competences.errors.panels import (
    CodeEarly,
    CodeLate,
    CodeUnknown,
    CodeUsed,
    TooManyCodes,
)
from perron.competences.models import Invitation, Sitting
from perron.competences.rules.inviting import digest_of_code, typed
from perron.core.formats import date_in_words

HOUR = 3600
MOST_TRIES = 20  # an hour from one network: enough for a family or a library, too few for guessing


def usable_digest(code: str, *, at: datetime, network: str = "") -> str:
    """The digest of a code that may begin a test now; each wrong code counts as a try.

    Raises ``TooManyCodes``, ``CodeUnknown``, ``CodeUsed``, ``CodeEarly``, ``CodeLate``.
    """
    _tries(network, at, more=0)
    digest = digest_of_code(code)
    found = Invitation.objects.select_related("panel").filter(digest=digest).first()
    if not typed(code) or found is None:
        _tries(network, at, more=1)
        raise CodeUnknown
    _refuse_unusable(found, at)
    return digest


@transaction.atomic
def join_panel(sitting: Sitting, digest: str, *, at: datetime) -> Invitation | None:
    """Tie a new sitting to the invitation with this digest; nothing where there is no digest.

    The invitation's row is locked, so that of two people with one code the second is refused.
    """
    if not digest:
        return None
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("panel")
    found = rows.filter(digest=digest).first()
    if found is None:
        raise CodeUnknown
    _refuse_unusable(found, at)
    found.used_at, found.sitting = at, sitting
    found.save(update_fields=["used_at", "sitting"])
    sitting.counts = False  # figures of those who came by themselves never hold a panel
    sitting.is_demonstration |= found.panel.is_demonstration
    sitting.save(update_fields=["counts", "is_demonstration"])
    return found


def _refuse_unusable(found: Invitation, at: datetime) -> None:
    if found.used_at is not None:
        raise CodeUsed
    if at < found.panel.opens_at:
        raise CodeEarly(day=date_in_words(found.panel.opens_at))
    if at >= found.panel.closes_at:
        raise CodeLate(day=date_in_words(found.panel.closes_at))


def _tries(network: str, at: datetime, *, more: int) -> None:
    """Count tries of a network, kept for an hour under a digest."""
    if not network:
        return
    digest = salted_hmac("perron.competences.codes", network, algorithm="sha256").hexdigest()
    key = f"inquiries:codes:{int(at.timestamp()) // HOUR}:{digest}"
    cache.add(key, 0, HOUR)
    if cache.incr(key, more) >= MOST_TRIES + more:
        raise TooManyCodes
