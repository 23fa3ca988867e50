"""The public result of an edition: who was awarded what, by which cut-offs, who was passed over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from perron.calls.enums import ApplicationState, Outcome
from perron.calls.models import Award, Decision, Edition, Override
from perron.calls.pieces.deciding.applicants import applicant_of, place_of
from perron.calls.pieces.deciding.effects import (
    by_fact,
    cutoff_rows,
    facts_by_number,
    group_name,
    moved_rows,
)
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.wording import deciding_sentence, money, points
from perron.core.money import euros

AROUND = ("application__site", "application__organisation", "application__municipality")
NAMED, NUMBERED, HIDDEN = "named", "numbered", "hidden"


def current_awards(decisions: Sequence[Decision]) -> QuerySet[Award]:
    """What the last of these decisions says of each application, with what a page names."""
    rows = Award.objects.filter(decision__in=decisions).order_by("decision__number")
    last = dict(rows.values_list("application", "pk"))
    found = Award.objects.filter(pk__in=last.values())
    return found.select_related("decision", *AROUND).order_by("place", "application__number")


def policy_of(edition: Edition) -> dict[str, Any]:
    """What the edition publishes: scores or not, refused ones by name, by number, or not."""
    show = edition.definition.get("publication", {}).get("show", {})
    return {"scores": show.get("scores", False), "refused": show.get("refused", NUMBERED)}


def results_of(edition: Edition, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Everything that the results page shows; a constant number of queries."""
    policy = policy_of(edition)
    awards = list(current_awards(decisions))
    lines = [_line(edition, one, policy) for one in awards]
    awarded = [one for one in lines if one["outcome"] == Outcome.AWARDED and not one["renounced"]]
    refused = [one for one in lines if one["outcome"] in {Outcome.REFUSED, Outcome.INADMISSIBLE}]
    facts = facts_by_number(edition, [one.application.number for one in awards])
    given = {one["number"]: one["cents"] for one in awarded}
    whole = next((one for one in decisions if one.scenario.result), None)
    result: Mapping[str, Any] = whole.scenario.result if whole else {}
    return {
        "policy": policy,
        "demonstration": any(one.application.demonstration for one in awards),
        "awarded": sorted(awarded, key=lambda one: (one["position"], one["number"])),
        "reserve": [one for one in lines if one["outcome"] == Outcome.RESERVE],
        "refused": refused if policy["refused"] != HIDDEN else [],
        "refused_count": len(refused),
        "renounced": sum(one["renounced"] for one in lines),
        "of": len(lines),
        "total": money(sum(given.values())),
        "cutoffs": cutoff_rows(edition, result.get("cutoffs", ())),
        "moved": moved_rows(
            edition, [row for one in decisions for row in one.effects.get("cutoffs", ())]
        ),
        "effects": by_fact(edition, facts, given),
        "passing": passing_of(edition, result),
        "overrides": Override.objects.filter(decision__in=decisions).count(),
    }


def passing_of(edition: Edition, result: Mapping[str, Any]) -> dict[str, Any]:
    """Who was passed over, published twice: inside cells, and across them."""
    if not result:
        return {}
    across = result["passing_over"]["across"]
    return {
        "inside": result["passing_over"]["inside"],
        "across": across["applications"],
        "points": points(across["most_points"]),
        "floors": [
            {"name": group_name(edition, group), "count": count}
            for group, count in across["floors"].items()
        ],
    }


def _line(edition: Edition, award: Award, policy: Mapping[str, Any]) -> dict[str, Any]:
    application, reasons = award.application, award.reasons
    is_named = award.outcome in {Outcome.AWARDED, Outcome.RESERVE} or policy["refused"] == NAMED
    return {
        "number": application.number,
        "applicant": applicant_of(application) if is_named else "",
        "place": place_of(application) if is_named else "",
        "title": application.title if is_named else "",
        "outcome": award.outcome,
        "word": award.get_outcome_display(),
        "cents": award.amount,
        "amount": money(award.amount) if award.amount else "",
        "money": named_in(edition.definition["award"]["moneys"], award.money),
        "score": points(reasons["score"]) if policy["scores"] and "score" in reasons else "",
        "rank": reasons.get("place"),
        "position": reasons.get("position", 0),
        "waits_at": award.place,
        "sentence": deciding_sentence(edition, reasons),
        "is_override": reasons.get("code") == "override",
        "renounced": application.state == ApplicationState.RENOUNCED,
    }


def overrides_of(day: date, edition: Edition | None = None) -> list[dict[str, Any]]:
    """The public register of departures from computed results, newest first."""
    rows = Override.objects.filter(decision__in=Decision.objects.public(day))
    if edition:
        rows = rows.filter(decision__edition=edition)
    rows = rows.select_related("decision__edition", *AROUND).order_by("-at", "-pk")
    return [override_line(one) for one in rows]


def override_line(override: Override) -> dict[str, Any]:
    """A departure as everybody reads it."""
    effects = override.effects
    edition = override.decision.edition
    return {
        "edition": edition,
        "decision": override.decision.number,
        "number": override.application.number,
        "demonstration": override.application.demonstration,
        "applicant": applicant_of(override.application)
        if override.outcome == Outcome.AWARDED or policy_of(edition)["refused"] == NAMED
        else "",
        "outcome": override.get_outcome_display(),
        "computed": Outcome(effects["computed"]["outcome"]).label,
        "place": override.place,
        "decider": override.decider,
        "ground": override.ground,
        "words": override.words,
        "passed_over": effects.get("passed_over", 0),
        "first_passed": effects.get("first_passed"),
        "in_its_cell": effects.get("in_its_cell", 0),
        "money": money(abs(effects.get("cents", 0))),
        "costs": effects.get("cents", 0) > 0,
        "on": override.decision.signed_on,
    }


def register_rows(edition: Edition, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The register of subsidies: one row for each award, plain values for machines."""
    awarded = current_awards(decisions).filter(outcome=Outcome.AWARDED)
    standing = awarded.exclude(application__state=ApplicationState.RENOUNCED)
    return [
        {
            "edition": edition.code,
            "application": one.application.number,
            "beneficiary": applicant_of(one.application),
            "municipality": place_of(one.application),
            "purpose": one.application.title or str(edition.name),
            "amount": str(euros(one.amount)),
            "money": one.money,
            "sources": ";".join(f"{code}={euros(cents)}" for code, cents in one.sources.items()),
            "decided_by": one.decision.decider,
            "signed_on": one.decision.signed_on.isoformat() if one.decision.signed_on else "",
            "override": "yes" if one.reasons.get("code") == "override" else "no",
            "demonstration": "yes" if one.application.demonstration else "no",
        }
        for one in standing
    ]
