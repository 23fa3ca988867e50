"""What everybody may read of calls: the list, an edition, its questions, its rules as files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from perron.calls.exports.calendar import edition_calendar
from perron.calls.models import Edition
from perron.calls.pieces.editions.answers import answer_of
from perron.calls.pieces.editions.lists import listed
from perron.calls.pieces.editions.pages import edition_page, questions_of
from perron.calls.pieces.editions.subjects import chosen, found_subjects, page_of
from perron.calls.rules.definition import definition_of
from perron.core.journal.lines import canonical
from perron.core.pages import public_page

SECTION = "calls"
LONGEST_QUERY = 100


@public_page
def editions(request: HttpRequest) -> HttpResponse:
    """All calls: open, coming, past."""
    context = {**listed(request.GET, timezone.now()), **_frame()}
    return render(request, "calls/editions/list.html", context)


@public_page
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition, with everything that decides about applications."""
    found = shown_or_404(code)
    context = edition_page(found, definition_of(found), timezone.now())
    trail = _frame((_("Calls"), reverse("calls:editions")))
    shows = {"demonstration": True} if context["invented"] or found.demonstration else {}
    own = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('calls:edition', args=[code])}"
    around = {**trail, **shows, "page_address": own, "asking": _asking(found)}
    return render(request, "calls/editions/edition.html", {**context, **around})


@public_page
def eligible(request: HttpRequest, code: str) -> HttpResponse:
    """“Am I eligible?”, without an account: choose, and read the answer with its reason."""
    found, at = shown_or_404(code), timezone.now()
    definition = definition_of(found)
    subject = chosen(request.GET)
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    context: dict[str, Any] = {
        "edition": found,
        "query": query,
        "answer": answer_of(found, definition, subject, at=at) if subject else None,
        "subjects": found_subjects(query, definition.applicant.unit, page_of(code)),
        **_below(found),
    }
    return render(request, "calls/editions/eligible.html", context)


@public_page
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked about an edition, and what the agency answered to all."""
    found = shown_or_404(code)
    context = {"edition": found, "questions": questions_of(found), "asking": _asking(found)}
    return render(request, "calls/editions/questions.html", {**context, **_below(found)})


@public_page
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The definition in its canonical form: its SHA-256 is the digest on the page."""
    del request
    found = shown_or_404(code)
    return _file(canonical(found.definition), "application/json", f"{code}.json")


@public_page
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The days of an edition for a calendar."""
    found = shown_or_404(code)
    address = request.build_absolute_uri(reverse("calls:edition", args=[code]))
    content = edition_calendar(found, definition_of(found), address)
    return _file(content, "text/calendar; charset=utf-8", f"{code}.ics")


def shown_or_404(code: str) -> Edition:
    """An edition that everybody may see; whoever follows a wrong address is told in a sentence."""
    found = Edition.published.filter(code=code).first()
    if found is None:
        raise Http404(_("There is no call under the code “%(code)s”.") % {"code": code})
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _frame(*trail: tuple[str, str]) -> dict[str, Any]:
    return {"section": SECTION, "breadcrumbs": [(_("Home"), reverse("portal:home")), *trail]}


def _below(edition: Edition) -> dict[str, Any]:
    own = (str(edition.name), reverse("calls:edition", args=[edition.code]))
    shows = {"demonstration": True} if edition.demonstration else {}
    return {**_frame((_("Calls"), reverse("calls:editions")), own), **shows}


def _asking(edition: Edition) -> dict[str, Any]:
    about = urlencode({"about": f"edition/{edition.code}"})
    url = reverse("calls:edition_questions", args=[edition.code])
    count = len(questions_of(edition))
    return {
        "url": f"{reverse('portal:ask')}?{about}",
        "answers": count,
        "answers_url": url if count else "",
    }
