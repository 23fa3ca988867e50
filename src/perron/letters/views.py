"""The page where somebody stops letters or takes them back, without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from perron.letters.pieces import preferences_shown
from perron.letters.services.links import open_link
from perron.letters.services.preferences import choose_categories, refuse_category

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """The page, its form, or one click in a mail program.

    Opening the page changes nothing, since programs open the links of mails by themselves. Only
    the one click (RFC 8058), which comes from a mail server, is free of the form's token.
    """
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        response = _stop(token)
    else:
        response = _page(request, token)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _stop(token: str) -> HttpResponse:
    holder = open_link(token)
    refuse_category(holder.address, holder.category, at=timezone.now())
    return HttpResponse(_("You get no more letters of this kind."), content_type="text/plain")


@csrf_protect
def _page(request: HttpRequest, token: str) -> HttpResponse:
    holder = open_link(token)
    if request.method == "POST":
        choose_categories(holder.address, request.POST.getlist("wanted"), at=timezone.now())
        messages.success(request, _("Your choice is kept. It counts from the next letter on."))
        return redirect("letters:preferences", token)
    return render(request, "letters/preferences.html", preferences_shown(holder))
