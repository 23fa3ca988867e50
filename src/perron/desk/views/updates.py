"""Updates at the desk: whom to ask, what was answered, what becomes of a proposal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import NoReason, NotAllowed
from perron.desk.errors import NobodyChosen
from perron.desk.pieces.changes import people_named
from perron.desk.pieces.updates import comparison, update_lines
from perron.desk.views.doors import crumbs, door
from perron.desk.views.keeping import refuse_others
from perron.strategy.errors import ComparedWithOlder
from perron.strategy.models import UpdateRequest
from perron.strategy.rules import edits_strategy
from perron.strategy.services.asking import ask_silent_holders, silent_holders
from perron.strategy.services.deciding import (
    publish_update,
    refuse_update,
    state_in_words,
    withdraw_update,
)
from perron.strategy.services.keeping import holder_of

PER_PAGE = 50
OK = 200
MONTHS, MOST_MONTHS = 12, 60
MOST = 200  # letters that leave at one press
WAYS = ("proposed", "unanswered", "all")


@door
@require_safe
def updates(request: SignedIn) -> HttpResponse:
    """Proposals to decide, requests without an answer, and all of them."""
    refuse_others(request)
    way = request.GET.get("show", WAYS[0])
    rows = UpdateRequest.objects.select_related("measure", "organisation")
    if way == "unanswered":
        rows = rows.unanswered().order_by("due", "pk")
    elif way != "all":
        way, rows = WAYS[0], rows.proposed().order_by("answered_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "lines": update_lines(page.object_list, timezone.now()),
        "show": way,
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "may_edit": edits_strategy(request.user),
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/updates.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def ask_many(request: SignedIn) -> HttpResponse:
    """All holders of measures that were not confirmed for some months: seen first, then asked."""
    if not edits_strategy(request.user):
        raise NotAllowed(thing=_("the measures"))
    given = (request.POST or request.GET).get("months", "")
    months = min(int(given[:4]), MOST_MONTHS) if given.isdecimal() else MONTHS
    now, refusal = timezone.now(), ""
    if request.method == "POST":
        asked = ask_silent_holders(_chosen(request), months=months, by=request.user, at=now)
        if asked:
            said = ngettext(
                "%(count)s holder is asked.", "%(count)s holders are asked.", len(asked)
            )
            messages.success(request, said % {"count": len(asked)})
            return redirect(f"{reverse('desk:updates')}?show=unanswered")
        refusal = str(NobodyChosen())
    silent = silent_holders(months, now)
    reached = [one for one in silent if one.to]
    context = {
        "months": months,
        "reached": reached[:MOST],
        "more": max(0, len(reached) - MOST),
        "unreached": [one for one in silent if not one.to],
        "refusal": refusal,
        "breadcrumbs": crumbs((_("Updates"), reverse("desk:updates"))),
    }
    status = NobodyChosen.status if refusal else OK
    return render(request, "desk/ask_many.html", context, status=status)


def _chosen(request: SignedIn) -> list[tuple[int, int]]:
    """Pairs of measure and organisation, as the page sent them."""
    pairs = (sent.partition("-") for sent in request.POST.getlist("who")[:MOST])
    return [
        (int(measure), int(holder))
        for measure, _between, holder in pairs
        if measure.isdecimal() and holder.isdecimal()
    ]


@door
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: SignedIn, key: UUID) -> HttpResponse:
    """One request: what was proposed beside what is published, and the decision about it."""
    refuse_others(request)
    rows = UpdateRequest.objects.select_related("measure", "organisation")
    found = get_object_or_404(rows, key=key)
    if request.method != "POST":
        return _shown(request, found)
    if not edits_strategy(request.user):
        raise NotAllowed(thing=found)
    deed, at = request.POST.get("do", ""), timezone.now()
    try:
        if deed == "publish":
            publish_update(found, seen=request.POST.get("seen", ""), by=request.user, at=at)
            messages.success(request, _("Published, with the holder as its source."))
        elif deed == "refuse":
            refuse_update(found, request.POST.get("reason", ""), by=request.user, at=at)
            messages.success(request, _("Not published; the holder is told why."))
        elif deed == "withdraw":
            withdraw_update(found, by=request.user, at=at)
            messages.success(request, _("It is no longer asked for; the link says so."))
    except NoReason as refusal:
        return _shown(request, found, status=refusal.status, reasonless=str(refusal))
    except ComparedWithOlder as refusal:
        return _shown(request, found, status=refusal.status, conflict=str(refusal))
    return redirect("desk:update", key)


def _shown(
    request: SignedIn, found: UpdateRequest, *, status: int = OK, **said: str
) -> HttpResponse:
    may_edit = edits_strategy(request.user)
    actors = (found.asked_by, found.entered_by, found.decided_by)
    named = people_named(one for one in actors if one)
    context = {
        "asked": found,
        "measure": found.measure,
        "holder": holder_of(found) or found.holder_code,
        "word": state_in_words(found),
        "comparison": comparison(found),
        "asker": named.get(found.asked_by, ""),
        "enterer": named.get(found.entered_by, ""),
        "decider": named.get(found.decided_by, ""),
        "may_decide": may_edit and found.outcome == "proposed" and not found.decision,
        "may_enter": may_edit and not found.outcome and not found.decision,
        "breadcrumbs": crumbs((_("Updates"), reverse("desk:updates"))),
        **said,
    }
    return render(request, "desk/update.html", context, status=status)


def entry_context(found: UpdateRequest) -> dict[str, Any]:
    """What stands around the form for an answer from paper."""
    way = (_("Updates"), reverse("desk:updates"))
    here = (found.number, reverse("desk:update", args=[found.key]))
    return {"asked": found, "measure": found.measure, "breadcrumbs": crumbs(way, here)}
