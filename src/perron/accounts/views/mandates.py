"""Mandates: given, accepted, used and ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.errors import MandateOver, MandateRefused
from perron.accounts.forms.mandates import MandateForm
from perron.accounts.http import ACTING, SignedIn
from perron.accounts.models import Mandate
from perron.accounts.services import accept_mandate, give_mandate, revoke_mandate
from perron.core.errors import NotAllowed
from perron.core.rights import rights


@never_cache
@require_safe
def mandates(request: SignedIn) -> HttpResponse:
    """The mandates that I gave and those that I hold."""
    today = timezone.localdate()
    context = {
        "given": _shown(request.user.mandates_given.select_related("proxy"), today),
        "held": _shown(request.user.mandates_held.select_related("principal"), today),
        "may_lend": bool(rights.lendable(request.user.role)),
        "may_record": request.user.may("mandates.record"),
        "breadcrumbs": [(_("Home"), reverse("portal:home"))],
    }
    return render(request, "accounts/mandates.html", context)


def _shown(rows: Any, today: Any) -> list[dict[str, Any]]:
    return [
        {
            "mandate": mandate,
            "scope": [rights[name].label for name in mandate.scope if name in rights],
            "in_force": mandate.is_in_force(today),
            "over": mandate.revoked_at is not None or mandate.ends < today,
            "waits": mandate.accepted_at is None,
        }
        for mandate in rows
    ]


@never_cache
def give(request: SignedIn) -> HttpResponse:
    """Let somebody act for me."""
    return _write(request, paper=False)


@never_cache
def enter(request: SignedIn) -> HttpResponse:
    """Enter a mandate that was given on paper."""
    if not request.user.may("mandates.record"):
        raise NotAllowed(thing=_("the mandates of others"))
    return _write(request, paper=True)


def _write(request: SignedIn, *, paper: bool) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    giver = None if paper else request.user
    form = MandateForm(sent, giver=giver, today=timezone.localdate())
    if form.is_valid():
        try:
            mandate = give_mandate(form.wished(), by=request.user, at=timezone.now())
        except MandateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("%(person)s is asked to accept. The mandate counts from then on.")
            messages.success(request, said % {"person": mandate.proxy})
            return redirect("account_mandates")
    here = [(_("Home"), reverse("portal:home")), (_("Mandates"), reverse("account_mandates"))]
    context = {"form": form, "paper": paper, "breadcrumbs": here}
    return render(request, "accounts/mandate.html", context, status=422 if form.is_bound else 200)


@require_POST
def accept(request: SignedIn, key: str) -> HttpResponse:
    """Take a mandate on."""
    mandate = get_object_or_404(Mandate, key=key, proxy=request.user)
    accept_mandate(mandate, by=request.user, at=timezone.now())
    said = _("You may act for %(person)s until the mandate ends.")
    messages.success(request, said % {"person": mandate.principal})
    return redirect("account_mandates")


@require_POST
def end(request: SignedIn, key: str) -> HttpResponse:
    """Revoke a mandate that I gave, lay one down that I hold, or end one as its keeper."""
    rows = Mandate.objects.all()
    if not request.user.may("mandates.record"):
        rows = request.user.mandates_given.all() | request.user.mandates_held.all()
    mandate = get_object_or_404(rows, key=key)
    revoke_mandate(mandate, by=request.user, at=timezone.now())
    messages.success(request, _("The mandate is ended. Nothing can be done under it any more."))
    return redirect("account_mandates")


@require_POST
def act(request: SignedIn, key: str) -> HttpResponse:
    """Begin to act for somebody: from the next page on, until stopped."""
    rows = Mandate.objects.select_related("principal")
    mandate = get_object_or_404(rows, key=key, proxy=request.user)
    if not (mandate.is_in_force(timezone.localdate()) and mandate.principal.is_active):
        raise MandateOver(person=mandate.principal)
    request.session[ACTING] = str(mandate.key)
    return redirect("desk:home")


@require_POST
def stop(request: SignedIn) -> HttpResponse:
    """Act for myself again."""
    request.session.pop(ACTING, None)
    return redirect("account_mandates")
