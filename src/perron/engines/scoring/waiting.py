"""A continuous queue: who is served next, and when its envelope will be empty.

    priority = need + wait per day * days waited

so that the neediest go first and nobody waits for ever. Need is in thousandths of a point, as
``granting.need_score`` gives it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from perron.engines.scoring.ranking import lot
from perron.engines.scoring.refusals import Problem, ScoringRefused, refuse_any, repeated

LEAST_GRANTS = 3


@dataclass(frozen=True, slots=True)
class QueueRule:
    """``wait``: thousandths of a point for each day waited; ``seed``: of the lots among equals."""

    wait: int
    seed: str

    def __post_init__(self) -> None:
        problems = []
        if self.wait < 0:
            problems.append(Problem.of("wait_negative", "A day of waiting cannot count against."))
        if not self.seed:
            problems.append(Problem.of("no_seed", "There is no seed for the lots."))
        refuse_any(problems)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone in the queue: need in thousandths, since when, and what is asked, in cents."""

    id: str
    need: int
    since: date
    asked: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the queue, from 1, with what makes it: need, days waited, and their sum.

    ``fits``: what is asked, and all that stands before, is still in the envelope.
    """

    id: str
    position: int
    priority: int
    need: int
    days: int
    asked: int
    fits: bool


def queue_order(
    entries: Sequence[Waiting], rule: QueueRule, *, on: date, left: int
) -> tuple[Turn, ...]:
    """The queue of a day: highest priority first, then longest waiting, then by lot.

    ``left``: cents left in the envelope. Nobody is passed over because someone behind asks for
    less: from the first who does not fit, nobody does. Raises ScoringRefused for an id that comes
    twice, a date to come, and a request of zero or less.
    """
    refuse_any(_faults(entries, on))
    ordered = sorted(entries, key=lambda one: _key(one, rule, on))
    turns = []
    for position, one in enumerate(ordered, 1):
        left -= one.asked
        days = (on - one.since).days
        priority = one.need + rule.wait * days
        turns.append(Turn(one.id, position, priority, one.need, days, one.asked, left >= 0))
    return tuple(turns)


def _key(one: Waiting, rule: QueueRule, on: date) -> tuple[int, date, str, str]:
    priority = one.need + rule.wait * (on - one.since).days
    return -priority, one.since, lot(rule.seed, one.id), one.id


def _faults(entries: Sequence[Waiting], on: date) -> Iterator[Problem]:
    if twice := repeated(one.id for one in entries):
        yield Problem.of("entries_twice", "{ids:names}: twice in the queue.", ids=twice)
    if ahead := tuple(one.id for one in entries if one.since > on):
        yield Problem.of("date_to_come", "{ids:names}: waiting since a day to come.", ids=ahead)
    if nothing := tuple(one.id for one in entries if one.asked <= 0):
        yield Problem.of("no_amount", "{ids:names}: asking for nothing.", ids=nothing)


@dataclass(frozen=True, slots=True)
class Spent:
    """A grant that was made: the day, and cents."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the envelope will be empty at the present rate.

    ``per_day``: mean cents a day. ``empty_on``: the expected day; ``earliest`` and ``latest`` bound
    it at ``level`` percent; ``latest`` is None where the rate is too uncertain to say.
    """

    per_day: float
    empty_on: date
    earliest: date
    latest: date | None
    level: int


def forecast(
    spent: Sequence[Spent], *, since: date, on: date, left: int, level: int = 80
) -> Forecast | Problem:
    """When ``left`` cents will have gone, if grants go on as from ``since`` to ``on``.

    Grants are taken as a compound Poisson flow: over t days to come the sum has mean m t and
    variance v t, with m = sum(amounts) / T and v = sum(amounts squared) / T observed over T days;
    m itself is uncertain, with variance v / T. The bounds are where left - m t is plus or minus
    z sqrt(v t + v t² / T): the roots of a quadratic. A Problem is answered, and no date made up,
    for fewer than three grants and for an envelope that is empty already.
    Raises ScoringRefused for an empty period, grants outside it, or amounts of zero or less.
    """
    days = (on - since).days
    _refuse_flow(spent, since, on)
    if left <= 0:
        return Problem.of("empty_already", "The envelope is empty.")
    if len(spent) < LEAST_GRANTS:
        return Problem.of(
            "too_few_grants",
            "{grants} grants are too few to say when the envelope will be empty.",
            grants=len(spent),
        )
    rate = sum(one.amount for one in spent) / days
    spread = sum(one.amount**2 for one in spent) / days
    z2 = NormalDist().inv_cdf((1 + level / 100) / 2) ** 2
    # (left - rate t)² = z² (spread t + spread t² / days), as a t² - 2 b t + left² = 0.
    a = rate**2 - z2 * spread / days
    b = left * rate + z2 * spread / 2
    root = math.sqrt(max(b * b - a * left * left, 0.0))
    late = (b + root) / a if a > 0 else math.inf
    return Forecast(
        rate,
        _day(on, math.ceil(left / rate)) or date.max,
        _day(on, math.floor(left * left / (b + root))) or date.max,
        _day(on, math.ceil(late)) if math.isfinite(late) else None,
        level,
    )


def _day(on: date, days: int) -> date | None:
    """A day so many days on; None past the end of the calendar."""
    return on + timedelta(days) if days <= (date.max - on).days else None


def _refuse_flow(spent: Sequence[Spent], since: date, on: date) -> None:
    if on <= since:
        raise ScoringRefused(Problem.of("empty_period", "The period has no day."))
    if any(not since <= one.on <= on or one.amount <= 0 for one in spent):
        raise ScoringRefused(
            Problem.of(
                "grants_outside", "Each grant must be of the period, and more than zero cents."
            )
        )
