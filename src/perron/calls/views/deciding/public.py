"""What everybody reads of decisions: results, the certificate, the register of departures."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.calls.models import Decision, Edition
from perron.calls.pieces.deciding.burning import envelope_lines
from perron.calls.pieces.deciding.effects import method_name
from perron.calls.pieces.deciding.results import overrides_of, passing_of, register_rows, results_of
from perron.calls.views.deciding.doors import edition_or_404
from perron.core.pages import public_page
from perron.engines.awards.canonical import written

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
DOCUMENTS = ("instance", "result")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute these


def _published(code: str) -> tuple[Edition, Sequence[Decision]]:
    """The edition and its public decisions, newest first; 404 before there are any."""
    edition = edition_or_404(code)
    rows = edition.decisions.public(timezone.localdate()).select_related("scenario")
    found = list(rows.order_by("-number"))
    if not found:
        raise Http404
    return edition, found


@public_page
def results(request: HttpRequest, code: str) -> HttpResponse:
    """Who was awarded what, by which cut-offs, and who was passed over."""
    edition, decisions = _published(code)
    context = {
        "edition": edition,
        "decisions": decisions,
        "results": results_of(edition, sorted(decisions, key=lambda one: one.number)),
        "envelopes": envelope_lines(edition, timezone.localdate()),
        "downloads": [
            {"format": form.upper(), "url": reverse("calls:awards_file", args=[code, form])}
            for form in FORMS
        ],
        "breadcrumbs": _crumbs((str(edition.name), ""), (_("Results"), "")),
    }
    return render(request, "calls/deciding/results.html", context)


@public_page
def awards_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The register of subsidies of an edition, for machines."""
    del request
    if form not in FORMS:
        raise Http404
    edition, decisions = _published(code)
    rows = register_rows(edition, decisions)
    content = _csv(rows) if form == "csv" else json.dumps(rows, ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type=FORMS[form])


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    written_rows = io.StringIO()
    names = list(rows[0]) if rows else ["edition", "application", "beneficiary", "amount"]
    writer = csv.DictWriter(written_rows, names)
    writer.writeheader()
    writer.writerows([{name: _tame(value) for name, value in row.items()} for row in rows])
    return written_rows.getvalue()


def _tame(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(DANGEROUS) else value


@public_page
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """How anyone can check the computed result: the two documents, their digests, the command."""
    edition, decisions = _published(code)
    whole = decisions[-1]
    context = {
        "edition": edition,
        "demonstration": edition.applications.filter(demonstration=True).exists(),
        "certificates": [_certificate(edition, one) for one in decisions],
        "passing": passing_of(edition, whole.scenario.result),
        "breadcrumbs": _crumbs(
            (_("Results"), reverse("calls:results", args=[code])), (_("Certificate"), "")
        ),
    }
    return render(request, "calls/deciding/certificate.html", context)


def _certificate(edition: Edition, decision: Decision) -> dict[str, Any]:
    scenario = decision.scenario
    result = scenario.result
    return {
        "decision": decision,
        "method": method_name(scenario.method),
        "instance": result.get("instance", ""),
        "rules": result.get("rules", ""),
        "digest": result.get("digest", ""),
        "ranking": scenario.ranking.digest,
        "ended": result.get("ended", ""),
        "gap": result.get("quality", {}).get("gap_ppm", 0) / 10_000,
        "open": len(result.get("open", ())),
        "files": [
            {
                "name": f"{name}.json",
                "url": reverse(
                    "calls:certificate_file", args=[edition.code, decision.number, name]
                ),
            }
            for name in DOCUMENTS
        ],
    }


@public_page
def certificate_file(request: HttpRequest, code: str, number: int, *, name: str) -> HttpResponse:
    """A document that the engine read or wrote, byte for byte; it holds no name of anybody."""
    del request
    if name not in DOCUMENTS:
        raise Http404
    _edition, decisions = _published(code)
    found = next((one for one in decisions if one.number == number), None)
    if found is None:
        raise Http404
    document = found.scenario.instance if name == "instance" else found.scenario.result
    return HttpResponse(written(document) + "\n", content_type="application/json")


@public_page
def overrides(request: HttpRequest) -> HttpResponse:
    """The register of departures from computed results, across editions."""
    context = {
        "lines": overrides_of(timezone.localdate()),
        "breadcrumbs": _crumbs((_("Departures"), "")),
    }
    return render(request, "calls/deciding/overrides.html", context)


def _crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Home"), reverse("portal:home")), *further]
