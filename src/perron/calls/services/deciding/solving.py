"""Scenarios: asked for once the ranking is sealed, computed by a worker, told when they fail."""

from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ScenarioState
from perron.calls.errors.deciding import NotSealed
from perron.calls.models import Edition, Ranking, Scenario
from perron.calls.services.deciding.changes import Changes, changed
from perron.calls.services.deciding.instances import Document, floor_id, instance_of
from perron.calls.services.deciding.keeping import remember
from perron.core.errors import NotAllowed, Refusal
from perron.core.queue import enqueue
from perron.engines.awards.errors import AwardsRefused
from perron.engines.awards.solving import solve

JOB = "calls.solve"
LONGEST_TITLE, LONGEST_FAULT = 200, 500
RANK, OPTIMISE = "rank", "optimise"


def sealed_ranking(edition: Edition) -> Ranking:
    """The ranking that counts: the last that was sealed. Raises ``NotSealed``."""
    ranking = edition.rankings.order_by("-number").first()
    if ranking is None:
        raise NotSealed(edition=edition)
    return ranking


@transaction.atomic
def ask_scenario(
    edition: Edition, title: str, changes: Changes, *, by: User, at: datetime
) -> Scenario:
    """Have a scenario computed; the edition's own rule and the other method come along.

    Raises ``NotSealed`` before the ranking is sealed, and what ``instance_of`` and ``changed``
    raise: whoever asks is told at once what can't be computed.
    """
    _refuse_others(edition, by)
    ranking = sealed_ranking(edition)
    begin_scenarios(edition, by=by, at=at)
    return ask(ranking, title.strip()[:LONGEST_TITLE], changes, by=by, at=at)


@transaction.atomic
def begin_scenarios(edition: Edition, *, by: User, at: datetime) -> list[Scenario]:
    """The edition's own rule, and plain rank or the optimiser beside it: asked for once."""
    _refuse_others(edition, by)
    ranking = sealed_ranking(edition)
    own: str = edition.definition["award"]["method"]
    other = OPTIMISE if own == RANK else RANK
    known = {
        method
        for method, changes in ranking.scenarios.values_list("method", "changes")
        if changes in ({}, {"method": method})
    }
    wanted: list[tuple[str, Changes]] = [(own, {}), (other, {"method": other})]
    return [
        ask(ranking, "", changes, by=by, at=at) for method, changes in wanted if method not in known
    ]


@transaction.atomic
def ask_prices(edition: Edition, *, by: User, at: datetime) -> list[Scenario]:
    """For each floor a scenario without it: what the floor costs is the difference."""
    _refuse_others(edition, by)
    ranking = sealed_ranking(edition)
    floors = [one["code"] for one in edition.definition["award"].get("floors", ())]
    known = [changes for (changes,) in ranking.scenarios.values_list("changes")]
    wanted = [{"method": OPTIMISE, "floors": {code: None}} for code in floors]
    return [ask(ranking, "", changes, by=by, at=at) for changes in wanted if changes not in known]


def ask(ranking: Ranking, title: str, changes: Changes, *, by: User, at: datetime) -> Scenario:
    """Keep a scenario with its instance, and have a worker compute it."""
    scenario = Scenario.objects.create(
        edition=ranking.edition,
        ranking=ranking,
        title=title,
        method=changed(ranking.edition.definition["award"], changes)["method"],
        changes=dict(changes),
        instance=instance_of(ranking, changes),
        asked_at=at,
        asked_by=by.actor_name,
    )
    said = {"scenario": str(scenario.key), "method": scenario.method, "changes": dict(changes)}
    remember("scenario.asked", ranking.edition, said, by=by, at=at)
    enqueue(JOB, scenario.pk)
    return scenario


def solve_scenario(scenario_pk: int, at: datetime) -> Scenario:
    """Compute a scenario and keep its result; a refusal is kept as the reason of its failure.

    Called by the worker: it commits as it goes, and computing again gives the same result.
    """
    scenario = Scenario.objects.select_related("edition").get(pk=scenario_pk)
    if scenario.state == ScenarioState.SOLVED:
        return scenario
    _move(scenario, ScenarioState.SOLVING)
    with _Telling(scenario) as telling:
        result = solved(scenario.instance)
    if telling.failed:
        return scenario
    scenario.result, scenario.solved_at, scenario.fault = result, at, ""
    with transaction.atomic():
        _move(scenario, ScenarioState.SOLVED)
        digests = {"instance": result["instance"], "result": result["digest"]}
        said = {"scenario": str(scenario.key), "ended": result["ended"], **digests}
        remember("scenario.solved", scenario.edition, said, by=None, at=at)
    return scenario


def solved(document: Document) -> Document:
    """The engine's result of an instance."""
    return solve(document)


class _Telling:
    """Keeps why a scenario failed; what nobody foresaw is raised again, for the queue to count."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        del trace
        if kind is None:
            return False
        foreseen = isinstance(fault, AwardsRefused | Refusal)
        self.failed = True
        self.scenario.fault = (str(fault) if foreseen else kind.__name__)[:LONGEST_FAULT]
        _move(self.scenario, ScenarioState.FAILED)
        return foreseen


def _move(scenario: Scenario, state: ScenarioState) -> None:
    scenario.state = state
    scenario.save(update_fields=["state", "result", "solved_at", "fault"])


def _refuse_others(edition: Edition, by: User) -> None:
    if not by.may("calls.keep"):
        raise NotAllowed(thing=edition)


def floor_dropped(changes: Mapping[str, Any]) -> str:
    """The engine's name of the one floor that a scenario does without, or nothing."""
    floors: Mapping[str, Any] = changes.get("floors", {})
    gone = [code for code, amount in floors.items() if amount is None]
    return floor_id(gone[0]) if len(gone) == 1 == len(floors) else ""
