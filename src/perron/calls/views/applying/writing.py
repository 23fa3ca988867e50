"""The pages of the form, one at a time: saved as they are, with what is still wrong beside."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState
from perron.calls.errors.applying import HandedInAlready, SavedMeanwhile
from perron.calls.forms.applying.pages import read_hours, read_values
from perron.calls.models import Application
from perron.calls.pieces.applying.questions import (
    Sheet,
    in_words,
    progress_of,
    questions_of,
    sum_of,
)
from perron.calls.pieces.applying.standing import state_of
from perron.calls.rules.applying import writes
from perron.calls.rules.definition import Page as FormPage
from perron.calls.services.applying.drafts import Page, digest_seen, save_answers
from perron.calls.services.applying.form import pages_of
from perron.calls.services.applying.handing import missing_in
from perron.calls.services.applying.values import kept_value
from perron.calls.views.applying.doors import own_application, sheet_of, way_to
from perron.calls.views.applying.mine import private
from perron.core.errors import Refusal

Given = dict[str, Any]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: SignedIn, key: UUID, code: str) -> HttpResponse:
    """One page of the form; what is sent is kept before anything is said about it."""
    found = own_application(request, key)
    sheet = sheet_of(found)
    page = next(
        (one for one in pages_of(sheet.definition.form, found.step) if one.code == code), None
    )
    if page is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, sheet, page, judged="check" in request.GET)
    stood = _stood(request, sheet, page)
    given = read_values(page.fields, request.POST)
    try:
        saved = save_answers(found, _sent(request, page, given), by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _not_saved(request, sheet, page, given=given, refusal=refusal)
    sheet = sheet_of(saved)
    more = any(field.code not in stood for field in sheet.asked_on(page))
    if _wants_json(request):
        return _saved_json(sheet, page, more=more)
    return _onward(request, sheet, page, more=more)


def _stood(request: SignedIn, sheet: Sheet, page: FormPage) -> set[str]:
    """The questions that stood on the page; without its word, those that stand on it now.

    A page that saves itself is sent more than once: what it shows is not what was saved last.
    """
    sent = request.POST.get("shown")
    return set(sent.split()) if sent else {field.code for field in sheet.asked_on(page)}


def _sent(request: SignedIn, page: FormPage, given: Given) -> Page:
    language = get_language() or ""
    return Page(
        page.code,
        given,
        seen=request.POST.get("seen", "")[:64],
        language=language,
        hours=read_hours(request.POST, language),
    )


def _wants_json(request: SignedIn) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _saved_json(sheet: Sheet, page: FormPage, *, more: bool) -> JsonResponse:
    """What the page's script needs after it saved by itself."""
    found = sheet.application
    clock = f"{timezone.localtime(found.saved_at):%H:%M:%S}"
    said = _("Saved at %(time)s.") % {"time": clock}
    if more:
        said = f"{said} {_('A question came to this page: save it to see it.')}"
    return JsonResponse(
        {
            "saved": True,
            "seen": digest_seen(found, page.code),
            "says": said,
            "sum": sum_of(sheet, page.fields),
        }
    )


def _onward(request: SignedIn, sheet: Sheet, page: FormPage, *, more: bool) -> HttpResponse:
    """Where one goes after saving: on, back, or here again when a question came to it."""
    key, deed = sheet.application.key, request.POST.get("do", "save")
    here = reverse("calls:form_page", args=[key, page.code])
    if deed == "save" or more:
        return redirect(f"{here}?check=1")
    pages = [one.code for one in pages_of(sheet.definition.form, sheet.application.step)]
    place = pages.index(page.code) + (1 if deed == "next" else -1)
    if place < 0:
        return redirect("calls:application", key)
    if place >= len(pages):
        return redirect("calls:hand_in", key)
    return redirect("calls:form_page", key, pages[place])


def _shown(
    request: SignedIn, sheet: Sheet, page: FormPage, *, judged: bool, status: int = 200, **more: Any
) -> HttpResponse:
    found, at = sheet.application, timezone.now()
    missing = missing_in(found, by=request.user, at=at)
    faulty: dict[str, int] = {}
    for fault in missing.faults:
        faulty[fault.page] = faulty.get(fault.page, 0) + 1
    pages = pages_of(sheet.definition.form, found.step)
    questions = questions_of(sheet, page, judged=judged)
    context = {
        "application": found,
        "state": state_of(found, at),
        "page": page,
        "place": [one.code for one in pages].index(page.code) + 1,
        "count": len(pages),
        "is_last": page.code == pages[-1].code,
        "questions": questions,
        "wrong": [one for one in questions if one["errors"]],
        "sum": sum_of(sheet, sheet.asked_on(page)),
        "seen": digest_seen(found, page.code),
        "pages": progress_of(sheet, page.code, faulty),
        "may_write": found.state == ApplicationState.DRAFT and writes(request.user, found),
        "is_open": found.edition.is_open(at),
        "breadcrumbs": way_to(found),
        **more,
    }
    return render(request, "calls/applying/form_page.html", context, status=status)


def _not_saved(
    request: SignedIn, sheet: Sheet, page: FormPage, *, given: Given, refusal: Refusal
) -> HttpResponse:
    """The page with what was typed, and, where a colleague was quicker, with theirs beside it."""
    if _wants_json(request):
        clash = isinstance(refusal, SavedMeanwhile)
        said = {"saved": False, "conflict": clash, "says": str(refusal)}
        return JsonResponse(said, status=refusal.status)
    if not isinstance(refusal, SavedMeanwhile | HandedInAlready):
        raise refusal
    theirs = Application.objects.select_related("edition").get(pk=sheet.application.pk)
    mine = sheet_of(own_application(request, theirs.key))
    differing = _differing(mine, page, given)
    language = get_language() or ""
    fields = {field.code: field for field in page.fields}
    mine.application.answers = mine.application.answers | {
        code: kept_value(fields[code], value, language) for code, value in given.items()
    }
    more = {"refusal": str(refusal), "differing": differing}
    more["seen"] = digest_seen(theirs, page.code)
    return _shown(request, mine, page, judged=True, status=refusal.status, **more)


def _differing(sheet: Sheet, page: FormPage, given: Given) -> list[dict[str, Any]]:
    """The answers in which what was typed and what a colleague saved are not the same."""
    language = get_language() or ""
    lines = []
    for field in page.fields:
        if field.code not in given:
            continue
        theirs = sheet.application.answers.get(field.code, "")
        mine = kept_value(field, given[field.code], language)
        if (theirs or "") != (mine or ""):
            words = {
                "label": field.label,
                "theirs": in_words(field, theirs, sheet.definition),
                "mine": in_words(field, mine, sheet.definition),
            }
            lines.append(words)
    return lines
