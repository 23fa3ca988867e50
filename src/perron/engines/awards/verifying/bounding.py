"""Two bounds by weak duality, recomputed from the multipliers that a result publishes."""

from collections.abc import Iterator
from functools import cached_property

from perron.engines.awards.verifying.cases import Case
from perron.engines.awards.verifying.cells import (
    Cell,
    best_without_cutoffs,
    could_be_excused,
)
from perron.engines.awards.verifying.pricing import Prices, Worth, read_prices, strangers
from perron.engines.awards.verifying.trials import Trial


class Bounds:
    """The four bounds of a result, and what the one on quality leaves open.

    Plain rank keeps no cut-offs, so its bounds are those without them.
    """

    def __init__(self, trial: Trial) -> None:
        """Read the four sets of multipliers."""
        quality, shortfall = trial.result["quality"], trial.result["shortfall"]
        self.trial = trial
        self.case = trial.case
        self.with_cutoffs = trial.case.is_optimised
        self.for_quality = read_prices(quality["multipliers"])
        self.for_quality_free = read_prices(quality["without_cutoffs"]["multipliers"])
        self.for_shortfall = read_prices(shortfall["multipliers"])
        self.for_shortfall_free = read_prices(shortfall["without_cutoffs"]["multipliers"])

    def faults(self) -> Iterator[str]:
        """What is wrong with the multipliers themselves."""
        yield from strangers(self.case, self.for_quality, "quality")
        yield from strangers(self.case, self.for_quality_free, "quality without cut-offs")
        for prices, what in (
            (self.for_shortfall, "shortfall"),
            (self.for_shortfall_free, "shortfall without cut-offs"),
        ):
            yield from strangers(self.case, prices, what)
            if prices.dearest_floor > prices.scale:
                yield f"The multipliers of {what} price a floor above 1."

    @cached_property
    def cells(self) -> list[Cell]:
        """Each cell at the prices of the bound on quality."""
        return solved(self.case, self.for_quality.worth(self.case, scored=True))

    @cached_property
    def quality_times(self) -> int:
        """Bound on the quality of results with at most this shortfall, times scale."""
        prices = self.for_quality
        constant = prices.limits(self.case) + self.trial.shortfall * prices.dearest_floor
        return sum(cell.best for cell in self.cells) + constant

    def quality(self) -> int:
        """Most quality that a result with at most this shortfall can have."""
        if not self.with_cutoffs:
            return self.quality_free(self.for_quality)
        return self.quality_times // self.for_quality.scale

    def quality_free(self, prices: Prices) -> int:
        """The same without rule 3."""
        constant = prices.limits(self.case) + self.trial.shortfall * prices.dearest_floor
        best = best_without_cutoffs(self.case, prices.worth(self.case, scored=True))
        return (best + constant) // prices.scale

    def shortfall(self) -> int:
        """Least that the floors lack in any result, in cents."""
        prices = self.for_shortfall
        if not self.with_cutoffs:
            return self.shortfall_free(prices)
        cells = solved(self.case, prices.worth(self.case, scored=False))
        return least(sum(cell.best for cell in cells) + prices.limits(self.case), prices)

    def shortfall_free(self, prices: Prices) -> int:
        """The same without rule 3."""
        best = best_without_cutoffs(self.case, prices.worth(self.case, scored=False))
        return least(best + prices.limits(self.case), prices)

    def unsettled(self) -> Iterator[str]:
        """Applications whose other fate the bound leaves possible at this quality."""
        spare = self.quality_times - self.for_quality.scale * self.trial.quality
        for cell in self.cells:
            for name, best in cell.best_by_fate():
                other_fate = name not in self.trial.awards
                if spare - cell.best + best[other_fate] >= 0:
                    yield name


def solved(case: Case, worth: Worth) -> list[Cell]:
    """Every cell of a case at some worth of awards."""
    excusable = could_be_excused(case)
    return [Cell(members, excusable, worth) for members in case.cells.values()]


def least(times: int, prices: Prices) -> int:
    """A shortfall from the best worth of all cells and limits: rounded up, never under 0."""
    return max(0, -(times // prices.scale))
