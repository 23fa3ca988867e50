"""One application at a time: the declaration, the reading with its score sheet, handing in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perron.accounts.http import SignedIn
from perron.calls.errors.judging import (
    CalibrationFirst,
    ConflictUnexplained,
    ReviewChanged,
    ReviewLocked,
    ScoresIncomplete,
)
from perron.calls.forms.judging.scores import ScoreForm, initial_scores
from perron.calls.models import Review
from perron.calls.pieces.judging.mine import is_declared
from perron.calls.pieces.judging.scored import sheet_lines
from perron.calls.pieces.judging.seen import as_juror_sees
from perron.calls.services.judging.declaring import declare_conflict, declare_free
from perron.calls.services.judging.scoring import hand_in_review, open_calibration, save_marks
from perron.calls.views.judging.doors import own_review, private, way_to
from perron.core.errors import Refusal

OK = 200


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedIn, key: UUID) -> HttpResponse:
    """The gate before the declaration; after it the application beside the score sheet."""
    found = own_review(request, key)
    if not is_declared(found):
        return _gate(request, found)
    edition = found.application.edition
    if request.method != "POST":
        return _reading(request, found, ScoreForm(edition, initial=initial_scores(edition, found)))
    return _save(request, found, ScoreForm(edition, request.POST))


def _save(request: SignedIn, found: Review, form: ScoreForm) -> HttpResponse:
    """Keep the draft; what came between is said on the page, with all that was typed."""
    if not form.is_valid():
        return _reading(request, found, form, status=422)
    written = form.written(get_language() or "")
    revision = form.cleaned_data["revision"]
    try:
        save_marks(found, written, revision=revision, by=request.user, at=timezone.now())
    except ReviewChanged as refusal:
        return _changed(request, found, refusal)
    except (CalibrationFirst, ReviewLocked) as refusal:
        return _reading(request, found, form, status=refusal.status, refusal=str(refusal))
    if request.POST.get("do") == "check":
        return redirect("calls:review_check", found.key)
    messages.success(request, _("Saved. Nothing is handed in yet."))
    return redirect("calls:review", found.key)


@private
@require_POST
def declare(request: SignedIn, key: UUID) -> HttpResponse:
    """Nothing ties me to it, or something does."""
    found = own_review(request, key)
    at = timezone.now()
    if request.POST.get("do") == "free":
        declare_free(found, by=request.user, at=at)
        return redirect("calls:review", key)
    try:
        declare_conflict(found, request.POST.get("words", ""), by=request.user, at=at)
    except ConflictUnexplained as refusal:
        said = {"wordless": str(refusal)}
        if is_declared(found):
            return _read(request, found, status=refusal.status, **said)
        return _gate(request, found, status=refusal.status, **said)
    messages.success(
        request, _("Thank you. You do not read this application; an officer sees why.")
    )
    return redirect("calls:jury_seat", found.juror.key)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedIn, key: UUID) -> HttpResponse:
    """All scores and sentences once more, then they are handed in."""
    found = own_review(request, key)
    if not is_declared(found):
        return _gate(request, found)
    missing: tuple[str, ...] = ()
    said: dict[str, Any] = {}
    if request.method == "POST":
        try:
            hand_in_review(found, by=request.user, at=timezone.now())
        except (ScoresIncomplete, CalibrationFirst) as refusal:
            said = {"refusal": str(refusal), "status": refusal.status}
            if isinstance(refusal, ScoresIncomplete):
                missing = (*refusal.scores, *refusal.sentences)
        else:
            text = _("The scores of %(number)s are handed in. They are locked now.")
            messages.success(request, text % {"number": found.application.number})
            return redirect("calls:jury_seat", found.juror.key)
    context = {
        "review": found,
        "lines": sheet_lines(found, missing),
        "refusal": said.get("refusal", ""),
        "breadcrumbs": way_to(found.juror),
    }
    return render(request, "calls/judging/check.html", context, status=said.get("status", OK))


def _read(request: SignedIn, found: Review, *, status: int = OK, **said: str) -> HttpResponse:
    """The reading page with what is saved."""
    edition = found.application.edition
    form = ScoreForm(edition, initial=initial_scores(edition, found))
    return _reading(request, found, form, status=status, **said)


def _reading(
    request: SignedIn, found: Review, form: ScoreForm, *, status: int = OK, **said: Any
) -> HttpResponse:
    first = [] if found.calibration else open_calibration(found.juror)
    context = {
        "review": found,
        "seen": as_juror_sees(found.application, found.phase),
        "form": form,
        "first": first,
        "lines": sheet_lines(found, ()) if found.handed_at else [],
        "breadcrumbs": way_to(found.juror),
        **said,
    }
    return render(request, "calls/judging/reading.html", context, status=status)


def _gate(request: SignedIn, found: Review, *, status: int = OK, **said: str) -> HttpResponse:
    context = {"review": found, "breadcrumbs": way_to(found.juror), **said}
    return render(request, "calls/judging/gate.html", context, status=status)


def _changed(request: SignedIn, found: Review, refusal: Refusal) -> HttpResponse:
    """Both versions: what was typed here stays in the sheet, what is saved stands above it."""
    found.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(found.revision)
    again = ScoreForm(found.application.edition, typed)
    again.is_valid()
    said = {"refusal": str(refusal), "saved": sheet_lines(found, ())}
    return _reading(request, found, again, status=refusal.status, **said)
