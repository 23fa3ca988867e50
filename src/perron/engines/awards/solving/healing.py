"""Carries a change through what it touches: boards, rivals, requirements and who is passed over."""

from collections.abc import Mapping

from perron.engines.awards.solving.state import Changes, State


def carried(state: State, changes: Changes) -> dict[int, int] | None:
    """Make changes and what the rules then demand; the answer undoes all of it.

    Whoever a board, a rival or a requirement now forbids is refused, and whoever would now be
    passed over is funded, and so on; None, with nothing changed, if that comes back to a change
    already made.
    """
    undo = dict(state.change(changes))
    further = _demand(state, undo)
    while further is not None and further not in undo:
        option = -1 if state.chosen[further] >= 0 else _open_option(state, further)
        undo.update(state.change({further: option}))
        further = _demand(state, undo)
    if further is None:
        return undo
    state.change(undo)
    return None


def _demand(state: State, changed: Mapping[int, int]) -> int | None:
    """An application that cannot stay as it is: forbidden, or passed over; None if all is well."""
    touched = set(changed)
    for application in changed:
        touched.update(state.links.linked[application])
    others = sorted(touched.difference(changed), reverse=True)
    for application in (*others, *changed):
        if state.chosen[application] >= 0 and state.links.forbidden(application, state.chosen):
            return application
    cells = sorted({state.cell_of[application] for application in touched})
    found = (_passed_over(state, cell) for cell in cells)
    return next((one for one in found if one is not None), None)


def _passed_over(state: State, cell: int) -> int | None:
    """The first application of a cell that closes a money from which a later one is funded."""
    closers: dict[int, int] = {}
    for application in state.cells[cell]:
        option = state.chosen[application]
        if option >= 0 and int(state.model.money[option]) in closers:
            return closers[int(state.model.money[option])]
        closed = state.closes(application)
        for money in state.links.full[application]:
            if closed >> money & 1:
                closers.setdefault(money, application)
    return None


def _open_option(state: State, application: int) -> int:
    """The full award of an application passed over, from the first of its moneys that is open.

    There is one: it is the first to close the money from which a later one is funded.
    """
    cell = state.cells[state.cell_of[application]]
    closed = 0
    for other in cell[: cell.index(application)]:
        closed |= state.closes(other)
    return min(o for money, o in state.links.full[application].items() if not closed >> money & 1)


def from_cutoffs(state: State) -> None:
    """Fund, in the order, whoever stands at or before a cut-off of its cell, unless forbidden."""
    model, links = state.model, state.links
    last: dict[tuple[int, int], int] = {}
    for application, option in enumerate(state.chosen):
        if option >= 0:
            last[state.cell_of[application], int(model.money[option])] = application
    wanted = list(state.chosen)
    state.change({application: -1 for application, option in enumerate(wanted) if option >= 0})
    for application, option in enumerate(wanted):
        cell = state.cell_of[application]
        due = [
            o
            for money, o in links.full[application].items()
            if application <= last.get((cell, money), -1)
        ]
        if due:
            state.change({application: option if option >= 0 else due[0]})
            if _too_much(state, application):
                state.change({application: -1})


def _too_much(state: State, application: int) -> bool:
    """Whether what stands before it forbids an application; a later requirement may still come."""
    later = [one for one in state.links.requires[application] if one > application]
    return not later and state.links.forbidden(application, state.chosen)
