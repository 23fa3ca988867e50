"""Turns the fate of single applications where a result differs from the mixture behind the bound.

The search at the margins cannot raise the cut-offs of a cell by much at once, as it takes to make
room on a board or to serve a floor. Here one application is funded, or refused, whatever its cell
then looks like at best; the search mends the rest, and what does not end better is undone.
"""

import numpy as np

from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.healing import from_cutoffs
from perron.engines.awards.solving.model import Integers
from perron.engines.awards.solving.searching import Search
from perron.engines.awards.solving.state import settle

DIFFERENT = 0.6
MOST_FAILED = 25  # in a row


class Forcing:
    """``mixture`` says by which part the bound's mixture funds each application."""

    def __init__(self, search: Search, weight: Integers, mixture: list[float]) -> None:
        """``weight`` is the worth of each option at the bound's prices."""
        self.search, self.mixture = search, mixture
        self.weight = weight

    def run(self, bound: int) -> None:
        """Force one after the other until the gap to a bound is small enough or none helps."""
        failed, helped = 0, True
        while helped:
            helped = False
            for application in self._different(bound):
                if failed >= MOST_FAILED or self.search.ended or self._enough(bound):
                    return
                better = self._forced(application)
                failed = 0 if better else failed + 1
                helped |= better

    def _close(self, bound: int) -> bool:
        """Whether the gap in quality is as small as the rules ask for."""
        state = self.search.state
        gap = state.model.instance.rules.gap_ppm
        return (bound - state.quality) * 1_000_000 <= gap * bound

    def _enough(self, bound: int) -> bool:
        return self.search.short == 0 and self._close(bound)

    def _different(self, bound: int) -> list[int]:
        """Those that the mixture treats otherwise, most so first.

        When only a shortfall is left to be made smaller, those that would serve it.
        """
        state = self.search.state
        missing = state.model.floor > state.granted
        apart = {
            application: abs(part - (state.chosen[application] >= 0))
            for application, part in enumerate(self.mixture)
        }
        if self._close(bound):
            serving = (state.model.serve[:, missing] > 0).any(axis=1)
            helping = {int(one) for one in state.model.owner[serving]}
            apart = {one: gap for one, gap in apart.items() if one in helping}
        return sorted(
            (one for one, difference in apart.items() if difference > DIFFERENT),
            key=lambda one: (-round(apart[one], 3), one),
        )

    def _forced(self, application: int) -> bool:
        search, state = self.search, self.search.state
        before, chosen = search.standing, list(state.chosen)
        state.change(self._cell_with(application))
        from_cutoffs(state)
        settle(state)
        search.mend()
        if state.overrun == 0 and search.standing < before:
            search.improve()
            return True
        search.restore(chosen)
        return False

    def _cell_with(self, application: int) -> dict[int, int]:
        """The best choice for its cell with its fate turned, at the bound's prices."""
        state = self.search.state
        model = state.model
        excused = frozenset(
            one
            for one, option in enumerate(state.chosen)
            if option < 0 and one != application and not state.links.envied(one, state.chosen)
        )
        cells = Cells(model, [False] * len(model.applications), barred=excused)
        weight = self.weight.copy()
        reward = int(np.abs(weight).sum())
        options = list(model.options(application))
        weight[options] += reward if state.chosen[application] < 0 else -reward
        chosen = cells.choices(cells.climb(weight))
        cell = state.cells[state.cell_of[application]]
        return {one: int(chosen[one]) for one in cell if chosen[one] != state.chosen[one]}
