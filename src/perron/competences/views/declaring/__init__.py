"""The page on which people say what they do, and see it beside what they showed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from perron.competences.forms.declaring import ActivitiesForm, filled
from perron.competences.models import Declaration, Sitting
from perron.competences.pieces.declaring import side_by_side
from perron.competences.services.declaring import declare
from perron.competences.views.sitting.holding import held_sitting, open_page

UNPROCESSABLE = 422


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def declaring(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form first; once it is filled in, both sides. ``?again=1`` opens the form once more."""
    sitting = held_sitting(request, key)
    said = Declaration.objects.filter(sitting=sitting).first()
    if request.method == "POST":
        return _said(request, sitting)
    if said and "again" not in request.GET:
        context = {"sitting": sitting, "lines": side_by_side(sitting, said)}
        return render(request, "competences/declaring/beside.html", context)
    return _form(request, sitting, ActivitiesForm(initial=filled(said.answers) if said else {}))


def _said(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    form = ActivitiesForm(request.POST)
    if not form.is_valid():
        return _form(request, sitting, form, status=UNPROCESSABLE)
    declare(sitting, used=form.was_used(), done=form.done(), at=timezone.now())
    return redirect("competences:declared", sitting.key)


def _form(
    request: HttpRequest, sitting: Sitting, form: ActivitiesForm, **more: Any
) -> HttpResponse:
    context = {"sitting": sitting, "form": form}
    return render(request, "competences/declaring/form.html", context, **more)
