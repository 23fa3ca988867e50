"""Criteria: a grid of weighted criteria with anchored levels, and what a set of marks is worth.

    total = scale * sum(weight * points / most) / sum(weights)

in exact fractions, rounded once at the end, half away from zero, to a thousandth of a point.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perron.engines.scoring.exact import rounded, shared_out
from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any, repeated

Mark = str | int
"""What a juror gives a criterion: the code of a level, or points in thousandths."""


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a criterion that jurors choose: its code, and its points in thousandths."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged. ``weight`` is relative to the sum of the weights of the grid.

    With ``levels``, a mark is one of them and the most is the highest; without, it is a whole
    number of thousandths from 0 to ``most``. An application whose points lie under ``least``
    (thousandths) fails, whatever its total. ``tie``: place among the criteria that separate equal
    totals, lower first; None where it does not.
    """

    code: str
    weight: int
    levels: tuple[Level, ...] = ()
    most: int = 0
    least: int | None = None
    tie: int | None = None

    @property
    def highest(self) -> int:
        """The most points that can be given, in thousandths."""
        return max((level.points for level in self.levels), default=self.most)

    @property
    def lowest(self) -> int:
        """The fewest points that can be given, in thousandths."""
        return min((level.points for level in self.levels), default=0)

    def points(self, mark: Mark) -> int | None:
        """The points of a mark in thousandths; None if the criterion has no such mark."""
        if isinstance(mark, str):
            return {level.code: level.points for level in self.levels}.get(mark)
        if isinstance(mark, bool):
            return None
        if self.levels:
            return mark if mark in {level.points for level in self.levels} else None
        return mark if 0 <= mark <= self.most else None


@dataclass(frozen=True, slots=True)
class Grid:
    """Criteria with the scale of their total and the least total that may be funded (thousandths).

    Raises ScoringRefused, with every problem, when it is made: there is no grid with a fault.
    """

    criteria: tuple[Criterion, ...]
    scale: int = 100_000
    threshold: int | None = None

    def __post_init__(self) -> None:
        refuse_any(_faults(self))

    @property
    def tie_order(self) -> tuple[str, ...]:
        """Codes of the criteria that separate equal totals, the first to count first."""
        counting = [(one.tie, one.code) for one in self.criteria if one.tie is not None]
        return tuple(code for _, code in sorted(counting))


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion's part of a total: points and most as judged, contribution to the total.

    All in thousandths; points may be a fraction where they are a mean. Contributions are shared
    out so that they sum to the total (largest remainders).
    """

    code: str
    points: Fraction
    most: int
    contribution: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A total in thousandths, its parts, and the criteria whose points lie under their least."""

    total: int
    by_criterion: tuple[Part, ...]
    below: tuple[str, ...]
    reaches_threshold: bool

    @property
    def passes(self) -> bool:
        """Whether the total reaches the threshold and no criterion lies under its least."""
        return self.reaches_threshold and not self.below

    @property
    def points(self) -> dict[str, Fraction]:
        """Points by criterion, in thousandths."""
        return {part.code: part.points for part in self.by_criterion}


def score(grid: Grid, marks: Mapping[str, Mark]) -> Scored:
    """What marks (criterion to level code or points) are worth.

    Raises ScoringRefused naming criteria without a mark (a missing mark is never a zero), marks
    that a criterion does not have, and marks for what is no criterion of the grid.
    """
    _refuse_other_codes(grid, marks)
    points: dict[str, Fraction] = {}
    wrong = []
    for criterion in grid.criteria:
        worth = criterion.points(marks[criterion.code])
        if worth is None:
            wrong.append(_no_such_mark(criterion, marks[criterion.code]))
        else:
            points[criterion.code] = Fraction(worth)
    refuse_any(wrong)
    return score_points(grid, points)


def score_points(grid: Grid, points: Mapping[str, Fraction]) -> Scored:
    """What points by criterion (thousandths, means of several jurors too) are worth.

    Raises ScoringRefused for missing or unknown criteria, and for points outside the range.
    """
    _refuse_other_codes(grid, points)
    refuse_any(
        _no_such_mark(criterion, points[criterion.code])
        for criterion in grid.criteria
        if not criterion.lowest <= points[criterion.code] <= criterion.highest
    )
    unit = Fraction(grid.scale, sum(criterion.weight for criterion in grid.criteria))
    shares = [unit * one.weight * points[one.code] / one.highest for one in grid.criteria]
    total = rounded(sum(shares, Fraction()))
    return Scored(
        total,
        tuple(
            Part(one.code, Fraction(points[one.code]), one.highest, contribution)
            for one, contribution in zip(grid.criteria, shared_out(total, shares), strict=True)
        ),
        below=tuple(
            one.code
            for one in grid.criteria
            if one.least is not None and points[one.code] < one.least
        ),
        reaches_threshold=grid.threshold is None or total >= grid.threshold,
    )


def admissible(criteria: Sequence[str], answers: Mapping[str, object]) -> tuple[str, ...]:
    """Which of the yes-or-no criteria, all compulsory, were answered no; none: it is admissible.

    Raises ScoringRefused when the list is empty or repeats itself, when an answer is missing, when
    one is neither yes nor no, or when one answers nothing that was asked.
    """
    refuse_any(_answer_faults(criteria, answers))
    return tuple(code for code in criteria if not answers[code])


def _answer_faults(criteria: Sequence[str], answers: Mapping[str, object]) -> Iterator[Problem]:
    if not criteria:
        yield Problem.of("no_criteria", "There is no criterion to answer. Name at least one.")
    if twice := repeated(criteria):
        yield Problem.of("criteria_twice", "{codes:names}: named more than once.", codes=twice)
    if missing := tuple(code for code in criteria if answers.get(code) is None):
        yield Problem.of(
            "missing_answers",
            "{codes:names}: not answered yet. An answer that is missing is neither yes nor no.",
            codes=missing,
        )
    if unknown := tuple(sorted(set(answers) - set(criteria))):
        yield Problem.of(
            "unknown_criteria", "{codes:names}: not among the criteria.", codes=unknown
        )
    given = {code: answer for code, answer in answers.items() if answer is not None}
    if unclear := tuple(code for code in criteria if not isinstance(given.get(code, True), bool)):
        yield Problem.of("unclear_answers", "{codes:names}: say yes or no.", codes=unclear)


def _refuse_other_codes(grid: Grid, marks: Mapping[str, object]) -> None:
    codes = [criterion.code for criterion in grid.criteria]
    problems = []
    if missing := tuple(code for code in codes if marks.get(code) is None):
        problems.append(
            Problem.of(
                "missing_marks",
                "No mark for {codes:names}. A missing mark is not a zero: give each a mark.",
                codes=missing,
            )
        )
    if unknown := tuple(sorted(set(marks) - set(codes))):
        problems.append(
            Problem.of("unknown_criteria", "{codes:names}: not among the criteria.", codes=unknown)
        )
    if problems:
        raise ScoringRefused(*problems)


def _no_such_mark(criterion: Criterion, mark: object) -> Problem:
    return Problem.of(
        "no_such_mark",
        "“{code}” has no mark {mark!r}: it goes from {lowest:points} to {highest:points} points"
        "{levels}.",
        code=criterion.code,
        mark=mark,
        lowest=criterion.lowest,
        highest=criterion.highest,
        levels="".join(f", {level.code}" for level in criterion.levels),
    )


def _faults(grid: Grid) -> Iterator[Problem]:
    if not grid.criteria:
        yield Problem.of("no_criteria", "The grid has no criterion. Name at least one.")
    if twice := repeated(criterion.code for criterion in grid.criteria):
        yield Problem.of("criteria_twice", "{codes:names}: named more than once.", codes=twice)
    if grid.criteria and sum(criterion.weight for criterion in grid.criteria) <= 0:
        yield Problem.of("no_weight", "The weights sum to zero: no total can be computed.")
    if grid.scale <= 0:
        yield Problem.of("no_scale", "The scale must be more than zero.")
    elif grid.threshold is not None and not 0 <= grid.threshold <= grid.scale:
        yield Problem.of(
            "threshold_outside",
            "The threshold of {threshold:points} lies outside the scale of {scale:points}.",
            threshold=grid.threshold,
            scale=grid.scale,
        )
    if twice := repeated(str(one.tie) for one in grid.criteria if one.tie is not None):
        yield Problem.of(
            "ties_twice", "{codes:names}: two criteria have this place among ties.", codes=twice
        )
    for criterion in grid.criteria:
        yield from _criterion_faults(criterion)


def _criterion_faults(criterion: Criterion) -> Iterator[Problem]:
    code = criterion.code
    if criterion.weight < 0:
        yield Problem.of("weight_negative", "“{code}” weighs less than zero.", code=code)
    if repeated(level.code for level in criterion.levels):
        yield Problem.of("levels_twice", "“{code}” has two levels of one code.", code=code)
    if repeated(str(level.points) for level in criterion.levels):
        yield Problem.of("levels_alike", "“{code}” has two levels of the same points.", code=code)
    if criterion.lowest < 0:
        yield Problem.of("points_negative", "“{code}” has points under zero.", code=code)
    if criterion.highest <= 0:
        yield Problem.of("no_points", "“{code}” has no points to give.", code=code)
    elif (
        criterion.least is not None and not criterion.lowest < criterion.least <= criterion.highest
    ):
        yield Problem.of(
            "least_outside",
            "“{code}” asks for at least {least:points} points, but goes from {lowest:points} to "
            "{highest:points}: nothing could fail, or nothing pass.",
            code=code,
            least=criterion.least,
            lowest=criterion.lowest,
            highest=criterion.highest,
        )
