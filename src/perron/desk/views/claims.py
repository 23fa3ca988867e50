"""Claims to organisations: asked for by anybody who signed in, decided by officers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import NotAllowed
from perron.core.journal.reads import record_reads
from perron.desk.forms.organisations import ReasonForm
from perron.desk.pieces.work import claims_waiting
from perron.desk.views.doors import crumbs, door, form_status
from perron.directory.enums import AffiliationState
from perron.directory.errors import ReasonNeeded
from perron.directory.models import Affiliation, Organisation
from perron.directory.rules import acts_for, edits_directory
from perron.directory.services.claims import claim_organisation, decide_claim, end_affiliation


@door
def claim(request: SignedIn, code: str) -> HttpResponse:
    """Ask to speak for an organisation."""
    organisation = get_object_or_404(Organisation, code=code)
    if acts_for(request.user, organisation):
        return redirect("desk:organisation", code)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        claim_organisation(organisation, by=request.user, at=timezone.now(), reason=reason)
        messages.success(request, _("Your claim is noted. An officer will answer it."))
        return redirect("desk:home")
    mine = Affiliation.objects.filter(person=request.user, organisation=organisation)
    way = (str(organisation), reverse("portal:organisation", args=[code]))
    context = {
        "organisation": organisation,
        "form": form,
        "claims": list(mine),
        "waits": mine.filter(state=AffiliationState.ASKED).exists(),
        "breadcrumbs": crumbs(way),
    }
    return render(request, "desk/claim.html", context, status=form_status(form))


@door
@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """Claims that wait for a decision, oldest first."""
    if not request.user.sees_desk:
        raise NotAllowed(thing=_("the claims of others"))
    return render(request, "desk/claims.html", _waiting(request))


def _waiting(request: SignedIn) -> dict[str, Any]:
    claims = list(claims_waiting())
    keys = [str(claim.person.key) for claim in claims]
    record_reads(keys, "claim", by=request.user, at=timezone.now())
    may_decide = edits_directory(request.user)
    return {
        "claims": claims,
        "may_decide": may_decide,
        "may_read": may_decide or request.user.sees_everything,
        "breadcrumbs": crumbs(),
    }


@door
@require_POST
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """Approve a claim or refuse it."""
    affiliation = get_object_or_404(Affiliation, pk=pk)
    approve = request.POST.get("do") == "approve"
    try:
        decide_claim(
            affiliation,
            approve=approve,
            by=request.user,
            at=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except ReasonNeeded as refusal:
        context = {**_waiting(request), "refused": pk, "refusal": str(refusal)}
        return render(request, "desk/claims.html", context, status=refusal.status)
    said = (
        _("The claim is approved.") if approve else _("The claim is refused; the person sees why.")
    )
    messages.success(request, said)
    return redirect("desk:claims")


@door
@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """Stop speaking for an organisation, or withdraw a claim."""
    affiliation = get_object_or_404(Affiliation, pk=pk)
    reason = request.POST.get("reason", "")
    end_affiliation(affiliation, by=request.user, at=timezone.now(), reason=reason)
    messages.success(request, _("This claim is ended."))
    return redirect("desk:home")
