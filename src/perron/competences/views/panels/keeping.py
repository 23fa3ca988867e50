"""Where officers keep panels: make one, draw its codes once, see who answers, publish."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.competences.errors.panels import PanelExists, PanelSilent, PanelTooSmall, StrataUnclear
from perron.competences.forms.panels import PanelForm
from perron.competences.models import Panel
from perron.competences.pieces.panels import panel_page
from perron.competences.services.panels.estimating import publish_panel
from perron.competences.services.panels.keeping import RIGHT, draw_codes, make_panel
from perron.competences.views.figures import written
from perron.core.errors import NotAllowed

OK, UNPROCESSABLE = 200, 422
View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """A page for those who keep panels, and nobody else."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        if not request.user.may(RIGHT):
            raise NotAllowed(thing=_("panels"))
        return view(request, *args, **named)

    wrapped: View = cache_control(private=True, no_store=True)(answer)
    return wrapped


@kept
@require_safe
def panels(request: SignedIn) -> HttpResponse:
    """All panels."""
    context = {"panels": Panel.objects.all(), "now": timezone.now(), "breadcrumbs": crumbs()[:-1]}
    return render(request, "competences/panels/list.html", context)


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Make a panel."""
    form = PanelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            panel = make_panel(form.panel(), by=request.user, at=timezone.now())
        except PanelExists as refusal:
            form.add_error("code", str(refusal))
        except StrataUnclear as refusal:
            form.add_error("strata", str(refusal))
        else:
            messages.success(request, _("The panel is there. Draw its codes next."))
            return redirect("competences:panel", panel.code)
    status = UNPROCESSABLE if form.is_bound else OK
    context = {"form": form, "breadcrumbs": crumbs()}
    return render(request, "competences/panels/new.html", context, status=status)


@kept
@require_safe
def panel(request: SignedIn, code: str) -> HttpResponse:
    """One panel: who answers by stratum, and, once it is over, what it would say."""
    found = get_object_or_404(Panel, code=code)
    context = {**panel_page(found, timezone.now()), "breadcrumbs": crumbs()}
    return render(request, "competences/panels/panel.html", context)


@kept
@require_POST
def codes(request: SignedIn, code: str) -> HttpResponse:
    """The codes as a file, this once."""
    found = get_object_or_404(Panel, code=code)
    drawn = draw_codes(found, by=request.user, at=timezone.now())
    rows: list[list[object]] = [["code", "stratum"]]
    rows.extend([one, stratum] for one, stratum in drawn)
    answer = written(rows, f"codes-{code}.csv")
    answer["Cache-Control"] = "private, no-store"
    return answer


@kept
@require_POST
def publish(request: SignedIn, code: str) -> HttpResponse:
    """Publish the figures, once."""
    found = get_object_or_404(Panel, code=code)
    try:
        publish_panel(found, by=request.user, at=timezone.now())
    except (PanelTooSmall, PanelSilent) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The figures of the panel are published."))
    return redirect("competences:panel", code)


def crumbs() -> list[tuple[str, str]]:
    """The way from the home page to the panels."""
    return [
        (_("Home"), reverse("portal:home")),
        (_("My desk"), reverse("desk:home")),
        (_("Panels"), reverse("competences:panels")),
    ]
