"""The third and fourth aim: the least change from plain rank, then the lots."""

from collections.abc import Sequence

from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.solving.model import Model
from perron.engines.awards.solving.state import State

Key = tuple[object, ...]


class Preference:
    """Tells which of two results of equal shortfall and quality is preferred."""

    def __init__(self, model: Model) -> None:
        """Plain rank and the lots are those of the instance."""
        ranked = {award.application for award in plain_rank(model.instance)}
        self.model = model
        self.ranked = [row.id in ranked for row in model.applications]
        self.lots = sorted(
            range(len(model.applications)), key=lambda place: model.applications[place].lot
        )

    def key(self, chosen: Sequence[int]) -> Key:
        """Greater is preferred among results of equal shortfall and quality."""
        choice, step = self.model.choice, self.model.step
        drawn = [chosen[place] for place in self.lots]
        return (
            -sum((chosen[place] >= 0) != ranked for place, ranked in enumerate(self.ranked)),
            tuple(option >= 0 for option in drawn),
            tuple(-int(choice[option]) for option in drawn if option >= 0),
            tuple(-int(step[option]) for option in drawn if option >= 0),
        )


def prefer(state: State) -> None:
    """Pay each, in the order of the lots, from the first of its moneys that costs nobody anything.

    A change is made only if shortfall and quality stay, every limit holds and nobody is passed
    over. It is what the fourth aim asks for as far as single changes go.
    """
    model, links = state.model, state.links
    for application in Preference(model).lots:
        option = state.chosen[application]
        if option < 0 or model.step[option]:
            continue
        for other in links.full[application].values():
            if other < option and _paid_otherwise(state, application, other):
                break


def _paid_otherwise(state: State, application: int, option: int) -> bool:
    before = (state.shortfall, state.quality)
    undo = state.change({application: option})
    if (state.shortfall, state.quality) == before and not state.overrun and state.keeps(undo):
        return True
    state.change(undo)
    return False
