"""Officers' pages of applications: all of them, one of them with what may be decided about it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState, RequestState, SigningState
from perron.calls.models import Application, Completion, Edition, Signing
from perron.calls.pieces.applying.sharers import in_euros, sharers_of
from perron.calls.pieces.applying.standing import state_of, timeline_of
from perron.calls.rules.applying import keeps_calls, sees_applications
from perron.calls.rules.definition import definition_of
from perron.calls.services.applying.completing import ask_completion, withdraw_completion
from perron.calls.services.applying.looking import (
    decide_admissibility,
    give_feedback,
    take_application,
)
from perron.calls.services.applying.signatures import (
    approve_signing,
    end_signing,
    refuse_signing,
)
from perron.calls.views.applying.doors import refused_page, sheet_of
from perron.calls.views.applying.handing import answers_in_words
from perron.calls.views.applying.mine import private
from perron.core.errors import NotAllowed, Refusal
from perron.core.models import Owed

PER_PAGE = 50
COMPLETION_DAYS = 14
SIGNING_DAYS = 365
LIST, ONE = "calls/applying/keep_list.html", "calls/applying/keep_one.html"
SIGNINGS = "calls/applying/keep_signings.html"


def _crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    home = [(_("Home"), reverse("portal:home")), (_("My desk"), reverse("desk:home"))]
    return [*home, *further]


def _refuse_others(request: SignedIn) -> None:
    if not sees_applications(request.user):
        raise NotAllowed(thing=_("the applications"))


@private
@require_safe
def applications(request: SignedIn) -> HttpResponse:
    """What was handed in, by edition, state, officer, and what is late."""
    _refuse_others(request)
    asked = request.GET
    rows = _filtered(request, Application.objects.exclude(state=ApplicationState.DRAFT))
    rows = rows.select_related("edition", "organisation", "site", "officer")
    page = Paginator(rows.order_by("edition", "number"), PER_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "rows": [_line(one) for one in page.object_list],
        "editions": Edition.objects.filter(applications__isnull=False).distinct(),
        "states": [one for one in ApplicationState.choices if one[0] != ApplicationState.DRAFT],
        "edition": asked.get("edition", ""),
        "state": asked.get("state", ""),
        "mine": asked.get("mine", ""),
        "late": asked.get("late", ""),
        "claims": Signing.objects.filter(state=SigningState.ASKED).count(),
        "breadcrumbs": _crumbs(),
    }
    return render(request, LIST, context)


def _filtered(request: SignedIn, rows: QuerySet[Application]) -> QuerySet[Application]:
    asked, today = request.GET, timezone.localdate()
    if edition := asked.get("edition"):
        rows = rows.filter(edition__code=edition[:80])
    if asked.get("state") in ApplicationState.values:
        rows = rows.filter(state=asked["state"])
    if asked.get("mine"):
        rows = rows.filter(officer=request.user)
    if asked.get("late"):
        owed = Owed.objects.open().filter(
            about_kind="application", about_code=OuterRef("number"), due__lt=today
        )
        rows = rows.filter(Exists(owed))
    return rows


def _line(application: Application) -> dict[str, Any]:
    return {
        "number": application.number,
        "url": reverse("calls:keep_application", args=[application.key]),
        "title": application.title,
        "applicant": application.site or application.organisation or application.applicant,
        "edition": application.edition.name,
        "asked": in_euros(application.asked),
        "state": application.get_state_display(),
        "officer": application.officer.name if application.officer else "",
        "demonstration": application.demonstration,
    }


@private
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: SignedIn, key: UUID) -> HttpResponse:
    """One application as it was handed in; to check, to complete, to answer."""
    _refuse_others(request)
    rows = Application.objects.exclude(Q(state=ApplicationState.DRAFT) & Q(step=1))
    rows = rows.select_related("edition", "organisation", "site", "officer")
    found = get_object_or_404(rows, key=key)
    if request.method != "POST":
        return render(request, ONE, _context(request, found))
    try:
        messages.success(request, _decide(request, found))
    except Refusal as refusal:
        return refused_page(request, ONE, _context(request, found), refusal=refusal)
    return redirect("calls:keep_application", key)


def _decide(request: SignedIn, found: Application) -> str:
    """Do what an officer asked for; answer what they are told."""
    sent = request.POST
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    deed = sent.get("do", "")
    if deed == "take":
        take_application(found, **who)
        return _("You look after it. The team sees your name.")
    if deed == "admit":
        decide_admissibility(found, _findings(request, found), **who)
        return _("Decided. Where something failed, the team got a letter with the reasons.")
    if deed == "ask":
        due = _day(sent.get("due", ""))
        ask_completion(found, sent.getlist("missing"), sent.get("words", ""), due=due, **who)
        return _("Asked for. The clock runs for the applicant.")
    if deed == "ask-no-more":
        open_one = get_object_or_404(Completion, application=found, state=RequestState.OPEN)
        withdraw_completion(open_one, **who)
        return _("It is not asked for any more.")
    if deed == "feedback":
        give_feedback(found, sent.get("words", ""), goes_on=sent.get("goes_on") == "yes", **who)
        return _("The feedback is sent.")
    raise NotAllowed(thing=found)


def _day(sent: str) -> date:
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return date.min


def _findings(request: SignedIn, found: Application) -> dict[str, dict[str, Any]]:
    sent = request.POST
    return {
        one.code: {
            "holds": {"yes": True, "no": False}.get(sent.get(f"holds-{one.code}", "")),
            "words": sent.get(f"words-{one.code}", ""),
        }
        for one in definition_of(found.edition).admissibility
    }


def _context(request: SignedIn, found: Application) -> dict[str, Any]:
    at, sheet = timezone.now(), sheet_of(found)
    definition = sheet.definition
    last = found.admissions.order_by("-at", "-pk").first()
    given = _findings(request, found) if request.POST.get("do") == "admit" else {}
    findings = given or (last.findings if last else {})
    state, keeps = found.state, keeps_calls(request.user)
    return {
        "application": found,
        "state": state_of(found, at),
        "asked": in_euros(found.asked),
        "answered": answers_in_words(sheet),
        "files": found.attachments.filter(erased_at=None),
        "sharers": sharers_of(found),
        "timeline": timeline_of(found),
        "criteria": [
            {
                "code": one.code,
                "label": one.label,
                "help": one.help,
                **findings.get(one.code, {"holds": None, "words": ""}),
            }
            for one in definition.admissibility
        ],
        "fields": [(one.code, one.label) for one in definition.form.fields],
        "due": (timezone.localdate(at) + timedelta(days=COMPLETION_DAYS)).isoformat(),
        "words": request.POST.get("words", ""),
        "completion": found.completions.filter(state=RequestState.OPEN).first(),
        "completions": found.completions.exclude(state=RequestState.OPEN),
        "is_first_step": found.step < len(definition.form.steps),
        "may_decide": keeps and state in {"submitted", "admissible", "inadmissible"},
        "may_ask": keeps and state in {"submitted", "admissible"},
        "keeps": keeps,
        "breadcrumbs": _crumbs((_("Applications"), reverse("calls:keep_applications"))),
    }


@private
@require_http_methods(["GET", "HEAD", "POST"])
def signings(request: SignedIn) -> HttpResponse:
    """Claims to sign for a body, to decide; rights in force."""
    _refuse_others(request)
    context = {
        "claims": Signing.objects.filter(state=SigningState.ASKED).select_related(
            "person", "organisation"
        ),
        "approved": Signing.objects.filter(state=SigningState.APPROVED).select_related(
            "person", "organisation"
        ),
        "until": (timezone.localdate() + timedelta(days=SIGNING_DAYS)).isoformat(),
        "keeps": keeps_calls(request.user),
        "breadcrumbs": _crumbs((_("Applications"), reverse("calls:keep_applications"))),
    }
    if request.method != "POST":
        return render(request, SIGNINGS, context)
    sent, who = request.POST, {"by": request.user, "at": timezone.now()}
    one = sent.get("one", "")
    claim = get_object_or_404(Signing, pk=int(one) if one.isdecimal() else 0)
    try:
        _decide_signing(claim, sent, who)
    except Refusal as refusal:
        return refused_page(request, SIGNINGS, context, refusal=refusal)
    messages.success(request, _("Decided, and told by letter."))
    return redirect("calls:keep_signings")


def _decide_signing(claim: Signing, sent: QueryDict, who: dict[str, Any]) -> None:
    deed = sent.get("do", "")
    if deed == "approve":
        approve_signing(claim, _day(sent.get("until", "")), **who)
    elif deed == "refuse":
        refuse_signing(claim, sent.get("reason", ""), **who)
    else:
        end_signing(claim, sent.get("reason", ""), **who)
