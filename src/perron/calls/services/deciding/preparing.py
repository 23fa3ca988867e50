"""Preparing a decision: an outcome with its reasons for every application, from a result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, DecisionState, Outcome, ScenarioState
from perron.calls.errors.deciding import (
    ApplicationsUndecided,
    DeciderUnnamed,
    DecisionUnderWay,
    NothingToDecide,
    NotTheRule,
    RankingReplaced,
    ScenarioNotSolved,
)
from perron.calls.models import Admission, Application, Award, Decision, Edition, Scenario
from perron.calls.services.deciding.changes import is_further
from perron.calls.services.deciding.instances import cell_of, named
from perron.calls.services.deciding.jury import jury_words
from perron.calls.services.deciding.keeping import remember
from perron.calls.services.deciding.solving import sealed_ranking
from perron.calls.services.judging.conflicts import refuse_conflicts
from perron.core.errors import NotAllowed
from perron.core.publications import take_turn

BATCH = 500
LONGEST_NAME, LONGEST_CONDITIONS = 200, 3000
UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE)
FUNDED = ("funded", "funded_in_part")
NEVER = (
    "below_threshold",
    "below_least",
    "no_money",
    "excused_exclusive",
)  # no reserve list helps these


@dataclass(frozen=True, slots=True)
class Computed:
    """A result by application: its award, its deciding sentence, its row in the ranking."""

    scenario: Scenario
    awards: Mapping[str, Mapping[str, Any]]
    sentences: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, Mapping[str, Any]]

    @property
    def rules(self) -> Mapping[str, Any]:
        """The edition's award rules."""
        rules: Mapping[str, Any] = self.scenario.edition.definition["award"]
        return rules


def computed(scenario: Scenario) -> Computed:
    """A scenario's result, by application number."""
    result = scenario.result
    return Computed(
        scenario,
        {row["id"]: row for row in result["awards"]},
        {row["id"]: row for row in result["sentences"]},
        {row["application"]: row for row in scenario.ranking.rows},
    )


@transaction.atomic
def prepare_decision(
    scenario: Scenario, decider: str, *, by: User, at: datetime, conditions: str = ""
) -> Decision:
    """Make of a computed result what can be signed: an award row for every application.

    ``conditions`` stand in the order of each award. Only the edition's own rule decides; a scenario
    for those who are left, with what is left, makes a further decision. Raises the refusals of
    ``errors.deciding``.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=scenario.edition)
    take_turn(at)
    scenario = Scenario.objects.select_related("edition", "ranking").get(pk=scenario.pk)
    refuse_conflicts(scenario.edition, [by], at=at)
    _refuse_scenario(scenario)
    decision = open_decision(scenario, decider, by=by, at=at)
    found = computed(scenario)
    awards = _further(decision, found) if is_further(scenario.changes) else _whole(decision, found)
    if not awards:
        raise NothingToDecide
    for award in awards:
        if award.outcome == Outcome.AWARDED:
            award.conditions = conditions.strip()[:LONGEST_CONDITIONS]
    Award.objects.bulk_create(awards, batch_size=BATCH)
    said = {"decision": decision.number, "result": scenario.result["digest"], **counted(awards)}
    remember("decision.prepared", scenario.edition, said, by=by, at=at)
    return decision


def open_decision(scenario: Scenario, decider: str, *, by: User, at: datetime) -> Decision:
    """The next decision of the edition, empty; raises ``DeciderUnnamed``, ``DecisionUnderWay``."""
    name = " ".join(decider.split())[:LONGEST_NAME]
    if not name:
        raise DeciderUnnamed
    edition = scenario.edition
    waiting = (DecisionState.PREPARED, DecisionState.SIGNED)
    under_way = edition.decisions.filter(state__in=waiting).first()
    if under_way:
        raise DecisionUnderWay(edition=edition, state=under_way.get_state_display())
    last = edition.decisions.order_by("-number").first()
    return Decision.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        scenario=scenario,
        decider=name,
        prepared_at=at,
        prepared_by=by.actor_name,
    )


def counted(awards: Iterable[Award]) -> dict[str, int]:
    """How many of each outcome, and the cents awarded."""
    rows = list(awards)
    by_outcome = {outcome.value: sum(one.outcome == outcome for one in rows) for outcome in Outcome}
    return {**by_outcome, "cents": sum(one.amount for one in rows)}


def _refuse_scenario(scenario: Scenario) -> None:
    if scenario.state != ScenarioState.SOLVED:
        raise ScenarioNotSolved(scenario=scenario, state=scenario.get_state_display())
    if sealed_ranking(scenario.edition) != scenario.ranking:
        raise RankingReplaced(scenario=scenario)
    edition = scenario.edition
    begun = edition.decisions.announced().exists() or is_continuous(edition)
    fits = begun and is_further(scenario.changes) if scenario.changes else not begun
    if not fits:
        raise NotTheRule(edition=edition, scenario=scenario)


def is_continuous(edition: Edition) -> bool:
    """Whether it is decided batch by batch, along a queue."""
    return bool(edition.definition.get("kind") == "continuous")


def _whole(decision: Decision, found: Computed) -> list[Award]:
    """The first decision: everybody who handed in and did not leave."""
    edition = decision.edition
    left = (ApplicationState.RENOUNCED,)
    applications = list(edition.applications.handed_in().exclude(state__in=left))
    undecided = [
        one.number
        for one in applications
        if one.state in UNDECIDED
        or (one.state == ApplicationState.ADMISSIBLE and one.number not in found.sentences)
    ]
    if undecided:
        raise ApplicationsUndecided(numbers=named(undecided))
    words = jury_words(edition, applications)
    findings = _findings(edition)
    awards = []
    for one in applications:
        if one.state == ApplicationState.INADMISSIBLE:
            reasons = {"code": "inadmissible", "facts": {}, "findings": findings.get(one.pk, {})}
            outcome = Outcome.INADMISSIBLE
            awards.append(
                Award(decision=decision, application=one, outcome=outcome, reasons=reasons)
            )
        else:
            awards.append(award_of(decision, one, found, words=words.get(one.pk, [])))
    number_reserve(awards)
    return awards


def _further(decision: Decision, found: Computed) -> list[Award]:
    """A further decision: only those whom it awards; everybody else stays where they are."""
    applications = list(decision.edition.applications.filter(number__in=found.awards))
    words = jury_words(decision.edition, applications)
    return [award_of(decision, one, found, words=words.get(one.pk, [])) for one in applications]


def award_of(
    decision: Decision, application: Application, found: Computed, *, words: list[dict[str, Any]]
) -> Award:
    """The award row of one application, as the result has it, with the reasons of its letter."""
    number = application.number
    sentence, row = found.sentences[number], found.rows[number]
    given = found.awards.get(number)
    code = "below_least" if row.get("below") else sentence["code"]
    cell = cell_of(application, found.rules)
    reasons = {
        "code": code,
        "facts": sentence["facts"],
        "below": row.get("below", []),
        "place": row["place"],
        "position": row["position"],
        "score": row["score"],
        "steps": row.get("steps", []),
        "cell": cell,
        "cutoffs": [
            {"money": one["money"], "score": one["score"]}
            for one in found.scenario.result["cutoffs"]
            if one["cell"] == cell
        ],
        "criteria": words,
    }
    award = Award(
        decision=decision,
        application=application,
        outcome=_outcome(code, found.rules),
        reasons=reasons,
    )
    if given:
        award.amount, award.level = given["amount"], given["level"]
        award.money, award.sources = given["money"], given["sources"]
    return award


def _outcome(code: str, rules: Mapping[str, Any]) -> Outcome:
    if code in FUNDED:
        return Outcome.AWARDED
    if rules.get("reserve_until") and code not in NEVER:
        return Outcome.RESERVE
    return Outcome.REFUSED


def number_reserve(awards: Iterable[Award]) -> None:
    """Number the reserve list from 1, in the order of the ranking."""
    waiting = [one for one in awards if one.outcome == Outcome.RESERVE]
    waiting.sort(key=lambda one: one.reasons["position"])
    for place, one in enumerate(waiting, start=1):
        one.place = place


def _findings(edition: Edition) -> dict[int, dict[str, Any]]:
    """Why applications are not admissible, by criterion: the last finding counts."""
    rows = Admission.objects.filter(application__edition=edition).order_by("at", "pk")
    return {
        one.application_id: {
            code: finding for code, finding in one.findings.items() if not finding.get("holds")
        }
        for one in rows
    }
