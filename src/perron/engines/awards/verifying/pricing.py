"""Multipliers: what an award is worth at their prices, and what all limits together are worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from perron.engines.awards.verifying.cases import Case, Grant


@dataclass(frozen=True)
class Prices:
    """Prices in thousandths of a point per cent, times ``scale``; those not named are 0."""

    scale: int
    sources: Mapping[str, int]
    years: Mapping[tuple[str, str], int]
    ceilings: Mapping[str, int]
    floors: Mapping[str, int]

    def worth(self, grant: Grant, groups: Iterable[str], *, points: int) -> int:
        """(points + Σ floors - Σ ceilings) · grant - Σ price · payment, times ``scale``."""
        for_groups = sum(
            self.floors.get(group, 0) - self.ceilings.get(group, 0) for group in groups
        )
        paid = sum(cents * self.sources.get(source, 0) for source, cents in grant.sources)
        if self.years:
            paid += sum(cents * self.years.get(pair, 0) for pair, cents in grant.years)
        return (self.scale * points + for_groups) * grant.amount - paid

    def limits(self, case: Case) -> int:
        """Σ price · limit + Σ price · ceiling - Σ price · floor, times ``scale``."""
        sources = sum(price * case.sources[source] for source, price in self.sources.items())
        years = sum(price * case.years[pair] for pair, price in self.years.items())
        ceilings = sum(price * case.ceilings[group] for group, price in self.ceilings.items())
        floors = sum(price * case.floors[group] for group, price in self.floors.items())
        return sources + years + ceilings - floors

    @property
    def dearest_floor(self) -> int:
        """What a cent of shortfall may be worth at most, times ``scale``."""
        return max(self.floors.values(), default=0)


def read_prices(told: Mapping[str, Any]) -> Prices:
    """The prices that a result names."""
    return Prices(
        scale=told["scale"],
        sources=told["sources"],
        years={
            (source, year): price
            for source, by_year in told["years"].items()
            for year, price in by_year.items()
        },
        ceilings=told["ceilings"],
        floors=told["floors"],
    )


def strangers(case: Case, prices: Prices, what: str) -> Iterator[str]:
    """Prices of limits that the instance does not have."""
    priced = (
        (f"the source {source}" for source in prices.sources if source not in case.sources),
        (f"{pair[0]} in {pair[1]}" for pair in prices.years if pair not in case.years),
        (f"a ceiling of {group}" for group in prices.ceilings if group not in case.ceilings),
        (f"a floor of {group}" for group in prices.floors if group not in case.floors),
    )
    for limit in chain.from_iterable(priced):
        yield f"The multipliers of {what} price {limit}, where the instance sets no limit."
