"""Whether the site is well, for administrators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import NotAllowed
from perron.core.health import State, look_around
from perron.desk.views.doors import crumbs, door


@door
@require_safe
def health(request: SignedIn) -> HttpResponse:
    """Every check with what it found, faults first."""
    if not request.user.is_administrator:
        raise NotAllowed(thing=_("the health of this site"))
    now = timezone.now()
    order = [State.FAULT, State.NOTICE, State.WELL]
    found = sorted(look_around(now), key=lambda pair: order.index(pair[1].state))
    words = {State.WELL: _("well"), State.NOTICE: _("to know"), State.FAULT: _("not well")}
    rows = [
        {"label": check.label, "state": words[finding.state], "sentence": finding.sentence}
        for check, finding in found
    ]
    faults = sum(finding.state is State.FAULT for _check, finding in found)
    context = {"rows": rows, "faults": faults, "at": now, "breadcrumbs": crumbs()}
    return render(request, "desk/health.html", context)
