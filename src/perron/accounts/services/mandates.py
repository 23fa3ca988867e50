"""Mandates: given in writing, accepted, used, revoked at any time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.errors import MandateOver, MandateRefused
from perron.accounts.models import Mandate, User
from perron.accounts.models.mandates import MOST_DAYS
from perron.accounts.services.witnessing import tell_both
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.core.rights import rights

CHAIN = "accounts"
MOST_A_DAY = 20  # each is two letters when it is given, and two when it is ended


@dataclass(frozen=True, slots=True)
class NewMandate:
    """Who shall act for whom, with which rights, when, and where that is written."""

    principal: User
    proxy: User
    scope: tuple[str, ...]
    begins: date
    ends: date
    grounds: str


@transaction.atomic
def give_mandate(new: NewMandate, *, by: User, at: datetime) -> Mandate:
    """Let one person act for another; it counts once the other has accepted it.

    Given by the person themselves, or entered from a signed paper by whoever may. A mandate can't
    be given under a mandate.
    """
    own = by == new.principal
    if by.acting or not (own or by.may("mandates.record")):
        raise NotAllowed(thing=new.principal)
    if new.proxy == by and not own:
        raise MandateRefused(why=_("nobody enters one for themselves. Ask a colleague to do it."))
    for fault in _faults(new, timezone.localdate(at), own=own):
        raise MandateRefused(why=fault)
    given = Mandate.objects.filter(principal=new.principal, written_at__gt=at - timedelta(days=1))
    if given.count() >= MOST_A_DAY:
        raise MandateRefused(why=_("many were given within a day. Go on tomorrow."))
    mandate = Mandate.objects.create(
        principal=new.principal,
        proxy=new.proxy,
        scope=sorted(set(new.scope)),
        begins=new.begins,
        ends=new.ends,
        grounds=new.grounds.strip() or _("given on this site"),
        written_at=at,
    )
    change = {"scope": mandate.scope, "begins": mandate.begins, "ends": mandate.ends}
    _remember("given", mandate, change, by=by, at=at)
    tell_both("mandate-given", mandate, at)
    return mandate


def _faults(new: NewMandate, today: date, *, own: bool) -> list[str]:
    lendable = {right.name for right in rights.lendable(new.principal.role)}
    found = [
        (new.principal == new.proxy, _("nobody needs one for themselves.")),
        (
            not (new.principal.is_active and new.proxy.is_active),
            _("both people need an open account."),
        ),
        (not new.scope, _("it names nothing that may be done.")),
        (
            not set(new.scope) <= lendable,
            _("it names something that this person may not do, or that can't be lent."),
        ),
        (new.ends < max(new.begins, today), _("it would have ended before it begins.")),
        (
            new.ends > new.begins + timedelta(days=MOST_DAYS - 1),
            _("it lasts longer than a year. Give it for a year at most and renew it then."),
        ),
        (
            not (own or new.grounds.strip()),
            _("say where the signed paper is kept."),
        ),
    ]
    return [sentence for wrong, sentence in found if wrong]


@transaction.atomic
def accept_mandate(mandate: Mandate, *, by: User, at: datetime) -> Mandate:
    """Take a mandate on."""
    kept = _locked(mandate, by, at)
    if by.acting or kept.proxy != by:
        raise NotAllowed(thing=kept.principal)
    if kept.revoked_at or kept.ends < timezone.localdate(at):
        raise MandateOver(person=kept.principal)
    if kept.accepted_at is None:
        kept.accepted_at = at
        kept.save(update_fields=["accepted_at"])
        _remember("accepted", kept, {}, by=by, at=at)
        tell_both("mandate-accepted", kept, at)
    return kept


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, by: User, at: datetime) -> Mandate:
    """End a mandate now: by who gave it, who holds it, or who keeps mandates."""
    kept = _locked(mandate, by, at)
    if by.acting or not (by in {kept.principal, kept.proxy} or by.may("mandates.record")):
        raise NotAllowed(thing=kept.principal)
    if kept.revoked_at is None:
        kept.revoked_at = at
        kept.save(update_fields=["revoked_at"])
        _remember("revoked", kept, {}, by=by, at=at)
        tell_both("mandate-revoked", kept, at)
    return kept


def _locked(mandate: Mandate, by: User, at: datetime) -> Mandate:
    """The row as it is now; the person's own is locked before it, as in every decision."""
    by.vouch(at)
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("principal", "proxy")
    return rows.get(pk=mandate.pk)


def _remember(
    verb: str, mandate: Mandate, change: dict[str, object], *, by: User, at: datetime
) -> None:
    entry = Entry(
        f"mandate.{verb}",
        "mandate",
        str(mandate.key),
        change,
        private={
            "principal": str(mandate.principal.key),
            "proxy": str(mandate.proxy.key),
            "grounds": mandate.grounds,
        },
    )
    record(CHAIN, entry, by=by, at=at)
