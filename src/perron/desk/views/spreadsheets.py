"""Spreadsheets at the desk: chosen, read cell by cell, decided about, loaded."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.accounts.http import SignedIn
from perron.core.errors import NotAllowed
from perron.core.records.kinds import Kind, kinds
from perron.core.records.planning import plan
from perron.desk.errors import FileGone, NoFile
from perron.desk.rules import loads_files
from perron.desk.services import kept_file
from perron.desk.views.doors import crumbs, file_door
from perron.desk.views.files import kept_upload
from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets import KINDS, Doubles, Reading, read_spreadsheet
from perron.directory.services.importing import import_records

SHOWN = 200
DECISIONS = (
    (Doubles.SKIP, gettext_lazy("Leave these rows out")),
    (Doubles.UPDATE, gettext_lazy("Let them change what is in the directory")),
    (Doubles.KEEP, gettext_lazy("Load them beside it: they are something else")),
)


@file_door
def spreadsheet(request: SignedIn) -> HttpResponse:
    """A file is read and kept; nothing is written before somebody has seen what it would do."""
    if not loads_files(request.user):
        raise NotAllowed(thing=_("the directory"))
    context: dict[str, Any] = {"kinds": [kinds[name] for name in KINDS], "breadcrumbs": crumbs()}
    if request.method != "POST":
        return render(request, "desk/spreadsheet.html", context)
    kind = _kind(request)
    try:
        token = request.POST.get("token") or kept_upload(request)
        reading = _read(request, token, kind)
    except (FileGone, NoFile, SpreadsheetRefused) as refused:
        context["kind"] = kind
        context["refusal"] = str(refused)
        return render(request, "desk/spreadsheet.html", context, status=refused.status)
    if request.POST.get("do") == "load":
        return _loaded(request, reading)
    context |= {"token": token, "kind": kind, "reading": reading, **_in_words(request, reading)}
    return render(request, "desk/spreadsheet.html", context)


def _read(request: SignedIn, token: str, kind: Kind) -> Reading:
    file = kept_file(token, by=request.user)
    sent = request.POST.get("doubles", "")
    decision = Doubles(sent) if sent in set(Doubles) else Doubles.ASK
    return read_spreadsheet(file.source, name=file.name, kind=kind, decision=decision)


def _loaded(request: SignedIn, reading: Reading) -> HttpResponse:
    skip_bad = bool(request.POST.get("skip_bad"))
    records = reading.to_load(skip_bad=skip_bad)
    done = import_records(reading.kind, records, by=request.user, at=timezone.now())
    verbs = [change.verb for change in done.changes]
    facts = {"added": verbs.count("added"), "changed": verbs.count("changed"), "same": done.same}
    said = _("Loaded: %(added)s added, %(changed)s changed, %(same)s as they were.")
    messages.success(request, said % facts)
    return redirect("desk:records", reading.kind.name)


def _kind(request: SignedIn) -> Kind:
    name = request.POST.get("kind", "")
    return kinds[name if name in KINDS else KINDS[0]]


def _in_words(request: SignedIn, reading: Reading) -> dict[str, Any]:
    """What would change, what is wrong, and what has to be decided."""
    intended = plan({reading.kind.name: reading.records})
    verbs = [change.verb for change in intended.changes]
    return {
        "added": verbs.count("added"),
        "changed": verbs.count("changed"),
        "same": intended.same,
        "findings": reading.findings[:SHOWN],
        "doubles": reading.doubles[:SHOWN],
        "decisions": DECISIONS,
        "decided": request.POST.get("doubles", ""),
        "names": [(code, record["name"]) for code, record in list(reading.records.items())[:10]],
    }
