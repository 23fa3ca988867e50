"""Several jurors' reviews of one application: whether a third is wanted, and what they come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import mean, median

from perron.engines.scoring.exact import rounded
from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any, repeated

PAIR = 2


class State(StrEnum):
    """How far an application's reviews are."""

    WAITING = "waiting"
    NEEDS_THIRD = "needs_third"
    READY = "ready"


class ManyRule(StrEnum):
    """What three or more reviews come to.

    CLOSEST: the mean of the two that lie closest; where several pairs are equally close, of all the
    reviews in those pairs. MEDIAN: the middle one, or the mean of the middle two. MEAN: of all.
    """

    CLOSEST = "closest"
    MEDIAN = "median"
    MEAN = "mean"


class Cause(StrEnum):
    """Why a third review is wanted."""

    GAP = "gap"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Review:
    """One juror's total, in thousandths."""

    juror: str
    total: int


@dataclass(frozen=True, slots=True)
class Consensus:
    """What the jurors agreed on together (thousandths), and why."""

    total: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CombiningRule:
    """An edition's rule. ``gap``: two totals further apart than this (thousandths) want a third.

    So do two of which only one reaches ``threshold`` (None: no such rule). ``consensus_settles``:
    a consensus of the jurors makes the third review needless.
    """

    gap: int
    threshold: int | None = None
    many: ManyRule = ManyRule.CLOSEST
    consensus_settles: bool = True

    def __post_init__(self) -> None:
        if self.gap < 0:
            raise ScoringRefused(Problem.of("gap_negative", "The gap cannot be less than zero."))


@dataclass(frozen=True, slots=True)
class Combined:
    """What the reviews come to.

    ``score``: thousandths, once READY. ``by_reviews``: what they come to without consensus, as soon
    as there are two. ``causes``: why a third is wanted, or was. ``counted``: the jurors whose
    reviews make the score. ``moved``: consensus minus reviews; ``note``: its reason.
    """

    state: State
    score: int | None
    by_reviews: int | None
    causes: tuple[Cause, ...]
    counted: tuple[str, ...]
    moved: int = 0
    note: str = ""


def needs_third(first: int, second: int, rule: CombiningRule) -> tuple[Cause, ...]:
    """Why two totals (thousandths) want a third review; none, and they do not."""
    causes = []
    if abs(first - second) > rule.gap:
        causes.append(Cause.GAP)
    if rule.threshold is not None and (first >= rule.threshold) != (second >= rule.threshold):
        causes.append(Cause.THRESHOLD)
    return tuple(causes)


def combine(
    reviews: Sequence[Review], rule: CombiningRule, consensus: Consensus | None = None
) -> Combined:
    """What an application's reviews come to, in the order in which they were handed in.

    One or none: waiting. Two: their mean, or a third is wanted. Three or more: by ``rule.many``.
    Rounded once to thousandths, half away from zero. Raises ScoringRefused when a juror comes
    twice, when there is a consensus of fewer than two, or one that moves the score without a note.
    """
    refuse_any(_faults(reviews, consensus))
    if len(reviews) < PAIR:
        return Combined(State.WAITING, None, None, (), ())
    causes = needs_third(reviews[0].total, reviews[1].total, rule)
    counted = _counted(reviews, rule.many)
    middle = median if rule.many is ManyRule.MEDIAN else mean
    found = rounded(middle([Fraction(review.total) for review in counted]))
    third_wanted = bool(causes) and len(reviews) == PAIR
    settled = not third_wanted or (consensus is not None and rule.consensus_settles)
    score = found if consensus is None else consensus.total
    return Combined(
        State.READY if settled else State.NEEDS_THIRD,
        score if settled else None,
        found,
        causes,
        tuple(review.juror for review in counted),
        moved=0 if consensus is None else _moved(found, consensus),
        note="" if consensus is None else consensus.note.strip(),
    )


def _counted(reviews: Sequence[Review], many: ManyRule) -> tuple[Review, ...]:
    """The reviews that make the score, in the order in which they were handed in."""
    if many is not ManyRule.CLOSEST:
        return tuple(reviews)
    pairs = list(combinations(range(len(reviews)), PAIR))
    distances = [abs(reviews[one].total - reviews[other].total) for one, other in pairs]
    least = min(distances)
    close = {
        at
        for pair, distance in zip(pairs, distances, strict=True)
        if distance == least
        for at in pair
    }
    return tuple(reviews[at] for at in sorted(close))


def _moved(found: int, consensus: Consensus) -> int:
    """How far a consensus moves the score; ScoringRefused if it does so without a note."""
    moved = consensus.total - found
    if moved and not consensus.note.strip():
        raise ScoringRefused(
            Problem.of(
                "no_note",
                "The consensus moves the score from {before:points} to {after:points}. Say why: "
                "the note is kept with it.",
                before=found,
                after=consensus.total,
            )
        )
    return moved


def _faults(reviews: Sequence[Review], consensus: Consensus | None) -> Iterator[Problem]:
    if twice := repeated(review.juror for review in reviews):
        yield Problem.of(
            "jurors_twice", "{jurors:names}: more than one review of one juror.", jurors=twice
        )
    if consensus is not None and len(reviews) < PAIR:
        yield Problem.of(
            "too_few_reviews",
            "A consensus is one of at least two reviews; there are {reviews}.",
            reviews=len(reviews),
        )
