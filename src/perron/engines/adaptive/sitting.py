"""A whole sitting as a pure function of its answers: what is known, what comes next, the end."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from perron.engines.adaptive.ability import (
    Estimate,
    Prior,
    estimate,
    levels,
    posterior,
    prior_weights,
)
from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.blueprint import Plan
from perron.engines.adaptive.choosing import Moment, Rules, choose
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.stopping import Reason, Stopping
from perron.engines.adaptive.tables import Tables, item_chances
from perron.engines.adaptive.uncertainty import widened

HALF = 0.5


@dataclass(frozen=True)
class Design:
    """All that is fixed before the first question."""

    tables: Tables
    plan: Plan
    prior: Prior = field(default_factory=Prior)
    rules: Rules = field(default_factory=Rules)
    stopping: Stopping = field(default_factory=Stopping)

    @cached_property
    def before(self) -> Floats:
        """The prior on the points."""
        return prior_weights(self.tables.points, self.prior)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Answers (item, score) in their order; items dropped since count as never asked.

    ``harder_from``: how many answers there were when the person asked for harder questions.
    """

    answers: tuple[tuple[int, int], ...] = ()
    dropped: frozenset[int] = frozenset()
    harder_from: int | None = None

    @property
    def kept(self) -> tuple[tuple[int, int], ...]:
        """The answers that count."""
        if not self.dropped:
            return self.answers
        return tuple(one for one in self.answers if one[0] not in self.dropped)

    def answered(self, item: int, score: int) -> "Sitting":
        """The sitting with one more answer."""
        if item in {one for one, _ in self.answers}:
            raise AdaptiveRefused(f"Item {item} was answered before.")
        return replace(self, answers=(*self.answers, (item, score)))

    def without(self, item: int) -> "Sitting":
        """The sitting without an item that turned out to be faulty: exact, as all is recomputed."""
        return replace(self, dropped=self.dropped | {item})


@dataclass(frozen=True, slots=True)
class View:
    """What is known after some answers; ``sd_of_all`` counts the bank's uncertainty too."""

    weights: Floats
    estimate: Estimate
    sd_of_all: float
    levels: Floats
    ended: Reason


def look(design: Design, sitting: Sitting) -> View:
    """All that can be told of a sitting."""
    weights = posterior(design.tables, design.before, sitting.kept)
    found = estimate(design.tables.points, weights)
    return View(
        weights,
        found,
        widened(design.tables, weights, sitting.kept),
        levels(design.tables.points, weights, design.stopping.cuts),
        _ended(design, sitting, weights),
    )


def next_item(design: Design, sitting: Sitting, rng: np.random.Generator) -> int | None:
    """The item to ask, None at the end; the same answers and the same generator ask the same."""
    weights = posterior(design.tables, design.before, sitting.kept)
    if _ended(design, sitting, weights):
        return None
    asked = [item for item, _ in sitting.kept]
    return choose(
        design.tables,
        weights,
        design.plan.open_items(asked, sorted(sitting.dropped)),
        rules=design.rules,
        moment=Moment(misses_in_a_row(design, sitting), len(asked) + 1 == design.plan.length),
        rng=rng,
    )


def misses_in_a_row(design: Design, sitting: Sitting) -> int:
    """How many of the last answers were worth less than half, one after the other."""
    misses = 0
    for item, score in reversed(sitting.kept):
        if score >= HALF * design.tables.bank[item].top:
            break
        misses += 1
    return misses


def _ended(design: Design, sitting: Sitting, weights: Floats) -> Reason:
    asked = [item for item, _ in sitting.kept]
    if len(asked) >= design.plan.length:
        return "length"
    stopping = design.stopping
    if not stopping.is_early or not design.plan.is_met(asked):
        return ""
    points = design.tables.points
    mean = points @ weights
    sd = float(np.sqrt((points - mean) ** 2 @ weights))
    return stopping.reason(len(asked), sd, levels(points, weights, stopping.cuts))


def sit(design: Design, ability: float, rng: np.random.Generator) -> Sitting:
    """A whole sitting of an invented person of this ability, under all rules of the design."""
    sitting = Sitting()
    while (item := next_item(design, sitting, rng)) is not None:
        chances = item_chances(design.tables.bank[item], np.array([ability]))[:, 0]
        sitting = sitting.answered(item, int((rng.random() > np.cumsum(chances[:-1])).sum()))
    return sitting
