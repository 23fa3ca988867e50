"""Reading without a network: the file that is taken along, and what comes back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.errors.judging import RulesNotAccepted, ScoresFileRefused
from perron.calls.pieces.judging.offline import offline_page
from perron.calls.services.judging.offline import MOST_BYTES, Brought, bring_scores
from perron.calls.views.judging.doors import own_seat, private, way_to

OK = 200


@private
@require_safe
def download(request: SignedIn, key: UUID) -> HttpResponse:
    """The applications that one declared oneself free for, in one file."""
    seat = own_seat(request, key)
    if seat.accepted_at is None:
        raise RulesNotAccepted
    answer = HttpResponse(offline_page(seat, request.user), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="jury-{seat.edition.code}.html"'
    return answer


@private
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn, key: UUID) -> HttpResponse:
    """Take scores that were written offline, each checked like online."""
    seat = own_seat(request, key)
    if seat.accepted_at is None:
        raise RulesNotAccepted
    context: dict[str, Any] = {"seat": seat, "edition": seat.edition, "breadcrumbs": way_to(seat)}
    status = OK
    if request.method == "POST":
        given = request.FILES.get("file")
        source = given.read(MOST_BYTES + 1) if given else b""
        language, at = get_language() or "", timezone.now()
        try:
            brought = bring_scores(seat, source, language=language, by=request.user, at=at)
        except ScoresFileRefused as refusal:
            context["refusal"], status = str(refusal), refusal.status
        else:
            context["results"] = [_shown(one) for one in brought]
    return render(request, "calls/judging/upload.html", context, status=status)


def _shown(one: Brought) -> dict[str, Any]:
    url = reverse("calls:review_check", args=[one.review.key]) if one.review else ""
    return {"number": one.number, "said": one.said, "is_saved": one.is_saved, "url": url}
