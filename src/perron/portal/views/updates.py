"""The page on which a measure's holder says how it stands, by the link in a letter."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.core.errors import NoReason
from perron.core.text import Text
from perron.letters.errors import WordsRefused
from perron.portal.pieces.links import address
from perron.portal.pieces.measures import state_of
from perron.strategy.errors import EvidenceRefused, NothingProposed, PublishedMeanwhile
from perron.strategy.forms.updates import UpdateForm
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.answering import (
    Arrival,
    decline_answer,
    digest_seen,
    propose_update,
    say_unchanged,
)
from perron.strategy.services.keeping import holder_of
from perron.strategy.services.links import find_update, refuse_closed

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
OK = 200


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, token: str) -> HttpResponse:
    """The measure as published, and the two choices; opening the page changes nothing."""
    asked = find_update(token)
    response = _answer(request, asked, token) if request.method == "POST" else _page(request, asked)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _page(request: HttpRequest, asked: UpdateRequest) -> HttpResponse:
    if asked.outcome:
        return render(request, "portal/update_done.html", _context(asked))
    refuse_closed(asked, at=timezone.now(), by_link=True)
    return _questions(request, asked, UpdateForm(initial=_initial(asked.measure)))


def _answer(request: HttpRequest, asked: UpdateRequest, token: str) -> HttpResponse:
    """Take one of the three answers; one that does not fit comes back with all that was typed."""
    sent, arrival = request.POST, Arrival(seen=request.POST.get("seen", ""))
    form = UpdateForm(
        sent if sent.get("do") == "propose" else None, initial=_initial(asked.measure)
    )
    at = timezone.now()
    try:
        if sent.get("do") == "unchanged":
            say_unchanged(asked, arrival, at=at)
        elif sent.get("do") == "decline":
            decline_answer(asked, sent.get("reason", ""), arrival, at=at)
        elif form.is_valid():
            proposal = form.proposal(get_language() or settings.LANGUAGE_CODE)
            propose_update(asked, proposal, arrival, at=at)
        else:
            return _questions(request, asked, form, status=422)
    except PublishedMeanwhile as meanwhile:
        return _questions(request, asked, form, status=meanwhile.status, conflict=str(meanwhile))
    except (EvidenceRefused, NothingProposed, WordsRefused) as refusal:
        form.add_error("url" if isinstance(refusal, EvidenceRefused) else "words", str(refusal))
        return _questions(request, asked, form, status=refusal.status)
    except NoReason as refusal:
        return _questions(request, asked, form, status=refusal.status, reasonless=str(refusal))
    messages.success(request, _("Thank you. Your answer has arrived."))
    return redirect("portal:update", token)


def _questions(
    request: HttpRequest, asked: UpdateRequest, form: UpdateForm, *, status: int = OK, **said: str
) -> HttpResponse:
    context = {
        **_context(asked),
        "form": form,
        "seen": digest_seen(asked.measure) if asked.measure else "",
        "reason": request.POST.get("reason", ""),
        **said,
    }
    return render(request, "portal/update.html", context, status=status)


def _context(asked: UpdateRequest) -> dict[str, Any]:
    measure, holder = asked.measure, holder_of(asked)
    page = address("measure", measure.code) if measure else ""
    return {
        "asked": asked,
        "measure": measure,
        "measure_url": page,
        # What is cited is the public page: the link itself is the holder's alone.
        "page_address": f"{settings.SITE_ADDRESS.rstrip('/')}{page}",
        "state": state_of(measure, []) if measure else None,
        "is_confirmed": bool(measure and measure.is_confirmed(timezone.now())),
        "holder": holder,
        "merged": holder is not None and holder.code != asked.holder_code,
        "agency": str(Text(settings.REGION.agency)),
    }


def _initial(measure: Measure | None) -> dict[str, str]:
    return {"state": measure.state} if measure else {}
