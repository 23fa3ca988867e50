"""What every request of somebody who acts under a mandate passes through."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from perron.accounts.errors import MandateOver
from perron.accounts.http import ACTING
from perron.accounts.models import Mandate
from perron.core.middleware import refused

AT_WORK = {"calls", "desk", "portal"}  # elsewhere, on the own account above all, one is oneself


class ActingFor:
    """Put the person who gave a mandate in the place of the one who acts, on pages of the work.

    The mandate is read anew for every request, and once more, locked, with every decision.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        key = request.session.get(ACTING)
        if not key or not request.user.is_authenticated:
            return None
        rows = Mandate.objects.select_related("principal", "proxy")
        mandate = rows.filter(key=key, proxy=request.user).first()
        day = timezone.localdate()
        if mandate is None or not (mandate.is_in_force(day) and mandate.principal.is_active):
            return self._ended(request, mandate)
        match = request.resolver_match
        if match is not None and match.namespace in AT_WORK:
            request.user = mandate.principal
            request.user.acting = mandate
        return None

    def _ended(self, request: HttpRequest, mandate: Mandate | None) -> HttpResponse | None:
        """Say so on the next page; a step that was just being taken is refused."""
        del request.session[ACTING]
        over = MandateOver(person=mandate.principal if mandate else "?")
        if request.method in {"GET", "HEAD"}:
            messages.warning(request, str(over))
            return None
        return refused(request, over)
