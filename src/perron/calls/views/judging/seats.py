"""My juries: accepting the rules, what to read, how many are left, leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.calls.forms.judging.seats import InterestFormSet, body_names
from perron.calls.models import Interest, Juror
from perron.calls.pieces.judging.mine import own_seats, pile
from perron.calls.rules.definition import definition_of
from perron.calls.services.judging.leaving import leave_jury
from perron.calls.services.judging.naming import accept_jury
from perron.calls.views.judging.doors import crumbs, own_seat, private, way_to

OK, UNPROCESSABLE = 200, 422


@private
@require_safe
def juries(request: SignedIn) -> HttpResponse:
    """The juries on which one sits."""
    seats = own_seats(request.user)
    context = {"seats": seats, "breadcrumbs": crumbs()[:-1]}
    return render(request, "calls/judging/juries.html", context)


@private
@require_safe
def seat(request: SignedIn, key: UUID) -> HttpResponse:
    """What to read for one jury; before the rules are accepted, the rules."""
    found = own_seat(request, key)
    if found.accepted_at is None:
        return _rules(request, found, InterestFormSet())
    definition = definition_of(found.edition)
    context = {
        "seat": found,
        "edition": found.edition,
        "jury": definition.jury,
        "by": definition.calendar.decision_by,
        "pile": pile(found, request.user),
        "breadcrumbs": crumbs(),
    }
    return render(request, "calls/judging/seat.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedIn, key: UUID) -> HttpResponse:
    """Accept the rules and tell what ties one; later, tell more."""
    found = own_seat(request, key)
    forms = InterestFormSet(request.POST if request.method == "POST" else None)
    if not forms.is_bound or not forms.is_valid():
        return _rules(request, found, forms, status=UNPROCESSABLE if forms.is_bound else OK)
    ties = [tie for tie in (form.tie() for form in forms) if tie]
    if found.accepted_at is None and "agree" not in request.POST:
        said = _("Tick that you accept the rules, or leave the jury. What you wrote is kept.")
        return _rules(request, found, forms, status=UNPROCESSABLE, unticked=said)
    accept_jury(found, ties, by=request.user, at=timezone.now())
    messages.success(request, _("Thank you. What you told is noted."))
    return redirect("calls:jury_seat", key)


@private
@require_POST
def leave(request: SignedIn, key: UUID) -> HttpResponse:
    """Leave a jury: what is not handed in goes to others."""
    found = own_seat(request, key)
    leave_jury(found, by=request.user, at=timezone.now())
    messages.success(request, _("You left the jury. What you were to read goes to others."))
    return redirect("calls:jury")


def _rules(
    request: SignedIn, found: Juror, forms: Any, *, status: int = OK, **said: str
) -> HttpResponse:
    ties = Interest.objects.filter(person=request.user)
    context = {
        "seat": found,
        "edition": found.edition,
        "jury": definition_of(found.edition).jury,
        "forms": forms,
        "ties": ties.select_related("organisation", "municipality"),
        "bodies": body_names(),
        "breadcrumbs": way_to(found) if found.accepted_at else crumbs(),
        **said,
    }
    return render(request, "calls/judging/rules.html", context, status=status)
