"""The rights of a person over their data: to see it, to take it along, to have it erased."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from perron.accounts.errors import AdministratorStays
from perron.accounts.forms.erasing import EraseForm
from perron.accounts.http import SignedIn
from perron.accounts.pieces.persons import own_data
from perron.accounts.services.erasing import erase_person
from perron.accounts.services.persons import subject_of
from perron.accounts.views.proof import fresh
from perron.core.personal.handing_out import file_about


@never_cache
@require_safe
def data(request: SignedIn) -> HttpResponse:
    """What is held about me, why, until when, and who looked at it."""
    context = {**own_data(request.user), "breadcrumbs": _trail()}
    return render(request, "account/own_data.html", context)


@never_cache
@fresh
@require_safe
def download(request: SignedIn) -> HttpResponse:
    """All of it in one file, made for this answer and kept nowhere."""
    at = timezone.now()
    response = HttpResponse(
        file_about(subject_of(request.user), at), content_type="application/zip"
    )
    name = f"perron-{timezone.localdate(at).isoformat()}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@fresh
def erase(request: SignedIn) -> HttpResponse:
    """Say what goes and what stays; with the word typed, do it at once."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            erase_person(request.user, by=request.user, at=timezone.now())
        except AdministratorStays as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return redirect("account_erased")
    trail = [*_trail(), (_("My data"), reverse("account_data"))]
    context = {**own_data(request.user), "form": form, "breadcrumbs": trail}
    status = 422 if form.is_bound else 200
    return render(request, "account/erase.html", context, status=status)


@login_not_required
@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "account/erased.html")


def _trail() -> list[tuple[str, str]]:
    return [(_("Home"), reverse("portal:home")), (_("My account"), reverse("account"))]
