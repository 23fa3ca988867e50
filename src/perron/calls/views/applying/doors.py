"""What every page of an application passes through."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.accounts.http import SignedIn
from perron.calls.models import Application, Attachment
from perron.calls.pieces.applying.questions import Sheet
from perron.calls.rules.definition import definition_of
from perron.core.errors import Refusal

Crumbs = list[tuple[str, str]]


def own_application(request: SignedIn, key: UUID) -> Application:
    """An application that this person shares; else there is no such page."""
    if not request.user.may("organisation.speak"):
        return get_object_or_404(Application.objects.none(), key=key)
    rows = Application.objects.of(request.user)
    rows = rows.select_related("edition", "organisation", "site", "officer", "previous")
    return get_object_or_404(rows, key=key)


def sheet_of(application: Application) -> Sheet:
    """The application with its rules and its files."""
    files: dict[str, list[dict[str, Any]]] = {}
    for one in Attachment.objects.filter(application=application, erased_at=None):
        files.setdefault(one.field, []).append(
            {"key": one.key, "name": one.name, "size": one.size, "added_at": one.added_at}
        )
    return Sheet(application, definition_of(application.edition), files)


def crumbs(*further: tuple[str, str]) -> Crumbs:
    """The way from the home page through one's own applications."""
    way = [
        (_("Home"), reverse("portal:home")),
        (_("My applications"), reverse("calls:applications")),
    ]
    return [*way, *further]


def way_to(application: Application) -> Crumbs:
    """The way to a page of one application."""
    return crumbs((application.number, reverse("calls:application", args=[application.key])))


def told(request: SignedIn, sentence: str, name: str, *args: Any) -> HttpResponse:
    """Say what was done, and show the page where it is seen."""
    messages.success(request, sentence)
    return redirect(name, *args)


def refused_page(
    request: SignedIn, template: str, context: dict[str, Any], *, refusal: Refusal
) -> HttpResponse:
    """The page again, with the sentence and everything that was typed."""
    return render(request, template, context | {"refusal": str(refusal)}, status=refusal.status)
