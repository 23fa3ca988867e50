"""Strategy files at the desk: chosen, checked, looked at, loaded."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.http import SignedIn
from perron.accounts.models import User
from perron.core.documents.problems import DocumentRefused
from perron.core.errors import NotAllowed
from perron.core.records.kinds import kinds
from perron.core.records.planning import Plan
from perron.desk.errors import FileGone, NoFile
from perron.desk.rules import loads_files
from perron.desk.services import check_strategy, keep_file, kept_file, load_strategy
from perron.desk.views.doors import crumbs, file_door

SHOWN = 60


@file_door
def strategy_file(request: SignedIn) -> HttpResponse:
    """Two steps on one address: a file is checked and kept, then loaded as it was looked at."""
    if not loads_files(request.user):
        raise NotAllowed(thing=_("the strategy"))
    context: dict[str, Any] = {"breadcrumbs": crumbs()}
    if request.method != "POST":
        return render(request, "desk/strategy_file.html", context)
    try:
        token = request.POST.get("token") or kept_upload(request)
        file = kept_file(token, by=request.user)
    except (FileGone, NoFile) as refusal:
        context["refusal"] = str(refusal)
        return render(request, "desk/strategy_file.html", context, status=refusal.status)
    context |= {"file": file, "token": token}
    try:
        if request.POST.get("do") == "load":
            loaded = load_strategy(file, by=request.user, at=timezone.now())
            messages.success(request, _("“%(name)s” is loaded.") % {"name": file.name})
            return redirect("portal:strategy", loaded.strategy)
        loaded = check_strategy(file, by=request.user, at=timezone.now())
    except DocumentRefused as refused:
        context["problems"] = refused.problems
        return render(request, "desk/strategy_file.html", context, status=422)
    context |= {"plan": loaded.plan, **plan_in_words(loaded.plan)}
    context["foreign"] = kinds_of_others(loaded.plan, request.user)
    return render(request, "desk/strategy_file.html", context)


def kept_upload(request: SignedIn) -> str:
    """Keep the file that was sent; answer its token."""
    sent = request.FILES.get("file")
    if sent is None:
        raise NoFile
    return keep_file(str(sent.name), sent.read(), by=request.user)


def kinds_of_others(plan: Plan, user: User) -> list[str]:
    """What is called what the file would change although people with another role keep it."""
    touched = {one.kind for one in plan.changes}
    return [str(kind.label) for kind in kinds if kind in touched and not kind.may_edit(user)]


def plan_in_words(plan: Plan) -> dict[str, Any]:
    """A plan as tables: how many of which kind, and the first of those that exist already."""
    counts = [
        {
            "label": kind.label,
            **{
                verb: sum(one.kind is kind and one.verb == verb for one in plan.changes)
                for verb in ("added", "changed", "removed")
            },
        }
        for kind in kinds
        if any(one.kind is kind for one in plan.changes)
    ]
    changed = [one for one in plan.changes if one.verb != "added"]
    return {"counts": counts, "changed": changed[:SHOWN], "rest": max(0, len(changed) - SHOWN)}
