"""One's own applications, and one of them: how it stands and what can be done."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import ApplicationState, RequestState
from perron.calls.models import Application, Edition
from perron.calls.pieces.applying.questions import progress_of, sum_in_words
from perron.calls.pieces.applying.standing import line_of, state_of, timeline_of
from perron.calls.pieces.deciding.panel import decision_panel
from perron.calls.rules.applying import role_of, spoken_for
from perron.calls.services.applying.asked import asked_of
from perron.calls.services.applying.eligible import open_questions
from perron.calls.services.applying.handing import missing_in
from perron.calls.services.applying.hours import published_hours
from perron.calls.services.deciding.announcing import criteria_words
from perron.calls.services.deciding.appealing import announced_award
from perron.calls.views.applying.doors import crumbs, own_application, sheet_of, way_to

private = cache_control(private=True, no_store=True)


@private
@require_safe
def applications(request: SignedIn) -> HttpResponse:
    """What one shares, and the editions for which one could begin."""
    at = timezone.now()
    rows = Application.objects.none()
    if request.user.may("organisation.speak"):
        rows = Application.objects.of(request.user)
    rows = rows.select_related("edition", "organisation", "site", "officer")
    context = {
        "lines": [line_of(one, at) for one in rows.order_by("-begun_at", "-pk")],
        "open": Edition.objects.open(at),
        "speaks": spoken_for(request.user),
        "breadcrumbs": crumbs()[:-1],
    }
    return render(request, "calls/applying/mine.html", context)


@private
@require_safe
def application(request: SignedIn, key: UUID) -> HttpResponse:
    """How one application stands, its pages, its colleagues, what happened."""
    return render(request, "calls/applying/application.html", overview(request, key))


def overview(request: SignedIn, key: UUID) -> dict[str, Any]:
    """What the page of one application shows."""
    at, found = timezone.now(), own_application(request, key)
    sheet = sheet_of(found)
    missing = missing_in(found, by=request.user, at=at)
    faulty: dict[str, int] = {}
    for fault in missing.faults:
        faulty[fault.page] = faulty.get(fault.page, 0) + 1
    role = role_of(request.user, found)
    feedback = found.feedback.order_by("-step").first()
    return {
        "application": found,
        "state": state_of(found, at),
        "role": role,
        "writes": role in {"lead", "writer"},
        "leads": role == "lead",
        "is_draft": found.state == ApplicationState.DRAFT,
        "is_open": found.edition.is_open(at),
        "pages": progress_of(sheet, "", faulty),
        "missing": missing,
        "open_questions": open_questions(found.edition, found.facts),
        "sum": sum_in_words(asked_of(sheet.definition, found.answers)),
        "completion": found.completions.filter(state=RequestState.OPEN).first(),
        "feedback": feedback,
        "steps": sheet.definition.form.steps,
        "together": sheet.definition.applicant.together > 1,
        "remarks": remarks_of(found, get_language() or found.language),
        "panel": decision_panel(found, request.user, at),
        "timeline": timeline_of(found),
        "hours": published_hours(found.edition),
        "breadcrumbs": [*way_to(found)[:-1], (found.number, "")],
    }


def remarks_of(application: Application, language: str) -> list[dict[str, Any]]:
    """What the jury said of the earlier application: a list of things to do better."""
    award = announced_award(application.previous) if application.previous else None
    if award is None:
        return []
    said = criteria_words(award.decision.edition, award, language)
    return [one for one in said if one["sentences"]]
