"""What answers tell of the questions: the nights, the flags, and how flags are settled."""

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
from perron.competences.forms.calibrating import SettleForm
from perron.competences.models import Flag
from perron.competences.pieces.bank.previews import preview_of
from perron.competences.pieces.calibrating import measured
from perron.competences.pieces.calibrating.flags import (
    curve_table,
    evidence,
    flag_lines,
    outcome_in_words,
    seen_in_words,
)
from perron.competences.pieces.calibrating.runs import runs_table
from perron.competences.rules.calibrating import takes_out
from perron.competences.services.bank.keeping import RIGHT
from perron.competences.services.calibrating.settling import settle_flag
from perron.core.errors import NotAllowed

OK, UNPROCESSABLE = 200, 422
READS, SEES = "desk.see", "everything.see"
View = Callable[..., HttpResponse]


def looked_at(view: View) -> View:
    """A page for those who keep the bank, and for all at the desk, who change nothing."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        may = request.user.may(RIGHT)
        if not may and (request.method == "POST" or not request.user.may(READS)):
            raise NotAllowed(thing=_("what answers tell of the questions"))
        return view(request, *args, **named)

    wrapped: View = cache_control(private=True, no_store=True)(answer)
    return wrapped


@looked_at
@require_safe
def calibrations(request: SignedIn) -> HttpResponse:
    """The nights with their figures, what is measured, and what waits for a second person."""
    context = {
        **measured(),
        **flag_lines(),
        "runs": runs_table(),
        "may": request.user.may(RIGHT),
        "breadcrumbs": crumbs()[:-1],
    }
    return render(request, "competences/calibrating/calibrations.html", context)


@looked_at
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: SignedIn, pk: int) -> HttpResponse:
    """One flag: why the question is out, how it was answered, and the form that settles it."""
    rows = Flag.objects.select_related("item__family", "item__version")
    found = get_object_or_404(rows, pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settle_flag(found, form.settlement, by=request.user, at=timezone.now())
        messages.success(request, _("It is settled, and stands in the journal with your words."))
        return redirect("competences:flag", pk)
    context = {
        "flag": found,
        "item": found.item,
        "seen": seen_in_words(found),
        "is_out": takes_out(found.kind, found.figures),
        "evidence": evidence(found),
        "table": curve_table(found),
        "outcome": outcome_in_words(found),
        "others": found.item.flags.filter(settled_at=None).exclude(pk=pk),
        "form": form,
        "may": request.user.may(RIGHT),
        "preview": _preview(request, found),
        "breadcrumbs": crumbs(),
    }
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "competences/calibrating/flag.html", context, status=status)


def _preview(request: SignedIn, found: Flag) -> dict[str, Any] | None:
    """The question itself: for its keepers and for auditors, so that it stays unknown to others."""
    if not request.user.may(RIGHT) and not request.user.may(SEES):
        return None
    item = found.item
    language = request.LANGUAGE_CODE
    if language not in item.languages:
        language = item.languages[0] if item.languages else language
    try:
        seen = preview_of(item.version.definition, item.variant, language)
    except KeyError:
        return None
    names = [item.family.code, item.version.number, item.variant]
    address = f"{reverse('competences:bank_file', args=names)}?in={language}"
    return {**seen, "language": language, "file_url": address}


def crumbs() -> list[tuple[str, str]]:
    """The way from the home page to a flag."""
    return [
        (_("Home"), reverse("portal:home")),
        (_("My desk"), reverse("desk:home")),
        (_("What answers tell"), reverse("competences:calibrations")),
    ]
