"""The measures that an officer looks after, and the page on which one of them is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.enums import Role
from perron.accounts.http import SignedIn
from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.formats import date_in_words
from perron.desk.pieces.mine import measures_of
from perron.desk.pieces.updates import update_lines
from perron.desk.views.doors import crumbs, door
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.rules import edits_strategy
from perron.strategy.services.asking import addressees_of, ask_holder, holders_of
from perron.strategy.services.officers import (
    hand_over_measure,
    leave_measure,
    mark_seen,
    take_measure,
)

KEEPERS = (Role.OFFICER, Role.ADMINISTRATOR)
MOST = 20


@door
@require_safe
def measures(request: SignedIn) -> HttpResponse:
    """The measures of an officer: one's own; auditors and administrators choose whose."""
    refuse_others(request)
    officers = User.objects.filter(role__in=KEEPERS, is_active=True)
    officer: User = request.user
    chosen = request.GET.get("officer", "")
    if chosen and request.user.sees_everything:
        officer = get_object_or_404(User, key=_uuid(chosen), erased_at=None)
    now = timezone.now()
    context = {
        "mine": measures_of(officer, now, reader=request.user),
        "officers": list(officers) if request.user.sees_everything else [],
        "is_own": officer == request.user,
        "may_edit": edits_strategy(request.user),
        "now": now,
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/mine.html", context)


@door
@require_POST
def seen(request: SignedIn) -> HttpResponse:
    """What others did is seen, up to the moment at which the page was made."""
    now = timezone.now()
    until = _moment(request.POST.get("until", ""))
    mark_seen(request.user, until=min(until, now) if until else now)
    return redirect("desk:home")


@door
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: SignedIn, code: str) -> HttpResponse:
    """One measure: who looks after it, who holds it, what was asked and answered."""
    refuse_others(request)
    thing = get_object_or_404(Measure, code=code)
    if request.method == "POST":
        return _do(request, thing)
    return render(request, "desk/kept_measure.html", _context(request, thing))


def _do(request: SignedIn, thing: Measure) -> HttpResponse:
    deed, at = request.POST.get("do", ""), timezone.now()
    if not edits_strategy(request.user):
        raise NotAllowed(thing=thing)
    if deed == "take":
        take_measure(thing, by=request.user, at=at)
        messages.success(request, _("You look after this measure now."))
    elif deed == "leave":
        leave_measure(thing, by=request.user, at=at)
        messages.success(request, _("You no longer look after this measure."))
    elif deed == "hand":
        to = get_object_or_404(User, key=_uuid(request.POST.get("to", "")), is_active=True)
        hand_over_measure(thing, to, by=request.user, at=at)
        messages.success(request, _("%(name)s looks after it now.") % {"name": to.name})
    elif deed == "ask":
        _ask(request, thing)
    return redirect("desk:measure", thing.code)


def _ask(request: SignedIn, thing: Measure) -> None:
    """Ask every holder; a measure without one can't be asked about."""
    holders = holders_of(thing)
    for holder in holders:
        asked = ask_holder(thing, holder, by=request.user, at=timezone.now())
        facts = {"holder": holder, "due": date_in_words(asked.due)}
        messages.success(request, _("%(holder)s is asked to answer by %(due)s.") % facts)
    if not holders:
        messages.warning(request, _("The public record names no holder, so nobody was asked."))


def _context(request: SignedIn, thing: Measure) -> dict[str, Any]:
    now = timezone.now()
    officers = [one.person for one in thing.officers.select_related("person")]
    requests = UpdateRequest.objects.filter(measure=thing)
    holders = holders_of(thing)
    reached = addressees_of(holders)
    colleagues = User.objects.filter(role__in=KEEPERS, is_active=True).exclude(
        pk__in=[one.pk for one in officers]
    )
    return {
        "measure": thing,
        "is_confirmed": thing.is_confirmed(now),
        "officers": officers,
        "is_mine": request.user in officers,
        "colleagues": list(colleagues.exclude(pk=request.user.pk)),
        "holders": [{"holder": one, "is_reached": one.pk in reached} for one in holders],
        "updates": update_lines(requests.select_related("measure", "organisation")[:MOST], now),
        "may_edit": edits_strategy(request.user),
        "may_hand": request.user in officers or request.user.is_administrator,
        "breadcrumbs": crumbs(),
    }


def refuse_others(request: SignedIn) -> None:
    """Officers and administrators keep measures; auditors look on."""
    if not edits_strategy(request.user) and not request.user.sees_everything:
        raise NotAllowed(thing=_("the measures that officers look after"))


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as wrong:
        raise Http404 from wrong


def _moment(given: str) -> Any:
    try:
        moment = parse_datetime(given)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
