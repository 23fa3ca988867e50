"""Facts by which editions decide, from a file: looked at first, then kept whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.errors.editions import FactsRefused
from perron.calls.imports.facts import SUBJECTS, read_facts
from perron.calls.models import SiteFact
from perron.calls.rules.conditions import fact_words
from perron.calls.services.editions.entering import enter_facts
from perron.calls.services.editions.keeping import RIGHT
from perron.calls.views.editions.keeping import OK, UNPROCESSABLE, crumbs, kept


@kept
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: SignedIn) -> HttpResponse:
    """Check a file (nothing is kept), or load it: all of it or nothing."""
    context: dict[str, Any] = {
        "words": [word for name, word in fact_words().items() if name not in SUBJECTS],
        "known": SiteFact.objects.count(),
        "may": request.user.may(RIGHT),
        "breadcrumbs": crumbs(),
    }
    page, file = "calls/editions/kept_facts.html", request.FILES.get("file")
    if request.method != "POST" or file is None:
        status = UNPROCESSABLE if request.method == "POST" else OK
        return render(request, page, context | {"lacks": status != OK}, status=status)
    at = timezone.now()
    try:
        found = read_facts(file.read(), name=str(file.name), day=timezone.localdate(at))
    except FactsRefused as refusal:
        return render(request, page, context | {"refusal": str(refusal)}, status=refusal.status)
    if found.faults or request.POST.get("do") != "load":
        status = UNPROCESSABLE if found.faults else OK
        return render(request, page, context | {"found": found}, status=status)
    changed = enter_facts(found.facts, by=request.user, at=at)
    said = ngettext("%(count)s fact is new or other.", "%(count)s facts are new or other.", changed)
    messages.success(request, said % {"count": changed})
    return redirect("calls:kept_facts")
