"""Weighting after the jury: bands and tables over facts, each step written down.

A step adds thousandths of a point or multiplies by ten-thousandths (10_500: times 1.05). Steps
follow each other in the order in which they are listed; all is exact, and the last score is rounded
once, half away from zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from perron.engines.scoring.exact import exact, rounded
from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any, repeated

UNIT = 10_000


class Effect(StrEnum):
    """What a step does to the score."""

    ADD = "add"
    MULTIPLY = "multiply"


@dataclass(frozen=True, slots=True)
class Band:
    """Facts from ``least`` (inclusive; a number or a decimal as text) up to the next band.

    The first band may have no least: everything under the second. ``by``: thousandths or
    ten-thousandths.
    """

    least: int | str | None
    by: int


@dataclass(frozen=True, slots=True)
class Bands:
    """A step by the band that a numeric fact falls in (population, socio-economic index)."""

    code: str
    fact: str
    effect: Effect
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A step by the value of a fact (rurality: "rural" to 10_500)."""

    code: str
    fact: str
    effect: Effect
    by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: the fact's value, by how much, and the score before and after.

    Scores are exact thousandths: what is rounded for reading is never carried on.
    """

    code: str
    fact: str
    value: object
    effect: Effect
    by: int
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Weighted:
    """The jury's score, the score after all steps (thousandths), and the steps between.

    ``capped``: the last step ended past ``most`` or under zero, and the score was brought back.
    """

    before: int
    after: int
    steps: tuple[Step, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class Weighting:
    """The steps of an edition, in order; ``most``: a score never goes past it (None: no bound).

    Raises ScoringRefused with every problem when it is made.
    """

    steps: tuple[Bands | Table, ...]
    most: int | None = None

    def __post_init__(self) -> None:
        refuse_any(_faults(self))


def weigh(weighting: Weighting, score: int, facts: Mapping[str, object]) -> Weighted:
    """Apply an edition's weighting to a jury's score (thousandths).

    Raises ScoringRefused naming every fact that is missing, or one that no band or table foresees.
    """
    refuse_any(
        Problem.of(
            "missing_fact",
            "The fact “{fact}”, by which “{step}” is weighted, is missing. Nothing was computed.",
            fact=step.fact,
            step=step.code,
        )
        for step in weighting.steps
        if facts.get(step.fact) is None
    )
    now = Fraction(score)
    taken = []
    for step in weighting.steps:
        value = facts[step.fact]
        by = _by_band(step, value) if isinstance(step, Bands) else _by_table(step, value)
        after = now + by if step.effect is Effect.ADD else now * by / UNIT
        taken.append(Step(step.code, step.fact, value, step.effect, by, now, after))
        now = after
    kept = max(now, Fraction(0))
    if weighting.most is not None:
        kept = min(kept, Fraction(weighting.most))
    return Weighted(score, rounded(kept), tuple(taken), capped=kept != now)


def _by_band(step: Bands, value: object) -> int:
    try:
        found = exact(value)
    except ScoringRefused:
        raise ScoringRefused(_not_foreseen(step, value)) from None
    reached = [one.by for one in step.bands if one.least is None or exact(one.least) <= found]
    if not reached:
        raise ScoringRefused(_not_foreseen(step, value))
    return reached[-1]


def _by_table(step: Table, value: object) -> int:
    by = step.by.get(value) if isinstance(value, str) else None
    if by is None:
        raise ScoringRefused(_not_foreseen(step, value))
    return by


def _not_foreseen(step: Bands | Table, value: object) -> Problem:
    return Problem.of(
        "value_not_foreseen",
        "“{step}” does not say what to do where “{fact}” is {value!r}. Nothing was computed.",
        step=step.code,
        fact=step.fact,
        value=value,
    )


def _faults(weighting: Weighting) -> Iterator[Problem]:
    if twice := repeated(step.code for step in weighting.steps):
        yield Problem.of("steps_twice", "{codes:names}: named more than once.", codes=twice)
    if weighting.most is not None and weighting.most <= 0:
        yield Problem.of("no_most", "The highest score must be more than zero.")
    for step in weighting.steps:
        amounts = [one.by for one in step.bands] if isinstance(step, Bands) else step.by.values()
        yield from _step_faults(step, list(amounts))


def _step_faults(step: Bands | Table, amounts: Sequence[int]) -> Iterator[Problem]:
    if not amounts:
        yield Problem.of("no_values", "“{step}” has no band or value.", step=step.code)
    if step.effect is Effect.MULTIPLY and any(by <= 0 for by in amounts):
        yield Problem.of(
            "factor_not_positive",
            "“{step}” multiplies by zero or less: a factor is more than zero.",
            step=step.code,
        )
    if isinstance(step, Bands) and not _is_rising(step):
        yield Problem.of(
            "bands_not_rising",
            "The bands of “{step}” must rise; only the first may be open below.",
            step=step.code,
        )


def _is_rising(step: Bands) -> bool:
    if any(one.least is None for one in step.bands[1:]):
        return False
    leasts = [exact(one.least) for one in step.bands if one.least is not None]
    return all(low < high for low, high in pairwise(leasts))
