"""What pages of decisions share: who may come in, the way back, the status of a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from perron.accounts.http import SignedIn
from perron.calls.models import Decision, Edition
from perron.calls.services.deciding.seeing import changes_decisions, sees_decisions
from perron.core.errors import NotAllowed

View = Callable[..., HttpResponse]
OK, UNPROCESSABLE = 200, 422


def inside(view: View) -> View:
    """A page for whoever sees decisions before the public does; for all others it is not there.

    Auditors read and change nothing.
    """

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sees_decisions(request.user):
            raise Http404
        if request.method == "POST" and not changes_decisions(request.user):
            raise NotAllowed(thing=_("decisions"))
        return view(request, *args, **kwargs)

    kept: View = cache_control(private=True, no_store=True)(answer)
    return kept


def edition_or_404(code: str) -> Edition:
    """An edition by its code, drafts excepted."""
    return get_object_or_404(Edition.objects.shown(), code=code)


def decision_or_404(key: Any) -> Decision:
    """A decision with its edition and scenario."""
    rows = Decision.objects.select_related("edition", "scenario__ranking", "scenario__edition")
    return get_object_or_404(rows, key=key)


def crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the home page to decisions."""
    way = [(_("Home"), reverse("portal:home")), (_("Decisions"), reverse("calls:decisions"))]
    return [*way, *further]


def form_status(form: Form) -> int:
    """The status of a page with a form: one that was sent and is shown again was refused."""
    return UNPROCESSABLE if form.is_bound else OK
