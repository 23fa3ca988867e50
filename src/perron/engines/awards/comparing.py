"""Two results side by side: who enters, who leaves, where money moves, and what a floor costs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from perron.engines.awards.instances import Application, Instance, read_instance
from perron.engines.awards.results import Result, read_standing
from perron.engines.awards.standing import Funded, Standing

Document = Mapping[str, Any]
Solve = Callable[[Document], Result]


class Scenario(NamedTuple):
    """A result with the instance that it answers; scenarios of one edition share applications."""

    instance: Instance
    result: Result


@dataclass(frozen=True, slots=True)
class Change:
    """One application whose award differs; a money is None and an amount 0 where it has none."""

    id: str
    score: int
    cell: str
    money_before: str | None
    money_after: str | None
    amount_before: int
    amount_after: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How many enter and leave, and by how many cents it grows or shrinks."""

    enter: int
    leave: int
    cents: int


@dataclass(frozen=True, slots=True)
class CutOffChange:
    """A cut-off that moved: scores in thousandths, None where nobody is funded."""

    cell: str
    money: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """From one scenario to another. ``stay`` are funded in both, otherwise than before.

    Each list is in the order of the second scenario. ``sources`` holds by how many cents each pays
    more; ``quality`` is in thousandths of a point times cents, ``shortfall`` in cents.
    """

    enter: tuple[Change, ...]
    leave: tuple[Change, ...]
    stay: tuple[Change, ...]
    cells: Mapping[str, Balance]
    groups: Mapping[str, Balance]
    sources: Mapping[str, int]
    cutoffs: tuple[CutOffChange, ...]
    quality: int
    shortfall: int


@dataclass(frozen=True, slots=True)
class FloorPrice:
    """What would come of giving one floor up.

    ``quality`` is what would be won; the bounds prove that it lies between ``least`` and ``most``
    if both searches reached the least shortfall. ``shortfall`` is by how many cents the other
    floors would lack less.
    """

    group: str
    floor: int
    quality: int
    least: int
    most: int
    shortfall: int
    difference: Difference


def scenario_difference(before: Scenario, after: Scenario) -> Difference:
    """What changes from one scenario to the other; ResultRefused if a result is not whole."""
    one = read_standing(before.instance, before.result)
    two = read_standing(after.instance, after.result)
    changes = list(_changes(one, two))
    known = {**one.instance.by_id, **two.instance.by_id}
    sources = before.instance.sources | after.instance.sources.keys()
    return Difference(
        enter=tuple(change for change in changes if change.money_before is None),
        leave=tuple(change for change in changes if change.money_after is None),
        stay=tuple(
            change
            for change in changes
            if change.money_before is not None and change.money_after is not None
        ),
        cells=_balances(changes, lambda change: [change.cell]),
        groups=_balances(changes, lambda change: known[change.id].groups),
        sources={
            source: two.taken.spent[source] - one.taken.spent[source] for source in sorted(sources)
        },
        cutoffs=tuple(_cutoff_changes(one, two)),
        quality=two.quality - one.quality,
        shortfall=two.shortfall - one.shortfall,
    )


def floor_prices(document: Document, solve: Solve) -> Iterator[FloorPrice]:
    """The price of each floor above 0, by solving without it; one solution more than floors."""
    floors = sorted(row["id"] for row in document.get("groups", ()) if row.get("floor"))
    if not floors:
        return
    whole = Scenario(read_instance(document), solve(document))
    for group in floors:
        changed = without_floor(document, group)
        yield _price(group, whole, Scenario(read_instance(changed), solve(changed)))


def without_floor(document: Document, group: str) -> Document:
    """The same instance, one floor less; the group and its ceiling stay."""
    groups = [
        {key: value for key, value in row.items() if row["id"] != group or key != "floor"}
        for row in document["groups"]
    ]
    return {**document, "groups": groups}


def _changes(one: Standing, two: Standing) -> Iterator[Change]:
    for application in _in_order(one, two):
        before, after = one.funded.get(application.id), two.funded.get(application.id)
        if _paid(before) != _paid(after):
            yield Change(
                application.id,
                application.score,
                application.cell,
                before.award.money if before else None,
                after.award.money if after else None,
                before.grant.amount if before else 0,
                after.grant.amount if after else 0,
            )


def _in_order(one: Standing, two: Standing) -> Iterator[Application]:
    """Everyone in the order of the second; whom only the first knows, after them."""
    yield from two.instance.applications
    yield from (known for known in one.instance.applications if known.id not in two.instance.by_id)


def _paid(funded: Funded | None) -> tuple[str, int] | None:
    return None if funded is None else (funded.award.money, funded.grant.amount)


def _balances(
    changes: Iterable[Change], places: Callable[[Change], Iterable[str]]
) -> dict[str, Balance]:
    enter, leave, cents = Counter[str](), Counter[str](), Counter[str]()
    for change in changes:
        for place in places(change):
            enter[place] += change.money_before is None
            leave[place] += change.money_after is None
            cents[place] += change.amount_after - change.amount_before
    return {place: Balance(enter[place], leave[place], cents[place]) for place in sorted(cents)}


def _cutoff_changes(one: Standing, two: Standing) -> Iterator[CutOffChange]:
    for cell, money in sorted(one.cutoffs.keys() | two.cutoffs.keys()):
        before, after = one.cutoffs.get((cell, money)), two.cutoffs.get((cell, money))
        if _key(before) != _key(after):
            yield CutOffChange(cell, money, _score(before), _score(after))


def _key(application: Application | None) -> str | None:
    return None if application is None else application.id


def _score(application: Application | None) -> int | None:
    return None if application is None else application.score


def _price(group: str, whole: Scenario, freed: Scenario) -> FloorPrice:
    with_it, without = whole.result["quality"], freed.result["quality"]
    others = sum(row["shortfall"] for row in whole.result["floors"] if row["group"] != group)
    return FloorPrice(
        group=group,
        floor=whole.instance.groups[group].floor or 0,
        quality=without["total"] - with_it["total"],
        least=without["total"] - with_it["bound"],
        most=without["bound"] - with_it["total"],
        shortfall=others - freed.result["shortfall"]["total"],
        difference=scenario_difference(whole, freed),
    )
