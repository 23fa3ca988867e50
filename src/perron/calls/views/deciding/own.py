"""What applicants see of the decision about their application: reasons, order, appeal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import Outcome
from perron.calls.forms.deciding.decisions import AnswerForm, AppealForm
from perron.calls.forms.deciding.scenarios import PrepareForm
from perron.calls.models import Appeal, Application
from perron.calls.pieces.deciding.applicants import applicant_of
from perron.calls.pieces.deciding.panel import decision_panel
from perron.calls.services.deciding.appealing import (
    announced_award,
    answer_appeal,
    lodge_appeal,
    withdraw_appeal,
)
from perron.calls.services.deciding.further import prepare_after_appeal
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.seeing import sees_decisions
from perron.calls.services.deciding.wording import money
from perron.calls.views.deciding.doors import OK, UNPROCESSABLE, crumbs, inside
from perron.core.errors import Refusal

private = cache_control(private=True, no_store=True)


def _application(request: SignedIn, key: UUID) -> Application:
    """An application that one writes, or may look into; for all others it is not there."""
    rows = Application.objects.select_related("edition", "site", "organisation", "municipality")
    if not sees_decisions(request.user):
        rows = rows.filter(pk__in=Application.objects.of(request.user).values("pk"))
    return get_object_or_404(rows, key=key)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def own_decision(request: SignedIn, key: UUID) -> HttpResponse:
    """What was decided of one's application, and the appeal against it."""
    application = _application(request, key)
    deed, at = request.POST.get("do", ""), timezone.now()
    form = AppealForm(request.POST if deed == "appeal" else None)
    refusal = None
    try:
        if deed == "appeal" and form.is_valid():
            lodge_appeal(application, form.cleaned_data["words"], by=request.user, at=at)
            messages.success(request, _("Your appeal is lodged, and the clock of its answer runs."))
            return redirect("calls:own_decision", key)
        if deed == "withdraw":
            award = announced_award(application)
            appeal = get_object_or_404(Appeal, award=award, state="open")
            withdraw_appeal(appeal, by=request.user, at=at)
            messages.success(request, _("You appeal no longer."))
            return redirect("calls:own_decision", key)
    except Refusal as refused:
        refusal = refused
    panel = decision_panel(application, request.user, at)
    if not panel:
        raise Http404
    context = {
        "panel": panel,
        "application": application,
        "form": form,
        "refusal": str(refusal) if refusal else "",
        "breadcrumbs": [(_("Home"), reverse("portal:home")), (application.number, "")],
    }
    status = refusal.status if refusal else UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/deciding/own.html", context, status=status)


@private
@require_safe
def award_order(request: SignedIn, key: UUID) -> HttpResponse:
    """The award order, to print: amount, purpose, conditions, what is due."""
    application = _application(request, key)
    award = announced_award(application)
    if award is None or award.outcome != Outcome.AWARDED:
        raise Http404
    edition = award.decision.edition
    envelopes = edition.definition["award"]["envelopes"]
    context = {
        "award": award,
        "application": application,
        "applicant": applicant_of(application),
        "edition": edition,
        "decision": award.decision,
        "amount": money(award.amount),
        "sources": [
            {"name": named_in(envelopes, code), "amount": money(cents)}
            for code, cents in award.sources.items()
        ],
        "panel": decision_panel(application, request.user, timezone.now()),
        "breadcrumbs": [
            (_("Home"), reverse("portal:home")),
            (application.number, reverse("calls:own_decision", args=[key])),
            (_("Award order"), ""),
        ],
    }
    return render(request, "calls/deciding/order.html", context)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: SignedIn, key: UUID) -> HttpResponse:
    """An appeal, at the desk: answered with reasons, and decided anew where it is upheld."""
    rows = Appeal.objects.select_related("award__application", "award__decision__edition")
    found = get_object_or_404(rows, key=key)
    deed, at = request.POST.get("do", ""), timezone.now()
    form = AnswerForm(request.POST if deed == "answer" else None)
    prepare = PrepareForm(request.POST if deed == "prepare" else None)
    refusal = None
    try:
        if deed == "answer" and form.is_valid():
            upheld = form.cleaned_data["upheld"] == "yes"
            answer = form.cleaned_data["answer"]
            answer_appeal(found, answer, upheld=upheld, by=request.user, at=at)
            messages.success(request, _("Answered; the applicant is told."))
            return redirect("calls:appeal", key)
        if deed == "prepare" and prepare.is_valid():
            decider = prepare.cleaned_data["decider"]
            decision = prepare_after_appeal(found, decider, by=request.user, at=at)
            return redirect(
                "calls:decision_application", decision.key, found.award.application.number
            )
    except Refusal as refused:
        refusal = refused
    bound = form.is_bound or prepare.is_bound
    context = {
        "appeal": found,
        "award": found.award,
        "application": found.award.application,
        "edition": found.award.decision.edition,
        "form": form,
        "prepare": prepare,
        "may_keep": request.user.may("calls.keep"),
        "refusal": str(refusal) if refusal else "",
        "breadcrumbs": crumbs((_("Appeal"), "")),
    }
    status = refusal.status if refusal else UNPROCESSABLE if bound else OK
    return render(request, "calls/deciding/appeal.html", context, status=status)
