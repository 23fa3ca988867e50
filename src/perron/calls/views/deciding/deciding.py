"""One decision: looked through, departed from, signed, announced, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import Outcome
from perron.calls.forms.deciding.decisions import DepartureForm, ReasonForm, ShowForm, SignForm
from perron.calls.models import Award, Decision
from perron.calls.pieces.deciding.applicants import applicant_of
from perron.calls.pieces.deciding.effects import method_name, moved_rows, scenario_title
from perron.calls.pieces.deciding.results import AROUND, override_line
from perron.calls.services.deciding.acts import act_file
from perron.calls.services.deciding.announcing import announce_decision, criteria_words
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.overriding import override_award, passed_over, standing_awards
from perron.calls.services.deciding.preparing import counted
from perron.calls.services.deciding.signing import show_later, sign_decision, withdraw_decision
from perron.calls.services.deciding.wording import deciding_sentence, money, points
from perron.calls.views.deciding.doors import (
    OK,
    UNPROCESSABLE,
    crumbs,
    decision_or_404,
    inside,
)
from perron.core.errors import Refusal

PER_PAGE = 100


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: SignedIn, key: UUID) -> HttpResponse:
    """All of a decision, and what may be done with it now."""
    found = decision_or_404(key)
    deed = request.POST.get("do", "")
    forms: dict[str, Any] = {
        "sign": SignForm(*((request.POST, request.FILES) if deed == "sign" else ())),
        "withdraw": ReasonForm(request.POST if deed == "withdraw" else None, auto_id="withdraw-%s"),
        "show": ShowForm(request.POST if deed == "show" else None, auto_id="show-%s"),
    }
    if request.method != "POST":
        return _page(request, found, forms)
    try:
        said = _do(request, found, deed, forms=forms)
    except Refusal as refusal:
        return _page(request, found, forms, refusal=refusal)
    if not said:
        return _page(request, found, forms, wrong=forms[deed])
    messages.success(request, said)
    return redirect("calls:decision", key)


def _do(request: SignedIn, found: Decision, deed: str, *, forms: dict[str, Any]) -> str:
    """One deed; a sentence, or nothing where a form must be put right."""
    by, at = request.user, timezone.now()
    form = forms.get(deed)
    if form is not None and not form.is_valid():
        return ""
    if deed == "announce":
        announce_decision(found, by=by, at=at)
        return _("Announced. The letters are being written.")
    if deed == "sign":
        sign_decision(found, forms["sign"].signed(), by=by, at=at)
        return _("The signature is entered, and the money is committed. Nobody was told yet.")
    if deed == "withdraw":
        withdraw_decision(found, forms["withdraw"].cleaned_data["reason"], by=by, at=at)
        return _("The decision is withdrawn; nobody had been told.")
    if deed == "show":
        given = forms["show"].cleaned_data
        show_later(found, given["day"], given["reason"], by=by, at=at)
        return _("The day of publication is moved.")
    raise Http404


def _page(
    request: SignedIn,
    found: Decision,
    forms: dict[str, Any],
    *,
    wrong: Any = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    awards = found.awards.select_related(*AROUND)
    shown = request.GET.get("show", "")
    listed = awards.filter(outcome=shown) if shown in Outcome.values else awards
    page = Paginator(listed.order_by("reasons__position", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    counts = counted(awards)
    context = {
        "decision": found,
        "edition": found.edition,
        "scenario": scenario_title(found.scenario),
        "method": method_name(found.scenario.method),
        "digest": found.scenario.result.get("digest", ""),
        "counts": [{"word": one.label, "value": one.value, "n": counts[one]} for one in Outcome],
        "total": money(counts["cents"]),
        "lines": [_line(found, one) for one in page],
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "show": shown,
        "overrides": [
            override_line(one)
            for one in found.overrides.select_related("decision__edition", *AROUND)
        ],
        "moved": moved_rows(found.edition, found.effects.get("cutoffs", ())),
        "may_keep": request.user.may("calls.keep"),
        "may_sign": request.user.may("awards.decide"),
        "forms": forms,
        "wrong": wrong,
        "refusal": str(refusal) if refusal else "",
        "breadcrumbs": crumbs(
            (str(found.edition.name), reverse("calls:deciding", args=[found.edition.code])),
            (_("Decision %(number)s") % {"number": found.number}, ""),
        ),
    }
    status = refusal.status if refusal else UNPROCESSABLE if wrong else OK
    return render(request, "calls/deciding/decision.html", context, status=status)


def _line(found: Decision, award: Award) -> dict[str, Any]:
    return {
        "number": award.application.number,
        "applicant": applicant_of(award.application),
        "place": award.reasons.get("place"),
        "score": points(award.reasons["score"]) if "score" in award.reasons else "",
        "word": award.get_outcome_display(),
        "waits_at": award.place,
        "amount": money(award.amount) if award.amount else "",
        "sentence": deciding_sentence(found.edition, award.reasons),
        "is_override": award.reasons.get("code") == "override",
    }


@inside
@require_safe
def act(request: SignedIn, key: UUID) -> HttpResponse:
    """The signed act itself."""
    del request
    found = decision_or_404(key)
    path = act_file(found.act)
    if not found.act or not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="act-{found.number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: SignedIn, key: UUID, number: str) -> HttpResponse:
    """What a decision says of one application; departing from the result, with reasons."""
    found = decision_or_404(key)
    award = get_object_or_404(found.awards.select_related(*AROUND), application__number=number)
    moneys = _moneys(found, award)
    form = DepartureForm(moneys, request.POST or None, initial={"decider": found.decider})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            override_award(award, form.departure(), by=request.user, at=timezone.now())
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("It stands in the register of departures."))
            return redirect("calls:decision", key)
    context = {
        "decision": found,
        "edition": found.edition,
        "award": award,
        "line": _line(found, award),
        "criteria": criteria_words(found.edition, award, request.LANGUAGE_CODE),
        "better": len(passed_over(award, standing_awards(found))),
        "form": form,
        "may_depart": request.user.may("calls.keep") and found.state == "prepared" and moneys,
        "refusal": str(refusal) if refusal else "",
        "breadcrumbs": crumbs(
            (str(found.edition.name), reverse("calls:deciding", args=[found.edition.code])),
            (
                _("Decision %(number)s") % {"number": found.number},
                reverse("calls:decision", args=[key]),
            ),
            (number, ""),
        ),
    }
    status = refusal.status if refusal else UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/deciding/application.html", context, status=status)


def _moneys(found: Decision, award: Award) -> list[tuple[str, str]]:
    """The moneys that are meant for an application; none where it is not in the ranking."""
    rules = found.edition.definition["award"]
    number = award.application.number
    rows = found.scenario.instance["applications"]
    codes = next((one["moneys"] for one in rows if one["id"] == number), ())
    return [(code, named_in(rules["moneys"], code)) for code in codes]
