"""Reviewing and handing in; the receipt; taking back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState
from perron.calls.forms.applying.pages import read_hours
from perron.calls.models import Application
from perron.calls.pieces.applying.questions import Sheet, in_words, sum_in_words
from perron.calls.pieces.applying.sharers import in_euros, sharers_of
from perron.calls.pieces.applying.standing import state_of
from perron.calls.rules.applying import leads, writes
from perron.calls.rules.definition import Page as FormPage
from perron.calls.services.applying.asked import asked_of
from perron.calls.services.applying.drafts import Page, save_answers
from perron.calls.services.applying.form import pages_of
from perron.calls.services.applying.handing import (
    Missing,
    hand_in,
    missing_in,
    renounce_award,
    reopen_application,
    withdraw_application,
)
from perron.calls.services.applying.sharing import own_share
from perron.calls.views.applying.doors import own_application, refused_page, sheet_of, told, way_to
from perron.calls.views.applying.mine import private
from perron.core.errors import Refusal
from perron.core.operating.arrivals import arrival

TEMPLATE = "calls/applying/hand_in.html"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def handing_in(request: SignedIn, key: UUID) -> HttpResponse:
    """All answers on one page, what is still missing, and the button that hands them in."""
    found = own_application(request, key)
    if found.state not in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}:
        return redirect("calls:application", key)
    if request.method != "POST":
        return render(request, TEMPLATE, _review(request, found))
    at = arrival(request)
    hours = read_hours(request.POST, get_language() or "")
    try:
        if hours is not None and found.state == ApplicationState.DRAFT:
            save_answers(found, Page("", {}, hours=hours), by=request.user, at=timezone.now())
        submission = hand_in(found, by=request.user, at=at)
    except Refusal as refusal:
        fresh = own_application(request, key)
        return refused_page(request, TEMPLATE, _review(request, fresh), refusal=refusal)
    return redirect("calls:receipt", key, submission.number)


def _review(request: SignedIn, found: Application) -> dict[str, Any]:
    at, sheet = timezone.now(), sheet_of(found)
    missing = missing_in(found, by=request.user, at=at)
    return {
        "application": found,
        "state": state_of(found, at),
        "answered": answers_in_words(sheet),
        "missing": _missing_lines(sheet, missing),
        "lacks_signature": missing.signature,
        "sum": sum_in_words(asked_of(sheet.definition, found.answers)),
        "sharers": sharers_of(found),
        "own_share": in_euros(own_share(found)),
        "step": sheet.definition.form.steps[found.step - 1],
        "is_first_of_several": found.step < len(sheet.definition.form.steps),
        "is_open": found.edition.is_open(at),
        "writes": writes(request.user, found),
        "breadcrumbs": way_to(found),
    }


def answers_in_words(sheet: Sheet) -> list[dict[str, Any]]:
    """Every page with its questions and answers, as one reads them."""
    answers = sheet.application.answers
    return [
        {
            "code": page.code,
            "title": page.title,
            "answers": [
                {
                    "label": field.label,
                    "words": in_words(field, answers.get(field.code), sheet.definition),
                    "files": sheet.files.get(field.code, []),
                }
                for field in sheet.asked_on(page)
            ],
        }
        for page in pages_of(sheet.definition.form, sheet.application.step)
    ]


def _missing_lines(sheet: Sheet, missing: Missing) -> list[dict[str, Any]]:
    """What is missing, by page, each with the place where it is put right."""
    pages: dict[str, FormPage] = {page.code: page for _step, page in sheet.definition.form.pages}
    return [
        {
            "page": fault.page,
            "field": fault.field,
            "title": pages[fault.page].title,
            "label": _label(sheet, fault.field),
            "sentence": fault.sentence,
        }
        for fault in missing.faults
    ]


def _label(sheet: Sheet, code: str) -> Any:
    field = sheet.definition.form.field(code)
    return field.label if field else code


@private
@require_safe
def receipt(request: SignedIn, key: UUID, number: int) -> HttpResponse:
    """What was handed in, when it arrived, and its digest; made to be printed."""
    found = own_application(request, key)
    submission = get_object_or_404(found.submissions, number=number)
    kept = Application(edition=found.edition, step=submission.content["step"])
    kept.answers, kept.facts = submission.content["answers"], submission.content["facts"]
    sheet = Sheet(kept, sheet_of(found).definition, _files(submission.content))
    context = {
        "application": found,
        "submission": submission,
        "asked": in_euros(submission.content["asked"]),
        "latest": found.submissions.count() == submission.number,
        "counts": found.state != ApplicationState.DRAFT,
        "leads": leads(request.user, found),
        "is_open": found.edition.is_open(timezone.now()),
        "answered": answers_in_words(sheet),
        "breadcrumbs": way_to(found),
    }
    return render(request, "calls/applying/receipt.html", context)


def _files(content: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    files: dict[str, list[dict[str, Any]]] = {}
    for one in content.get("files", ()):
        files.setdefault(one["field"], []).append(one)
    return files


@private
@require_POST
def reopen(request: SignedIn, key: UUID) -> HttpResponse:
    """Write on; what was handed in counts no more until it is handed in again."""
    found = own_application(request, key)
    reopen_application(found, by=request.user, at=arrival(request))
    said = _("It is a draft again. Hand it in anew before the closing, or it does not count.")
    return told(request, said, "calls:application", key)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawing(request: SignedIn, key: UUID) -> HttpResponse:
    """Withdraw an application, or renounce what was awarded, after being asked once more."""
    found = own_application(request, key)
    awarded = found.state in {ApplicationState.AWARDED, ApplicationState.RESERVE}
    context = {"application": found, "awarded": awarded, "breadcrumbs": way_to(found)}
    context["reason"] = request.POST.get("reason", "")
    if request.method != "POST":
        return render(request, "calls/applying/withdraw.html", context)
    who: dict[str, Any] = {"by": request.user, "at": timezone.now(), "reason": context["reason"]}
    try:
        if awarded:
            renounce_award(found, **who)
        else:
            withdraw_application(found, **who)
    except Refusal as refusal:
        return refused_page(request, "calls/applying/withdraw.html", context, refusal=refusal)
    said = _("Renounced. The agency is told.") if awarded else _("Withdrawn. It stays readable.")
    return told(request, said, "calls:application", key)
