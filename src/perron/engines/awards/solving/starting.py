"""A first result out of the mixed answers that gave the bound: one choice of cut-offs a cell."""

import numpy as np

from perron.engines.awards.solving.ascent import Aim, Ascent, Descent
from perron.engines.awards.solving.cells import Cells
from perron.engines.awards.solving.healing import from_cutoffs
from perron.engines.awards.solving.links import Links
from perron.engines.awards.solving.model import Integers, Model
from perron.engines.awards.solving.state import State, settle

HALF = 0.5


def mixture(model: Model, ascent: Ascent, mixed: Descent) -> list[float]:
    """The part by which a mixture of answers funds each application."""
    funded = np.zeros(len(model.applications))
    for (cell, chosen), part in zip(mixed.columns, mixed.parts, strict=True):
        if part > 0:
            funded[ascent.cell_of == cell] += part * (chosen >= 0)
    return [float(part) for part in funded]


def rounded(model: Model, ascent: Ascent, mixed: Descent) -> list[int]:
    """For each cell the choice that has the largest part in the mixture."""
    best: dict[int, float] = {}
    answer = np.full(len(model.applications), -1, dtype=np.int64)
    for (cell, chosen), part in zip(mixed.columns, mixed.parts, strict=True):
        if part > best.get(cell, 0.0):
            best[cell] = part
            answer[ascent.cell_of == cell] = chosen
    return [int(option) for option in answer]


def first_state(links: Links, aim: Aim, parts: list[float]) -> tuple[State, Integers]:
    """A result that keeps every rule but perhaps the limits, and prices of resources to mend it by.

    ``parts`` is the mixture behind the bound: whoever it funds by less than half and some result
    could excuse is left aside, as if a board or a rival stood before it.
    """
    model = links.model
    barred = frozenset(
        application
        for application, free in enumerate(model.excusable)
        if free and parts[application] < HALF
    )
    cells = Cells(model, [False] * len(model.applications), barred=barred)
    ascent = Ascent(model, cells, aim)
    descent = ascent.run()
    state = State(model, links, rounded(model, ascent, descent))
    from_cutoffs(state)
    settle(state)
    return state, descent.prices.resources // aim.scale
