"""What no result can pass, gathered for the proof that a result carries."""

from perron.engines.awards.outcomes import Proof
from perron.engines.awards.solving.ascent import SHORT_SCALE, Aim, Ascent, Prices
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.model import Model
from perron.engines.awards.solving.patience import Patience
from perron.engines.awards.solving.proving import unsettled, with_cutoffs, without_cutoffs
from perron.engines.awards.solving.state import State


class Bounds:
    """What no result, with cut-offs or without, can pass."""

    def __init__(self, model: Model, patience: Patience) -> None:
        """The least shortfalls; both are quick."""
        self.model, self.patience = model, patience
        self.cells = Cells(model, model.excusable)
        self.free = Cells(model, [True] * len(model.applications))
        self.least = least = Aim(quality=False, shortfall=0, scale=SHORT_SCALE)
        self.short_prices = Ascent(model, self.cells, least).run().prices
        self.shortfall = with_cutoffs(self.cells, least, self.short_prices)
        prices = Ascent(model, self.free, least).run().prices
        self.free_shortfall = without_cutoffs(model, least, prices)

    def aim(self, shortfall: int) -> Aim:
        """The most quality of results that are short of at most so many cents."""
        return Aim(quality=True, shortfall=shortfall, scale=self.model.scale)

    def proof(self, state: State, aim: Aim, prices: Prices) -> Proof:
        """Everything that is proved about a result; ``prices`` are those of its quality."""
        free = Ascent(self.model, self.free, aim).run().prices
        quality = with_cutoffs(self.cells, aim, prices)
        return Proof(
            ended=self._ended(state, quality.value),
            nodes=0,
            quality=quality,
            shortfall=self.shortfall,
            free_quality=without_cutoffs(self.model, aim, free),
            free_shortfall=(state.shortfall, self.free_shortfall),
            open=unsettled(self.cells, aim, prices, chosen=state.chosen),
        )

    def _ended(self, state: State, bound: int) -> str:
        if self.patience.over:
            return "clock"
        missing = bound - state.quality
        if missing == 0 and state.shortfall == self.shortfall.value:
            return "optimal"
        close = missing * 1_000_000 <= self.model.instance.rules.gap_ppm * bound
        return "gap" if close else "nodes"
