"""Asking the agency, and following what one asked, without an account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.core.clock.standing import earlier_of, state_of
from perron.core.errors import Refusal
from perron.letters.enums import InquiryKind, InquiryState
from perron.letters.models import Inquiry
from perron.letters.services.inquiries import (
    NewInquiry,
    ask,
    find_inquiry,
    owed_for,
    stop_publishing,
    withdraw,
)
from perron.letters.services.inquiries import token_of as link_of
from perron.portal.forms.asking import AskForm, fresh_key, split_about
from perron.portal.pieces.things import named_things

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
OK, UNPROCESSABLE = 200, 422


def private(response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps and no search engine lists."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest) -> HttpResponse:
    """The form; what was typed stays when something must be put right."""
    status = OK
    if request.method == "POST":
        form = AskForm(request.POST)
        if form.is_valid() and (inquiry := _asked(request, form)):
            messages.success(request, _("What you asked has reached the agency."))
            return private(redirect("portal:asked", link_of(inquiry)))
        status = UNPROCESSABLE
        about = split_about(request.POST.get("about", ""))
    else:
        about = split_about(request.GET.get("about", "")[:200])
        form = AskForm(initial=_initial(request, about))
    context = {
        "form": form,
        "about": named_things([about]).get(about),
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return private(render(request, "portal/ask.html", context, status=status))


def _asked(request: HttpRequest, form: AskForm) -> Inquiry | None:
    """Ask; a refusal is shown above the form, so that no word is lost."""
    given, user = form.cleaned_data, request.user
    new = NewInquiry(
        kind=InquiryKind(given["kind"]),
        language=get_language() or "",
        words=given["words"],
        about=form.about_pair(),
        page=given["page"],
        name=given["name"],
        address=given["address"],
        person=f"person:{user.key}" if user.is_authenticated else "",
        may_publish=given["may_publish"],
        key=form.key(),
    )
    by = user if user.is_authenticated else None
    try:
        return ask(new, by=by, at=timezone.now(), network=request.META.get("REMOTE_ADDR", ""))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _initial(request: HttpRequest, about: tuple[str, str]) -> dict[str, Any]:
    wanted = request.GET.get("kind", "")
    given = {
        "about": "/".join(about) if about[1] else "",
        "once": fresh_key(),
        "kind": wanted if wanted in InquiryKind.values else InquiryKind.QUESTION,
        "page": "" if about[1] else _came_from(request),
    }
    if request.user.is_authenticated:
        given |= {"name": request.user.name, "address": request.user.email}
    return given


def _came_from(request: HttpRequest) -> str:
    """The page of this site from which somebody came, if the browser tells it."""
    came = request.headers.get("Referer", "")[:300]
    ours = url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()})
    return came if ours else ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """How an inquiry stands, for whoever has its link: withdrawn here, or its consent taken back.

    Opening the page changes nothing, since mail programs open links by themselves.
    """
    inquiry = find_inquiry(token)
    if request.method == "POST":
        return private(_changed(request, inquiry, token))
    owed = owed_for(inquiry)
    about = (inquiry.about_kind, inquiry.about_code)
    is_open = inquiry.state == InquiryState.OPEN
    context = {
        "inquiry": inquiry,
        "about": named_things([about]).get(about),
        "state": state_of(owed, timezone.localdate()),
        "due": owed.due,
        "earlier": earlier_of(owed),
        "is_open": is_open,
        "is_refused": inquiry.state == InquiryState.REFUSED,
        "is_shown": inquiry.state == InquiryState.ANSWERED and inquiry.may_publish,
        "link": request.build_absolute_uri(request.path),
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return private(render(request, "portal/asked.html", context))


def _changed(request: HttpRequest, inquiry: Inquiry, token: str) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    if request.POST.get("do") == "withdraw":
        withdraw(inquiry, by=by, at=timezone.now())
        messages.success(request, _("It is withdrawn: nobody answers it any more."))
    elif request.POST.get("do") == "unpublish":
        stop_publishing(inquiry, by=by, at=timezone.now())
        messages.success(request, _("The answer is on no public page any more."))
    return redirect("portal:asked", token)
