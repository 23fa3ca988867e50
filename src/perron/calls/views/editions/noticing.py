"""Notices: corrections of a published edition, and more time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.errors.editions import (
    ClosingNotLater,
    NoClosing,
    NothingCorrected,
    NotPublished,
    RulesFixed,
    WordsMissing,
)
from perron.calls.forms.editions.documents import CorrectForm, ExtendForm
from perron.calls.models import Edition
from perron.calls.services.editions.notices import correct_edition, extend_edition
from perron.calls.services.editions.reading import read_edition_file, written_edition
from perron.calls.views.editions.keeping import OK, UNPROCESSABLE, crumbs, kept, sent
from perron.core.documents.problems import DocumentRefused


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, code: str) -> HttpResponse:
    """Correct what is published: the document as it shall be, and why, in each language."""
    found = get_object_or_404(Edition.published.all(), code=code)
    text = {"text": written_edition(found.definition)}
    form = CorrectForm(found, *sent(request), initial=text)
    context: dict[str, Any] = {"edition": found, "form": form, "breadcrumbs": crumbs()}
    if request.method == "POST" and form.is_valid():
        source, name = form.source()
        try:
            file = read_edition_file(source, name=name)
            notice = correct_edition(found, file, form.reason(), by=request.user, at=timezone.now())
        except DocumentRefused as refused:
            context["problems"] = refused.problems
        except (NotPublished, NothingCorrected, RulesFixed, WordsMissing) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _told(request, code, notice.number)
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/editions/kept_correct.html", context, status=status)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: SignedIn, code: str) -> HttpResponse:
    """Move the closing back, for everyone."""
    found = get_object_or_404(Edition.published.all(), code=code)
    form = ExtendForm(found, *sent(request)[:1])
    if request.method == "POST" and form.is_valid():
        closes = form.cleaned_data["closes"]
        try:
            notice = extend_edition(
                found, closes, form.reason(), by=request.user, at=timezone.now()
            )
        except (ClosingNotLater, NoClosing, NotPublished, WordsMissing) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _told(request, code, notice.number)
    context = {"edition": found, "form": form, "breadcrumbs": crumbs()}
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "calls/editions/kept_extend.html", context, status=status)


def _told(request: SignedIn, code: str, number: int) -> HttpResponse:
    said = _("Notice %(number)s is public, and all who write an application are told.")
    messages.success(request, said % {"number": number})
    return redirect("calls:kept_edition", code)
