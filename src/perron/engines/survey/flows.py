"""How far one number of a table can be moved while all published ones stay as they are.

A table with its margins is a network: each number flows along one arc, and what comes into a node
goes out of it. Hidden numbers are arcs that may carry more, or less down to nothing; a number can
rise by as much as can flow back from the end of its arc to its beginning (Ford and Fulkerson).
Whole numbers stay whole, so that the bounds are exact.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

NO_END = 10**12


@dataclass(frozen=True, slots=True)
class Arc:
    """One number of the table: from which node to which, and what it is."""

    tail: int
    head: int
    count: int


Residual = dict[int, dict[int, int]]


def bounds(arcs: list[Arc], hidden: frozenset[int], place: int) -> tuple[int, int]:
    """The least and the greatest whole number that ``arcs[place]`` could be; both are reached.

    ``hidden`` are the places that are not published; the number at ``place`` is one of them.
    """
    asked = arcs[place]
    others = [arcs[other] for other in sorted(hidden) if other != place]
    more = _flow(_residual(others), asked.head, asked.tail, most=NO_END)
    less = _flow(_residual(others), asked.tail, asked.head, most=asked.count)
    return asked.count - less, min(NO_END, asked.count + more)


def _residual(arcs: Iterable[Arc]) -> Residual:
    left: Residual = {}
    for arc in arcs:
        ahead, back = left.setdefault(arc.tail, {}), left.setdefault(arc.head, {})
        ahead[arc.head] = NO_END
        back[arc.tail] = back.get(arc.tail, 0) + arc.count
    return left


def _flow(left: Residual, source: int, sink: int, *, most: int) -> int:
    """The greatest flow from ``source`` to ``sink``, up to ``most``; uses the residual up."""
    sent = 0
    while sent < most and (path := _path(left, source, sink)):
        width = min([most - sent, *(left[one][other] for one, other in path)])
        for one, other in path:
            left[one][other] -= width
            back = left.setdefault(other, {})
            back[one] = back.get(one, 0) + width
        sent += width
    return sent


def _path(left: Residual, source: int, sink: int) -> list[tuple[int, int]]:
    came: dict[int, int] = {source: source}
    waiting = deque([source])
    while waiting and sink not in came:
        node = waiting.popleft()
        for other, room in left.get(node, {}).items():
            if room > 0 and other not in came:
                came[other] = node
                waiting.append(other)
    if sink not in came:
        return []
    path, node = [], sink
    while node != source:
        path.append((came[node], node))
        node = came[node]
    return path


def way_back(arcs: list[Arc], costs: list[float], place: int, *, least: int) -> list[int]:
    """The cheapest places by which ``arcs[place]`` can rise by ``least``: each rises or falls.

    A number falls only where it is ``least`` or more. ``costs`` are of hiding each place.
    """
    asked = arcs[place]
    steps: dict[int, list[tuple[int, int]]] = {}
    for other, arc in enumerate(arcs):
        if other != place:
            steps.setdefault(arc.tail, []).append((arc.head, other))
            if arc.count >= least:
                steps.setdefault(arc.head, []).append((arc.tail, other))
    best: dict[int, float] = {asked.head: 0.0}
    came: dict[int, tuple[int, int]] = {}
    waiting = [(0.0, asked.head)]
    while waiting:
        cost, node = heappop(waiting)
        for head, other in steps.get(node, []):
            total = cost + costs[other]
            if total < best.get(head, float("inf")):
                best[head], came[head] = total, (node, other)
                heappush(waiting, (total, head))
    found, node = [], asked.tail
    while node != asked.head:
        node, other = came[node]
        found.append(other)
    return found
