"""A first result out of the mixed answers that gave the bound: one choice of cut-offs a cell."""

import numpy as np

from perron.engines.awards.solving.ascent import Aim, Ascent, Descent
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.healing import from_cutoffs
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import Model
from perron.engines.awards.solving.state import State, settle

HALF = 0.5


def likely_excused(model: Model, ascent: Ascent, mixed: Descent) -> frozenset[int]:
    """Those that some result could excuse and that the mixture funds by less than half."""
    funded = np.zeros(len(model.applications))
    for (cell, chosen), part in zip(mixed.columns, mixed.parts, strict=True):
        if part > 0:
            funded[ascent.cell_of == cell] += part * (chosen >= 0)
    return frozenset(
        application
        for application, free in enumerate(model.excusable)
        if free and funded[application] < HALF
    )


def rounded(model: Model, ascent: Ascent, mixed: Descent) -> list[int]:
    """For each cell the choice that has the largest part in the mixture."""
    best: dict[int, float] = {}
    answer = np.full(len(model.applications), -1, dtype=np.int64)
    for (cell, chosen), part in zip(mixed.columns, mixed.parts, strict=True):
        if part > best.get(cell, 0.0):
            best[cell] = part
            answer[ascent.cell_of == cell] = chosen
    return [int(option) for option in answer]


def first_state(
    model: Model, links: Links, ascent: Ascent, mixed: Descent
) -> tuple[State, Descent]:
    """A result that keeps every rule but perhaps the limits, and the prices it was made at."""
    barred = likely_excused(model, ascent, mixed)
    aim = Aim(quality=True, shortfall=ascent.aim.shortfall, scale=ascent.aim.scale)
    again = Ascent(model, Cells(model, [False] * len(model.applications), barred=barred), aim)
    descent = again.run()
    state = State(model, links, rounded(model, again, descent))
    from_cutoffs(state)
    settle(state)
    return state, descent
