"""Multipliers: what an award is worth at their prices, and what all limits together are worth."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from perron.engines.awards.verifying.cases import Candidate, Case

Pair = tuple[str, str]
Worth = Callable[[Candidate, str, int], int]


class Tariff(NamedTuple):
    """What one application's award gains by its cents, and gains or loses at once."""

    by_cent: int
    at_once: int


@dataclass(frozen=True)
class Prices:
    """Prices times ``scale``; those not named are 0.

    In thousandths of a point per cent: sources, years, ceilings and floors, boards' money. In
    thousandths of a point times cents: boards' awards; exclusive lists, by their smallest id;
    requirements, by who requires and what.
    """

    scale: int
    sources: Mapping[str, int]
    years: Mapping[Pair, int]
    ceilings: Mapping[str, int]
    floors: Mapping[str, int]
    board_awards: Mapping[str, int]
    board_money: Mapping[str, int]
    exclusive: Mapping[str, int]
    requires: Mapping[Pair, int]

    @property
    def dearest_floor(self) -> int:
        """What a cent of shortfall may be worth at most, times ``scale``."""
        return max(self.floors.values(), default=0)

    def limits(self, case: Case) -> int:
        """What all limits are worth together, less the floors, times ``scale``."""
        return (
            sum(price * case.sources[source] for source, price in self.sources.items())
            + sum(price * case.years[pair] for pair, price in self.years.items())
            + sum(price * case.ceilings[group] for group, price in self.ceilings.items())
            + sum(price * case.most_awards[name] for name, price in self.board_awards.items())
            + sum(price * case.most_money[name] for name, price in self.board_money.items())
            + sum(self.exclusive.values())
            - sum(price * case.floors[group] for group, price in self.floors.items())
        )

    def worth(self, case: Case, *, scored: bool) -> Worth:
        """The worth of an award, each at its score or at none: the contract's formula."""
        tariffs = self.tariffs(case)

        def worth(candidate: Candidate, money: str, level: int) -> int:
            grant = case.grant(candidate, money, level)
            tariff = tariffs[candidate.id]
            by_cent = tariff.by_cent + (self.scale * candidate.score if scored else 0)
            paid = sum(cents * self.sources.get(source, 0) for source, cents in grant.sources)
            if self.years:
                paid += sum(cents * self.years.get(pair, 0) for pair, cents in grant.years)
            return by_cent * grant.amount - paid + tariff.at_once

        return worth

    def tariffs(self, case: Case) -> dict[str, Tariff]:
        """What does not depend on the money, for each application."""
        gained: Counter[str] = Counter()
        for (requiring, required), price in self.requires.items():
            gained[requiring] -= price
            gained[required] += price
        return {
            candidate.id: Tariff(
                by_cent=sum(
                    self.floors.get(group, 0) - self.ceilings.get(group, 0)
                    for group in candidate.groups
                )
                - self.board_money.get(candidate.board or "", 0),
                at_once=gained[candidate.id]
                - self.board_awards.get(candidate.board or "", 0)
                - self.exclusive.get(candidate.list or "", 0),
            )
            for candidate in case.order
        }


def read_prices(told: Mapping[str, Any]) -> Prices:
    """The prices that a result names."""
    boards = told.get("boards", {}).items()
    return Prices(
        scale=told["scale"],
        sources=told["sources"],
        years=paired(told["years"]),
        ceilings=told["ceilings"],
        floors=told["floors"],
        board_awards={name: row["awards"] for name, row in boards if "awards" in row},
        board_money={name: row["money"] for name, row in boards if "money" in row},
        exclusive=told.get("exclusive", {}),
        requires=paired(told.get("requires", {})),
    )


def paired(nested: Mapping[str, Mapping[str, int]]) -> dict[Pair, int]:
    """Prices by two names."""
    return {(one, two): price for one, row in nested.items() for two, price in row.items()}


def strangers(case: Case, prices: Prices, what: str) -> Iterator[str]:
    """Prices of limits that the instance does not have."""
    lists = {candidate.list for candidate in case.order}
    required = {(row.id, name) for row in case.order for name in row.requires}
    priced: tuple[tuple[str, set[Any]], ...] = (
        ("the source", prices.sources.keys() - case.sources.keys()),
        ("the year", prices.years.keys() - case.years.keys()),
        ("a ceiling of", prices.ceilings.keys() - case.ceilings.keys()),
        ("a floor of", prices.floors.keys() - case.floors.keys()),
        ("the awards of", prices.board_awards.keys() - case.most_awards.keys()),
        ("the money of", prices.board_money.keys() - case.most_money.keys()),
        ("the exclusive list of", prices.exclusive.keys() - lists),
        ("the requirement of", prices.requires.keys() - required),
    )
    for limit_of, names in priced:
        for name in sorted(names):
            told = name if isinstance(name, str) else " and ".join(name)
            yield f"The multipliers of {what} price {limit_of} {told}: the instance sets no limit."
