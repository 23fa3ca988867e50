"""Results that were tampered with, every digest computed anew: only the mathematics can refuse.

A kind takes a copy of a sound result and changes it, or answers None where the result gives it
nothing to change, or where the change would be true as well.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from perron.engines.awards.generating import generate
from perron.engines.awards.solving import solve
from tests.engines.awards import making, oracle
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tiny import a_knotty_edition, an_edition

BASES = 32
LARGER = 2
MOST_TRIES = 400

Document = dict[str, Any]
Awards = dict[str, tuple[str, int]]


@dataclass
class Base:
    """An instance with its best awards, the multipliers that prove most, and the result."""

    instance: Document
    awards: Awards
    prices: Document
    result: Document

    def copy(self) -> "Base":
        """Another one, to be tampered with."""
        instance, prices, result = json.loads(json.dumps([self.instance, self.prices, self.result]))
        return Base(instance, dict(self.awards), prices, result)

    def remade(self) -> "Base":
        """The same after instance, awards or multipliers changed, and all else with them."""
        self.result = making.make_result(self.instance, self.awards, self.prices)
        return self

    def resealed(self) -> "Base":
        """The same with all digests of a result that was changed here and there."""
        making.sealed(self.instance, self.result)
        return self

    def row(self, name: str) -> Document:
        """An application of the instance."""
        found: Document = next(row for row in self.instance["applications"] if row["id"] == name)
        return found

    def unfunded(self) -> list[str]:
        """Applications that get nothing."""
        return [row["id"] for row in self.instance["applications"] if row["id"] not in self.awards]

    def is_allowed(self) -> bool:
        """Whether the awards keep rules 1 to 3, as the oracle sees it."""
        return oracle.is_allowed(self.instance, self.awards)


Kind = Callable[[Draw, Base], Base | None]
KINDS: dict[str, Kind] = {}


def kind(change: Kind) -> Kind:
    """Enter a way of tampering into the list."""
    KINDS[change.__name__] = change
    return change


@cache
def a_base(seed: int) -> Base:
    """A sound result: the best of a tiny edition, or any of a larger one, the last few."""
    if seed < BASES - LARGER:
        instance = an_edition(seed) if seed % 2 else a_knotty_edition(seed)
        awards = oracle.solve(instance).awards
    else:
        instance = generate(30, 0.5, seed)
        awards = oracle.greedy(oracle.Edition(instance))
    prices = making.good_prices(Draw(2, seed), instance, awards)
    return Base(instance, awards, prices, making.make_result(instance, awards, prices))


@cache
def a_solved_base() -> Base:
    """What the engine's own solver makes of a larger edition."""
    instance = generate(30, 0.5, 1)
    result = json.loads(json.dumps(solve(instance)))
    awards = {row["id"]: (row["money"], row["level"]) for row in result["awards"]}
    quality, shortfall = result["quality"], result["shortfall"]
    parts = (quality, quality["without_cutoffs"], shortfall, shortfall["without_cutoffs"])
    told = [part["multipliers"] for part in parts]
    return Base(instance, awards, dict(zip(making.BOUNDS, told, strict=True)), result)


def tampered(name: str, turn: int) -> Base:
    """A result tampered with in one way; each turn is another one."""
    for attempt in range(MOST_TRIES):
        draw = Draw(3, sorted(KINDS).index(name), turn, attempt)
        changed = changed_by(name, draw, a_base(draw.number(0, BASES - 1)))
        if changed is not None:
            return changed
    raise AssertionError(f"Nothing found to tamper with by {name}.")


def changed_by(name: str, draw: Draw, base: Base) -> Base | None:
    """A copy of a base, tampered with; None if that changed nothing."""
    changed = KINDS[name](draw, base.copy())
    return None if changed is None or changed.result == base.result else changed


def shifted(draw: Draw, figure: int) -> int:
    """Another figure, near or far."""
    return figure + draw.pick([-1, 1]) * draw.pick([1, 1, 2, 10, draw.number(3, 10**6)])


# Awards changed, and everything else made to agree: what is left is the broken rule.


def forbidden(base: Base) -> Base | None:
    """The result remade, unless the contract allows its awards."""
    return None if base.is_allowed() else base.remade()


@kind
def award_added(draw: Draw, base: Base) -> Base | None:
    """Somebody more is funded."""
    names = [name for name in base.unfunded() if base.row(name)["moneys"]]
    if not names:
        return None
    row = base.row(draw.pick(names))
    base.awards[row["id"]] = (draw.pick(row["moneys"]), draw.pick(oracle.row_levels(row)))
    return forbidden(base)


@kind
def award_removed(draw: Draw, base: Base) -> Base | None:
    """Somebody funded is passed over."""
    if not base.awards:
        return None
    del base.awards[draw.pick(list(base.awards))]
    return forbidden(base)


@kind
def swapped_inside_a_cell(draw: Draw, base: Base) -> Base | None:
    """Somebody gets the award of another of the same cell."""
    pairs = [
        (funded, other)
        for funded in base.awards
        for other in base.unfunded()
        if base.row(funded)["cell"] == base.row(other)["cell"]
    ]
    if not pairs:
        return None
    funded, other = draw.pick(pairs)
    money, _ = base.awards.pop(funded)
    base.awards[other] = (money, oracle.row_levels(base.row(other))[0])
    return forbidden(base)


@kind
def moved_to_another_money(draw: Draw, base: Base) -> Base | None:
    """An award is paid from a money that has no room, or that it is not eligible for."""
    if not base.awards:
        return None
    name = draw.pick(list(base.awards))
    money = draw.pick(base.instance["moneys"])["id"]
    base.awards[name] = (money, base.awards[name][1])
    return forbidden(base)


@kind
def another_level(draw: Draw, base: Base) -> Base | None:
    """An award is made larger or smaller."""
    if not base.awards:
        return None
    name = draw.pick(list(base.awards))
    level = draw.pick([*oracle.row_levels(base.row(name)), draw.number(1, 100)])
    base.awards[name] = (base.awards[name][0], level)
    return forbidden(base)


# The instance changed, and everything else made to agree.


@kind
def threshold_ignored(draw: Draw, base: Base) -> Base | None:
    """Somebody funded is under the threshold."""
    if not base.awards:
        return None
    score = base.row(draw.pick(list(base.awards)))["score"]
    base.instance["rules"]["threshold"] = score + draw.pick([1, 500])
    return forbidden(base)


@kind
def score_changed(draw: Draw, base: Base) -> Base | None:
    """Somebody's score changes, so that another one is passed over."""
    row = draw.pick(base.instance["applications"])
    row["score"] = draw.number(35, 95) * 1000
    return forbidden(base)


@kind
def cells_mislabelled(draw: Draw, base: Base) -> Base | None:
    """Somebody is put into another cell, where a lower one is funded."""
    row = draw.pick(base.instance["applications"])
    row["cell"] = draw.pick(sorted({other["cell"] for other in base.instance["applications"]}))
    return forbidden(base)


@kind
def limit_passed(draw: Draw, base: Base) -> Base | None:
    """A source pays more than its limit."""
    source = draw.pick(base.instance["sources"])
    source["limit"] = max(0, base.result["spent"]["sources"][source["id"]] - draw.pick([1, 50]))
    return forbidden(base)


@kind
def limit_of_a_year_passed(draw: Draw, base: Base) -> Base | None:
    """A source pays more than its limit of one year."""
    source = draw.pick(base.instance["sources"])
    if "years" not in source:
        return None
    year = draw.pick(sorted(source["years"]))
    source["years"][year] = max(0, base.result["spent"]["years"][source["id"]][year] - 1)
    return forbidden(base)


@kind
def ceiling_passed(draw: Draw, base: Base) -> Base | None:
    """A group gets more than its ceiling."""
    group = draw.pick(base.instance["groups"])
    edition = oracle.Edition(base.instance)
    granted = edition.used(base.awards)["group", group["id"]]
    group["ceiling"] = max(0, granted - draw.pick([1, 50]))
    return forbidden(base)


@kind
def board_cap_broken(draw: Draw, base: Base) -> Base | None:
    """A board has one award, or some money, too much."""
    board = draw.pick(base.instance["boards"])
    used = oracle.Edition(base.instance).used(base.awards)
    limit = draw.pick(["most_awards", "most_money"])
    board[limit] = max(0, used[limit, board["id"]] - 1)
    return forbidden(base)


@kind
def exclusive_both_funded(draw: Draw, base: Base) -> Base | None:
    """Two that exclude each other are funded."""
    if len(base.awards) < 2:
        return None
    base.instance["exclusive"] = [draw.some(list(base.awards), 2)]
    return forbidden(base)


@kind
def requirement_unfunded(draw: Draw, base: Base) -> Base | None:
    """Somebody is funded without what it requires."""
    if not base.awards or not base.unfunded():
        return None
    base.row(draw.pick(list(base.awards)))["requires"] = [draw.pick(base.unfunded())]
    return forbidden(base)


@kind
def rank_not_followed(draw: Draw, base: Base) -> Base | None:
    """The rules ask for plain rank, and the awards are others."""
    del draw
    base.instance["rules"]["method"] = "rank"
    if base.awards == oracle.plain_rank(oracle.Edition(base.instance)):
        return None
    base.remade()
    base.result["ended"] = "ranked"
    return base.resealed()
