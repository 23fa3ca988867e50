"""Consensus criterion by criterion: what the jurors agree on together, and what that moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perron.engines.scoring.criteria import Grid, Mark, Scored, score, score_points
from perron.engines.scoring.refusals import Problem, refuse_any

LEAST_REVIEWS = 2


@dataclass(frozen=True, slots=True)
class Agreed:
    """The mark that the jurors agree on for a criterion, and why."""

    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A criterion whose points (thousandths; before: the jurors' mean) a consensus moved."""

    code: str
    before: Fraction
    after: Fraction
    note: str


@dataclass(frozen=True, slots=True)
class CriteriaConsensus:
    """The score of the jurors' means, the agreed score, and what was moved between them."""

    before: Scored
    after: Scored
    moves: tuple[Move, ...]


def agree(
    grid: Grid, reviews: Sequence[Mapping[str, Mark]], agreed: Mapping[str, Agreed]
) -> CriteriaConsensus:
    """Lay agreed marks over the means of several reviews' marks.

    Criteria on which nothing was agreed keep the mean of the jurors' points. Raises ScoringRefused
    for fewer than two reviews, reviews that are not whole (as ``score`` does), marks that do not
    exist, and, naming every one, criteria whose points move without a note.
    """
    refuse_any(_faults(grid, reviews, agreed))
    points = [score(grid, marks).points for marks in reviews]
    before = {
        one.code: sum((each[one.code] for each in points), Fraction()) / len(points)
        for one in grid.criteria
    }
    after = before | {
        one.code: Fraction(one.points(agreed[one.code].mark) or 0)
        for one in grid.criteria
        if one.code in agreed
    }
    moves = tuple(
        Move(code, before[code], after[code], agreed[code].note.strip())
        for code in before
        if after[code] != before[code]
    )
    refuse_any(_without_note(moves))
    return CriteriaConsensus(score_points(grid, before), score_points(grid, after), moves)


def _faults(
    grid: Grid, reviews: Sequence[object], agreed: Mapping[str, Agreed]
) -> Iterator[Problem]:
    if len(reviews) < LEAST_REVIEWS:
        yield Problem.of(
            "too_few_reviews",
            "A consensus is one of at least two reviews; there are {reviews}.",
            reviews=len(reviews),
        )
    criteria = {one.code: one for one in grid.criteria}
    for code, one in agreed.items():
        if code not in criteria:
            yield Problem.of(
                "unknown_criteria", "{codes:names}: not among the criteria.", codes=(code,)
            )
        elif criteria[code].points(one.mark) is None:
            yield Problem.of(
                "no_such_mark", "“{code}” has no mark {mark!r}.", code=code, mark=one.mark
            )


def _without_note(moves: Sequence[Move]) -> Iterator[Problem]:
    if silent := tuple(move.code for move in moves if not move.note):
        yield Problem.of(
            "no_note",
            "The consensus moves {codes:names} without a note. Say why: it is kept with the mark.",
            codes=silent,
        )
