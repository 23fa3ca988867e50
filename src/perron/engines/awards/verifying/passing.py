"""Passing over across cells: whom the division into cells let a lower score overtake."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from perron.engines.awards.verifying.cases import Candidate
from perron.engines.awards.verifying.fairness import envied
from perron.engines.awards.verifying.trials import Trial

Lowest = dict[tuple[str, str | None], list[tuple[int, str]]]


def passing_told(trial: Trial) -> Iterator[str]:
    """Cases inside cells, and those across, are counted as they come out here."""
    told = trial.result["passing_over"]
    inside = sum(1 for candidate in trial.refused if next(envied(trial, candidate), None))
    if told["inside"] != inside:
        yield f"Inside cells {inside} are passed over, and {told['inside']} are written."
    expected = across(trial)
    if told["across"] != expected:
        yield (
            f"Across cells {expected['applications']} are passed over, by"
            f" {expected['most_points']} thousandths at most; the result says otherwise."
        )


def across(trial: Trial) -> dict[str, Any]:
    """Refused applications that outscore one funded in another cell from a money of theirs."""
    lowest = lowest_funded(trial)
    passed, most, floors = 0, 0, Counter[str]()
    for candidate in trial.refused:
        below = points_over(candidate, lowest, None)
        if below <= 0:
            continue
        passed += 1
        most = max(most, below)
        for group in trial.case.floors:
            if group not in candidate.groups and points_over(candidate, lowest, group) > 0:
                floors[group] += 1
    return {"applications": passed, "most_points": most, "floors": dict(floors)}


def lowest_funded(trial: Trial) -> Lowest:
    """By money and group with a floor (None: everybody), the lowest scores of two cells."""
    scores: dict[tuple[str, str | None], dict[str, int]] = defaultdict(dict)
    for candidate in trial.funded:
        money, _ = trial.awards[candidate.id]
        for group in (None, *candidate.groups):
            scores[money, group][candidate.cell] = candidate.score
    return {
        key: sorted((score, cell) for cell, score in by_cell.items())[:2]
        for key, by_cell in scores.items()
    }


def points_over(candidate: Candidate, lowest: Lowest, group: str | None) -> int:
    """By how much it outscores the lowest one funded from its moneys in another cell."""
    found = [
        candidate.score - score
        for money in candidate.eligible
        for score, cell in lowest.get((money, group), ())
        if cell != candidate.cell
    ]
    return max(found, default=0)
