"""What a rule grants for a cost: a rate with a floor and a ceiling, or one fixed sum; or why not.

All amounts are whole cents; a rate is in ten-thousandths and its cents are rounded down, as the
award engine does: nobody is granted more than the rate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perron.engines.scoring.exact import exact, rounded
from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any, repeated

UNIT = 10_000


class UnderFloor(StrEnum):
    """What happens where the rate gives less than the floor."""

    LIFT = "lift"
    REFUSE = "refuse"


class Bound(StrEnum):
    """What settled an amount."""

    RATE = "rate"
    FLOOR = "floor"
    CEILING = "ceiling"
    COST = "cost"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A share of the money for projects by their cost: those under ``under`` cents (None: all)."""

    code: str
    under: int | None = None


@dataclass(frozen=True, slots=True)
class RateRule:
    """A percentage of the cost, between a floor and a ceiling, for projects of a least cost.

    ``envelopes`` in rising order: a project belongs to the first whose ``under`` lies above its
    cost. Raises ScoringRefused with every problem when it is made.
    """

    rate: int
    floor: int = 0
    ceiling: int | None = None
    least_cost: int = 0
    under_floor: UnderFloor = UnderFloor.LIFT
    envelopes: tuple[Envelope, ...] = ()

    def __post_init__(self) -> None:
        refuse_any(_rate_faults(self))


@dataclass(frozen=True, slots=True)
class FixedRule:
    """One sum for each, whatever it costs beyond it."""

    amount: int

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ScoringRefused(Problem.of("no_amount", "The sum must be more than zero."))


@dataclass(frozen=True, slots=True)
class Grant:
    """An amount in cents, what settled it, its envelope ("" without), and the applicant's share."""

    amount: int
    settled_by: Bound
    envelope: str
    own_share: int


def grant_for(rule: RateRule | FixedRule, cost: int) -> Grant | Problem:
    """What a project of this cost (cents) is granted, or the reason why nothing is.

    Never more than the cost. Reasons: ``cost_too_low``, ``under_floor``, ``no_envelope``. Raises
    ScoringRefused for a cost of zero or less.
    """
    if cost <= 0:
        raise ScoringRefused(Problem.of("no_cost", "The cost must be more than zero."))
    if isinstance(rule, FixedRule):
        amount = min(rule.amount, cost)
        by = Bound.FIXED if amount == rule.amount else Bound.COST
        return Grant(amount, by, "", cost - amount)
    return _by_rate(rule, cost)


def _by_rate(rule: RateRule, cost: int) -> Grant | Problem:
    if cost < rule.least_cost:
        return Problem.of(
            "cost_too_low",
            "The project costs {cost:euros}; it must cost at least {least:euros}.",
            cost=cost,
            least=rule.least_cost,
        )
    at_rate = cost * rule.rate // UNIT
    if at_rate < rule.floor and rule.under_floor is UnderFloor.REFUSE:
        return Problem.of(
            "under_floor",
            "The rate gives {amount:euros}, and no grant is smaller than {floor:euros}.",
            amount=at_rate,
            floor=rule.floor,
        )
    envelope = _envelope(rule, cost)
    if envelope is None:
        return Problem.of("no_envelope", "No envelope takes a project of {cost:euros}.", cost=cost)
    amount, by = _bounded(rule, at_rate, cost)
    return Grant(amount, by, envelope, cost - amount)


def _bounded(rule: RateRule, at_rate: int, cost: int) -> tuple[int, Bound]:
    if rule.ceiling is not None and at_rate > rule.ceiling:
        return rule.ceiling, Bound.CEILING
    if at_rate >= rule.floor:
        return at_rate, Bound.RATE
    return (rule.floor, Bound.FLOOR) if rule.floor <= cost else (cost, Bound.COST)


def _envelope(rule: RateRule, cost: int) -> str | None:
    if not rule.envelopes:
        return ""
    fitting = (one.code for one in rule.envelopes if one.under is None or cost < one.under)
    return next(fitting, None)


def _rate_faults(rule: RateRule) -> Iterator[Problem]:
    if not 0 < rule.rate <= UNIT:
        yield Problem.of("rate_outside", "The rate must lie above 0 % and at most at 100 %.")
    if rule.floor < 0 or rule.least_cost < 0:
        yield Problem.of("floor_negative", "Floor and least cost cannot be less than zero.")
    if rule.ceiling is not None and rule.ceiling < max(rule.floor, 1):
        yield Problem.of(
            "ceiling_under_floor",
            "The ceiling of {ceiling:euros} lies under the floor of {floor:euros}, or grants "
            "nothing.",
            ceiling=rule.ceiling,
            floor=rule.floor,
        )
    if twice := repeated(one.code for one in rule.envelopes):
        yield Problem.of("envelopes_twice", "{codes:names}: named more than once.", codes=twice)
    tops = [one.under for one in rule.envelopes]
    bounded = [top for top in tops if top is not None]
    if None in tops[:-1] or bounded != sorted(set(bounded)):
        yield Problem.of(
            "envelopes_not_rising", "Envelopes must rise; only the last may be open above."
        )


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that makes a place need more: between ``none`` (0) and ``full`` (1), times weight.

    ``none`` may lie above ``full``: the fewer public places for 10,000 people, the more need.
    Numbers or decimals as text.
    """

    fact: str
    none: int | str
    full: int | str
    weight: int


@dataclass(frozen=True, slots=True)
class NeedPart:
    """A fact's part: its share of the way from none to full (0 to 1), and its thousandths."""

    fact: str
    share: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class NeedScore:
    """The need of a place in thousandths of a point, and the parts that make it."""

    total: int
    parts: tuple[NeedPart, ...]


def need_score(
    needs: Sequence[Need], facts: Mapping[str, object], scale: int = 100_000
) -> NeedScore:
    """How much a place (a municipality) needs what is given, from 0 to ``scale`` thousandths.

    A weighted mean of shares, each kept between 0 and 1; exact, rounded once, half away from zero.
    Raises ScoringRefused naming missing facts, and for needs that weigh nothing or go nowhere.
    """
    refuse_any(_need_faults(needs, facts))
    unit = Fraction(scale, sum(one.weight for one in needs))
    parts = []
    for one in needs:
        none, full = exact(one.none), exact(one.full)
        share = min(max((exact(facts[one.fact]) - none) / (full - none), Fraction(0)), Fraction(1))
        parts.append(NeedPart(one.fact, share, share * one.weight * unit))
    return NeedScore(rounded(sum((part.points for part in parts), Fraction())), tuple(parts))


def _need_faults(needs: Sequence[Need], facts: Mapping[str, object]) -> Iterator[Problem]:
    if missing := tuple(one.fact for one in needs if facts.get(one.fact) is None):
        yield Problem.of(
            "missing_facts", "{facts:names}: missing. Nothing was computed.", facts=missing
        )
    if not needs or any(one.weight <= 0 for one in needs):
        yield Problem.of("no_weight", "Each need must weigh more than zero; name at least one.")
    if flat := tuple(one.fact for one in needs if exact(one.none) == exact(one.full)):
        yield Problem.of(
            "need_flat", "{facts:names}: no need and full need are the same number.", facts=flat
        )
