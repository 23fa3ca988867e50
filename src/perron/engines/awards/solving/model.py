"""The arrays that the search works on: every way to fund every application, and what it uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.amounts import Grant, grant
from perron.engines.awards.instances import Application, Instance
from perron.engines.awards.solving.ties import Ties, ties

SAFE = 2**59  # sums below it stay exact in 64 bits, with room for one addition
LARGEST_SCALE = 64

Integers = NDArray[Any]  # int64; worths are Python's own integers where 64 bits could overflow


@dataclass(frozen=True)
class Model:
    """One row for each option: an application, one of its moneys, one of its levels.

    Applications are the fundable ones, in the order. A resource is what has a limit: a source, a
    source's year or a group's ceiling; ``use`` holds the cents of each option by resource, and
    ``serve`` those that count for each floor. Money in cents, scores in thousandths of a point.
    """

    instance: Instance
    applications: tuple[Application, ...]
    moneys: tuple[str, ...]
    resources: tuple[tuple[str, str], ...]
    floors: tuple[str, ...]
    owner: NDArray[np.int64]  # option -> application
    money: NDArray[np.int64]  # option -> number of the money
    step: NDArray[np.int64]  # option -> place of its level, 0 for the highest
    choice: NDArray[np.int64]  # option -> place of the money in the application's own list
    score: Integers  # option -> score of its application
    grant: Integers  # option -> cents
    use: Integers  # options x resources
    serve: Integers  # options x floors
    limit: Integers  # resources
    floor: Integers  # floors
    ties: Ties
    scale: int  # of the multipliers

    @cached_property
    def quality(self) -> Integers:
        """Score times grant of each option."""
        return self.score * self.grant

    @cached_property
    def first(self) -> tuple[int, ...]:
        """Application to its first option; the last entry is the number of options."""
        counts = np.bincount(self.owner, minlength=len(self.applications))
        return tuple(accumulate((int(count) for count in counts), initial=0))

    @cached_property
    def excusable(self) -> tuple[bool, ...]:
        """Which applications some result could pass over without envy, seen without solving."""
        return _excusable(self)

    def options(self, application: int) -> range:
        """Its options: moneys as it prefers them, the highest level of each first."""
        return range(self.first[application], self.first[application + 1])


def build(instance: Instance) -> Model:
    """The model of an instance; it depends on nothing but the canonical instance."""
    applications = tuple(row for row in instance.applications if instance.eligible(row))
    moneys = tuple(sorted(instance.moneys))
    resources = _resources(instance)
    floors = tuple(group.id for group in instance.groups.values() if group.floor)
    rows = [
        (owner, choice, money, step, grant(instance, row, instance.moneys[money], level=level))
        for owner, row in enumerate(applications)
        for choice, money in enumerate(row.moneys)
        for step, level in enumerate(row.levels)
    ]
    largest = [0] * len(applications)
    for row in rows:
        largest[row[0]] = max(largest[row[0]], row[4].amount)
    owners = [applications[row[0]] for row in rows]
    used = [
        [_used(row[4], owner, what) for what in resources]
        for owner, row in zip(owners, rows, strict=True)
    ]
    served = [
        [row[4].amount * (group in owner.groups) for group in floors]
        for owner, row in zip(owners, rows, strict=True)
    ]
    return Model(
        instance=instance,
        applications=applications,
        moneys=moneys,
        resources=resources,
        floors=floors,
        owner=_row([row[0] for row in rows]),
        money=_row([moneys.index(row[2]) for row in rows]),
        step=_row([row[3] for row in rows]),
        choice=_row([row[1] for row in rows]),
        score=_row([owner.score for owner in owners]),
        grant=_row([row[4].amount for row in rows]),
        use=_row(used).reshape(len(rows), len(resources)),
        serve=_row(served).reshape(len(rows), len(floors)),
        limit=_row([_limit(instance, what) for what in resources]),
        floor=_row([instance.groups[group].floor for group in floors]),
        ties=ties(instance, applications, largest),
        scale=_scale(instance, applications),
    )


def _row(numbers: Sequence[object]) -> Integers:
    return np.array(numbers, dtype=np.int64)


def _resources(instance: Instance) -> tuple[tuple[str, str], ...]:
    """Sources, then years of sources, then ceilings; a pair of names each."""
    sources = [(source, "") for source in instance.sources]
    years = [(source.id, year) for source in instance.sources.values() for year in source.years]
    ceilings = [("", group.id) for group in instance.groups.values() if group.ceiling is not None]
    return (*sources, *years, *ceilings)


def _limit(instance: Instance, what: tuple[str, str]) -> int:
    source, other = what
    if not source:
        return instance.groups[other].ceiling or 0
    limits = instance.sources[source]
    return limits.years[other] if other else limits.limit


def _used(cost: Grant, owner: Application, what: tuple[str, str]) -> int:
    source, other = what
    if not source:
        return cost.amount if other in owner.groups else 0
    return cost.years.get(source, {}).get(other, 0) if other else cost.sources.get(source, 0)


def _scale(instance: Instance, applications: tuple[Application, ...]) -> int:
    """The finest scale of the multipliers with which ordinary sums stay within 64 bits."""
    asked = sum(row.asked for row in applications)
    limits = sum(_limit(instance, what) for what in _resources(instance))
    floors = sum(group.floor or 0 for group in instance.groups.values())
    best = max((row.score for row in applications), default=0) + 1
    most = (asked + limits + floors + 1) * best * 8
    scale = LARGEST_SCALE
    while scale > 1 and most * scale >= SAFE:
        scale //= 2
    return scale


def _excusable(model: Model) -> tuple[bool, ...]:
    boards = model.instance.boards
    places = {row.id: place for place, row in enumerate(model.applications)}
    awards: dict[str, int] = {}
    cents: dict[str, int] = {}
    answers = []
    for place, row in enumerate(model.applications):
        largest = max(int(model.grant[option]) for option in model.options(place))
        free = bool(row.requires) or any(places.get(rival, place) < place for rival in row.rivals)
        if row.board is not None:
            board = boards[row.board]
            awards[board.id] = awards.get(board.id, 0) + 1
            cents[board.id] = cents.get(board.id, 0) + largest
            free |= board.most_awards is not None and awards[board.id] > board.most_awards
            free |= board.most_money is not None and cents[board.id] > board.most_money
        answers.append(free)
    return tuple(answers)
