"""Answering what the agency asked for, and asking for the right to sign."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.enums import RequestState
from perron.calls.forms.applying.pages import read_values
from perron.calls.models import Application, Completion, Signing
from perron.calls.pieces.applying.questions import questions_for, sum_of
from perron.calls.rules.applying import spoken_for, writes
from perron.calls.services.applying.completing import answer_completion, missing_fields
from perron.calls.services.applying.signatures import claim_signing, end_signing
from perron.calls.services.applying.values import kept_value
from perron.calls.views.applying.doors import (
    crumbs,
    own_application,
    refused_page,
    sheet_of,
    told,
    way_to,
)
from perron.calls.views.applying.mine import private
from perron.core.errors import Refusal

TEMPLATE, SIGNING = "calls/applying/completion.html", "calls/applying/signing.html"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: SignedIn, key: UUID, one: UUID) -> HttpResponse:
    """What is missing, and the answers that are asked for once more."""
    found = own_application(request, key)
    asked = get_object_or_404(found.completions, key=one)
    if request.method != "POST":
        return render(request, TEMPLATE, _context(request, found, asked, judged=False))
    language = get_language() or ""
    fields = missing_fields(asked)
    given = read_values(fields, request.POST)
    try:
        answer_completion(asked, given, by=request.user, at=timezone.now(), language=language)
    except Refusal as refusal:
        known = {field.code: field for field in fields}
        found.answers = found.answers | {
            code: kept_value(known[code], value, language) for code, value in given.items()
        }
        context = _context(request, found, asked, judged=True)
        return refused_page(request, TEMPLATE, context, refusal=refusal)
    return told(request, _("Sent. The agency goes on with it."), "calls:application", key)


def _context(
    request: SignedIn, found: Application, asked: Completion, *, judged: bool
) -> dict[str, Any]:
    sheet, fields = sheet_of(found), missing_fields(asked)
    return {
        "application": found,
        "completion": asked,
        "is_open": asked.state == RequestState.OPEN and writes(request.user, found),
        "questions": questions_for(sheet, fields, judged=judged),
        "sum": sum_of(sheet, fields),
        "breadcrumbs": way_to(found),
    }


@private
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: SignedIn) -> HttpResponse:
    """One's own rights to sign, and asking for one."""
    context = _signing(request)
    if request.method != "POST":
        return render(request, SIGNING, context)
    at = timezone.now()
    try:
        if request.POST.get("do") == "end":
            sent = request.POST.get("one", "")
            rows = Signing.objects.filter(person=request.user)
            mine = get_object_or_404(rows, pk=int(sent) if sent.isdecimal() else 0)
            end_signing(mine, "", by=request.user, at=at)
            return told(request, _("It has ended."), "calls:signing")
        bodies = {body.code: body for body in context["bodies"]}
        body = bodies.get(request.POST.get("organisation", ""))
        if body is not None:
            claim_signing(body, request.POST.get("grounds", ""), by=request.user, at=at)
            return told(request, _("Asked for. An officer decides."), "calls:signing")
    except Refusal as refusal:
        return refused_page(request, SIGNING, context, refusal=refusal)
    return render(request, SIGNING, context, status=422)


def _signing(request: SignedIn) -> dict[str, Any]:
    return {
        "signings": Signing.objects.filter(person=request.user).select_related("organisation"),
        "bodies": spoken_for(request.user),
        "chosen": request.POST.get("organisation", ""),
        "grounds": request.POST.get("grounds", ""),
        "breadcrumbs": crumbs((_("Signing"), "")),
    }
