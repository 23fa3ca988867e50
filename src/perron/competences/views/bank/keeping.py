"""The bank at the desk: the list, a family with its versions, how they differ, withdrawing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.competences.enums import VersionState
from perron.competences.forms.bank import WithdrawForm
from perron.competences.models import Family, FamilyVersion
from perron.competences.pieces.bank.differences import differences
from perron.competences.pieces.bank.lists import bank_list
from perron.competences.services.bank.drafting import IN_THE_MAKING, withdraw_family
from perron.competences.services.bank.keeping import RIGHT
from perron.core.errors import NotAllowed
from perron.core.text import Text

OK, UNPROCESSABLE = 200, 422
SEES = "everything.see"
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page for those who keep the bank, and for auditors, who change nothing."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        may = request.user.may(RIGHT)
        if not may and (request.method == "POST" or not request.user.may(SEES)):
            raise NotAllowed(thing=_("the bank of questions"))
        return view(request, *args, **named)

    wrapped: View = cache_control(private=True, no_store=True)(answer)
    return wrapped


@kept
@require_safe
def bank(request: SignedIn) -> HttpResponse:
    """All families by competence, what is lacking, and what waits for a second person."""
    context = {**bank_list(), "may": request.user.may(RIGHT), "breadcrumbs": crumbs()[:-1]}
    return render(request, "competences/bank/list.html", context)


@kept
@require_safe
def family(request: SignedIn, code: str) -> HttpResponse:
    """One family: its versions, its questions as they were measured, what can be done."""
    found = get_object_or_404(Family.objects.all(), code=code)
    versions = list(found.versions.defer("definition").select_related("family"))
    published = _of_state(versions, VersionState.PUBLISHED)
    latest = published or versions[0]
    context = {
        "family": found,
        "shows": Text(latest.definition["shows"]),
        "versions": versions,
        "published": published,
        "making": next((one for one in versions if one.state in IN_THE_MAKING), None),
        "items": found.items.select_related("version"),
        "form": WithdrawForm(),
        "may": request.user.may(RIGHT),
        "breadcrumbs": crumbs(),
    }
    return render(request, "competences/bank/family.html", context)


def _of_state(versions: list[FamilyVersion], state: VersionState) -> FamilyVersion | None:
    return next((one for one in versions if one.state == state), None)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, code: str) -> HttpResponse:
    """A family is asked no more, for a reason."""
    found = get_object_or_404(Family.objects.all(), code=code)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_family(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("The family is withdrawn. Nobody is asked it any more."))
        return redirect("competences:bank_family", code)
    context = {"family": found, "form": form, "breadcrumbs": crumbs(found)}
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "competences/bank/withdraw.html", context, status=status)


@kept
@require_safe
def compare(request: SignedIn, *, code: str, one: int, other: int) -> HttpResponse:
    """What changed between two versions."""
    found = get_object_or_404(Family.objects.all(), code=code)
    before = get_object_or_404(FamilyVersion.objects.all(), family=found, number=one)
    after = get_object_or_404(FamilyVersion.objects.all(), family=found, number=other)
    context = {
        "family": found,
        "before": before,
        "after": after,
        "lines": differences(before, after),
        "breadcrumbs": crumbs(found),
    }
    return render(request, "competences/bank/compare.html", context)


def crumbs(found: Family | None = None) -> list[tuple[str, str]]:
    """The way from the home page to the bank, and to a family in it."""
    way = [
        (_("Home"), reverse("portal:home")),
        (_("My desk"), reverse("desk:home")),
        (_("Questions of the test"), reverse("competences:bank")),
    ]
    return (
        [*way, (found.code, reverse("competences:bank_family", args=[found.code]))]
        if found
        else way
    )
