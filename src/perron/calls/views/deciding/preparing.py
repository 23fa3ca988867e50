"""From the sealed ranking to a prepared decision: scenarios, side by side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perron.accounts.http import SignedIn
from perron.calls.enums import ScenarioState
from perron.calls.forms.deciding.scenarios import PrepareForm, ScenarioForm
from perron.calls.models import Appeal, Decision, Edition, Scenario
from perron.calls.pieces.deciding.burning import envelope_lines
from perron.calls.pieces.deciding.effects import (
    column_of,
    facts_by_number,
    prices_of,
    scenario_title,
)
from perron.calls.services.deciding.changes import is_further
from perron.calls.services.deciding.further import ask_further
from perron.calls.services.deciding.instances import QUEUED
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.queueing import seal_queue
from perron.calls.services.deciding.solving import ask_prices, ask_scenario, begin_scenarios
from perron.calls.services.judging.severity import severity_of
from perron.calls.views.deciding.doors import OK, UNPROCESSABLE, crumbs, edition_or_404, inside
from perron.core.errors import Refusal

MOST_COLUMNS = 4


@inside
@require_safe
def decisions(request: SignedIn) -> HttpResponse:
    """Editions with a ranking or a decision, decisions that wait, appeals without an answer."""
    editions = Edition.objects.shown().exclude(rankings=None, decisions=None).distinct()
    queued = Edition.objects.shown().filter(definition__kind__in=QUEUED)
    standing = Decision.objects.standing().select_related("edition").order_by("-prepared_at")
    context = {
        "editions": sorted({*editions, *queued}, key=lambda one: str(one.name)),
        "waiting": [one for one in standing if one.state in {"prepared", "signed"}],
        "announced": [one for one in standing if one.state == "announced"][:50],
        "appeals": Appeal.objects.filter(state="open")
        .select_related("award__application", "award__decision__edition")
        .order_by("at"),
        "breadcrumbs": [(_("Home"), reverse("portal:home")), (_("Decisions"), "")],
    }
    return render(request, "calls/deciding/decisions.html", context)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: SignedIn, code: str) -> HttpResponse:
    """An edition between its ranking and its decision: scenarios, decisions, envelopes."""
    found = edition_or_404(code)
    form = ScenarioForm(found, request.POST if request.POST.get("do") == "ask" else None)
    prepare = PrepareForm(request.POST if request.POST.get("do") == "prepare" else None)
    if request.method == "POST":
        try:
            done = _do(request, found, form, prepare=prepare)
        except Refusal as refusal:
            return _edition_page(request, found, form, prepare=prepare, refusal=refusal)
        if done:
            return redirect(done)
    return _edition_page(request, found, form, prepare=prepare)


def _do(
    request: SignedIn, found: Edition, form: ScenarioForm, *, prepare: PrepareForm
) -> str | None:
    """One deed of the page; the address to go to, or nothing where a form must be put right."""
    deed, by, at = request.POST.get("do"), request.user, timezone.now()
    here = reverse("calls:deciding", args=[found.code])
    if deed == "begin":
        begin_scenarios(found, by=by, at=at)
    elif deed == "queue":
        seal_queue(found, by=by, at=at)
    elif deed == "prices":
        ask_prices(found, by=by, at=at)
    elif deed == "further":
        ask_further(found, by=by, at=at)
    elif deed == "ask":
        if not form.is_valid():
            return None
        ask_scenario(found, form.cleaned_data["title"], form.changes(), by=by, at=at)
    elif deed == "prepare":
        return _prepare(request, found, prepare)
    else:
        raise Http404
    messages.success(request, _("It is being computed. Reload the page in a moment."))
    return here


def _prepare(request: SignedIn, found: Edition, prepare: PrepareForm) -> str | None:
    if not prepare.is_valid():
        return None
    chosen = get_object_or_404(found.scenarios, key=request.POST.get("scenario"))
    given = prepare.cleaned_data
    decision = prepare_decision(
        chosen,
        given["decider"],
        by=request.user,
        at=timezone.now(),
        conditions=given["conditions"],
    )
    messages.success(request, _("Prepared. Nobody is told before it is signed and announced."))
    return reverse("calls:decision", args=[decision.key])


def _edition_page(
    request: SignedIn,
    found: Edition,
    form: ScenarioForm,
    *,
    prepare: PrepareForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    ranking = found.rankings.order_by("-number").first()
    rows = ranking.scenarios.select_related("edition", "ranking") if ranking else ()
    scenarios = [_scenario_line(one) for one in rows]
    own = [one for one in scenarios if one["decides"]]
    context = {
        "edition": found,
        "ranking": ranking,
        "is_queue": found.definition["kind"] in QUEUED,
        "scenarios": scenarios,
        "solved": sum(one["state"] == ScenarioState.SOLVED for one in scenarios),
        "may_decide": own[-1] if own else None,
        "decisions": found.decisions.order_by("number"),
        "envelopes": envelope_lines(found, timezone.localdate()),
        "has_floors": bool(found.definition["award"].get("floors")),
        "may_keep": request.user.may("calls.keep"),
        "form": form,
        "prepare": prepare,
        "refusal": str(refusal) if refusal else "",
        "breadcrumbs": crumbs((str(found.name), "")),
    }
    bound = form.is_bound or prepare.is_bound
    status = refusal.status if refusal else UNPROCESSABLE if bound else OK
    return render(request, "calls/deciding/edition.html", context, status=status)


def _scenario_line(scenario: Scenario) -> dict[str, Any]:
    result = scenario.result
    return {
        "key": scenario.key,
        "title": scenario_title(scenario),
        "state": scenario.state,
        "word": scenario.get_state_display(),
        "fault": scenario.fault,
        "awards": len(result.get("awards", ())),
        "decides": scenario.state == ScenarioState.SOLVED
        and (not scenario.changes or is_further(scenario.changes)),
    }


def sides_of(found: Edition, columns: list[dict[str, Any]]) -> dict[str, Any]:
    """How many applications jurors' severity could move over the cut of the edition's own rule."""
    own = next((one for one in columns if not one["scenario"].changes), None)
    if own is None or not own["awards"] > 0:
        return {}
    sides = severity_of(found, cut=own["awards"]).robustness
    if sides is None:
        return {}
    return {
        "changed": sides.changed,
        "low": sides.low,
        "high": sides.high,
        "doubtful": [one.application for one in sides.doubtful()],
    }


@inside
@require_safe
def compare(request: SignedIn, code: str) -> HttpResponse:
    """Scenarios side by side: who enters, who leaves, money, shortfalls, effects."""
    found = edition_or_404(code)
    rows = found.scenarios.filter(state=ScenarioState.SOLVED).select_related("edition", "ranking")
    asked = set(request.GET.getlist("with"))
    solved = list(rows)
    chosen = [one for one in solved if str(one.key) in asked] or solved
    facts = facts_by_number(found)
    columns = [column_of(one, facts) for one in chosen[:MOST_COLUMNS]]
    context = {
        "edition": found,
        "columns": columns,
        "choices": [
            {"key": one.key, "title": scenario_title(one), "checked": one in chosen}
            for one in solved
        ],
        "prices": prices_of(columns if len(solved) <= MOST_COLUMNS else _all(solved, facts)),
        "effects": _beside(columns),
        "severity": sides_of(found, columns),
        "breadcrumbs": crumbs(
            (str(found.name), reverse("calls:deciding", args=[code])), (_("Side by side"), "")
        ),
    }
    return render(request, "calls/deciding/compare.html", context)


def _all(solved: list[Scenario], facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [column_of(one, facts) for one in solved]


def _beside(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each fact a table: its values down, the scenarios across."""
    tables = []
    for at, table in enumerate(columns[0]["effects"] if columns else ()):
        rows = [
            {
                "value": row["value"],
                "of": row["of"],
                "cells": [one["effects"][at]["rows"][down] for one in columns],
            }
            for down, row in enumerate(table["rows"])
        ]
        tables.append({"name": table["name"], "rows": rows})
    return tables
