"""What a test has to hold, and what may be asked next so that it can still be held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from perron.engines.adaptive.completing import NONE, Bounds, Completion
from perron.engines.adaptive.errors import AdaptiveRefused

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an item beside its curve.

    Of one family, and of one set of enemies, a sitting holds one item at most.
    """

    area: str = ""
    competence: str = ""
    family: str = ""
    enemies: str = ""
    modalities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quota:
    """How many items, at least and at most (None: no bound)."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The length, the quotas of areas and competences, and what every item has to allow."""

    length: int
    areas: Mapping[str, Quota] = field(default_factory=dict)
    competences: Mapping[str, Quota] = field(default_factory=dict)
    modalities: frozenset[str] = frozenset()
    language: str = ""

    def allows(self, facts: Facts) -> bool:
        """Say whether an item can be asked of this person at all."""
        spoken = not self.language or self.language in facts.languages
        return spoken and self.modalities <= facts.modalities


@dataclass(frozen=True)
class Plan:
    """A blueprint over a bank: L competences in A areas, U sets of items that exclude each other.

    A set counts as available in one competence only, its home, so that what is counted can be
    asked together: as long as the counts suffice the blueprint can be completed.
    """

    length: int
    usable: Mask  # (J,)
    leaf: Whole  # (J,) competence
    unit: Whole  # (J,)
    home: Whole  # (U,) competence, NONE where no item of the set can be asked
    bounds: Bounds

    def open_items(self, asked: Sequence[int], barred: Sequence[int] = ()) -> Mask:
        """Which items may be asked now, (J,): after each of them the blueprint can be completed.

        ``barred`` are items that count for nothing and can't be asked again.
        """
        state, used = self._state(asked, barred)
        more = self.length - len(asked) - 1
        moves, move_of = self.moves
        holds = np.array([state.holds_after(*move, more) for move in moves] + [False])
        return self._open(used, holds[move_of])

    def spare_items(self, asked: Sequence[int], barred: Sequence[int] = ()) -> Mask:
        """Which items may be asked without counting, (J,): the blueprint can be completed still.

        Whether they can be asked of this person at all is for the caller to know.
        """
        state, used = self._state(asked, barred)
        more = self.length - len(asked)
        homes = (*range(len(state.left)), NONE)
        holds = np.array([state.holds_after(NONE, home, more) for home in homes])
        return self._open(used, holds[self.home[self.unit]])

    def unused_items(self, asked: Sequence[int], barred: Sequence[int] = ()) -> Mask:
        """Which items are left for this person, whatever becomes of the blueprint, (J,)."""
        return self._open(self._state(asked, barred)[1], self.usable)

    def can_begin(self) -> bool:
        """Say whether there is a test that meets the blueprint."""
        distinct, _ = self.moves  # and so they are at hand when the first question is chosen
        return bool(distinct) and self._state([], [])[0].holds(self.length)

    def is_met(self, asked: Iterable[int]) -> bool:
        """Say whether each quota's least is reached, so that a sitting may end early."""
        return self.bounds.met(self._counts(asked))

    def _state(self, asked: Sequence[int], barred: Sequence[int]) -> tuple[Completion, set[int]]:
        """What was asked and is left by competence, and the sets that are used."""
        unit_of, homes, left = self._listed[1:]
        used = {unit_of[item] for item in (*asked, *barred)}
        free = list(left)
        for unit in used:
            if homes[unit] != NONE:
                free[homes[unit]] -= 1
        return Completion(self.bounds, self._counts(asked), free), used

    def _counts(self, asked: Iterable[int]) -> list[int]:
        counts, leaf_of = [0] * len(self.bounds.area_of), self._listed[0]
        for item in asked:
            counts[leaf_of[item]] += 1
        return counts

    def _open(self, used: set[int], holds: Mask) -> Mask:
        free = np.ones(len(self.home), dtype=bool)
        free[list(used)] = False
        found: Mask = holds & free[self.unit]
        return found

    @cached_property
    def _listed(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Competence and set of each item, home of each set, sets at home in each competence."""
        left = np.bincount(self.home[self.home != NONE], minlength=len(self.bounds.area_of))
        return self.leaf.tolist(), self.unit.tolist(), self.home.tolist(), left.tolist()

    @cached_property
    def moves(self) -> tuple[list[tuple[int, int]], Whole]:
        """The pairs of competence and home that items have, and each item's: the last, if none."""
        size = len(self.bounds.area_of)
        pairs = self.leaf * size + self.home[self.unit]
        distinct, place = np.unique(pairs[self.usable], return_inverse=True)
        move_of = np.full(len(self.leaf), len(distinct))
        move_of[self.usable] = place
        return [divmod(one, size) for one in distinct.tolist()], move_of


def plan(facts: Sequence[Facts], blueprint: Blueprint, eligible: Mask | None = None) -> Plan:
    """Bring bank and blueprint together; AdaptiveRefused where no test can meet it."""
    leaves, leaf = _numbered([one.competence or f"({one.area})" for one in facts])
    areas, area = _numbered([one.area for one in facts])
    area_of = np.zeros(len(leaves), dtype=np.int64)
    area_of[leaf] = area
    if (split := area_of[leaf] != area).any():
        name = leaves[int(leaf[split][0])]
        raise AdaptiveRefused(f"The competence {name} lies in two areas.")
    usable = np.array([blueprint.allows(one) for one in facts])
    if eligible is not None:
        usable &= eligible
    unit = _units(facts)
    bounds = Bounds(
        tuple(area_of.tolist()),
        *_bounds(leaves, blueprint.competences, blueprint.length),
        *_bounds(areas, blueprint.areas, blueprint.length),
    )
    least = np.array(bounds.least)
    home = _homes(leaf[usable], unit[usable], (int(unit.max()) + 1, least))
    made = Plan(blueprint.length, usable, leaf, unit, home, bounds)
    if not made.can_begin():
        raise AdaptiveRefused("The bank holds too few items for this blueprint.")
    return made


def _numbered(names: Sequence[str]) -> tuple[list[str], Whole]:
    distinct = sorted(set(names))
    places = {name: place for place, name in enumerate(distinct)}
    return distinct, np.array([places[name] for name in names], dtype=np.int64)


def _bounds(
    names: Sequence[str], quotas: Mapping[str, Quota], length: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if unknown := sorted(name for name in set(quotas) - set(names) if quotas[name].least):
        raise AdaptiveRefused(f"The blueprint asks for {unknown[0]}, of which there is no item.")
    asked = [quotas.get(name, Quota()) for name in names]
    most = tuple(length if quota.most is None else quota.most for quota in asked)
    return tuple(quota.least for quota in asked), most


def _units(facts: Sequence[Facts]) -> Whole:
    """The number of each item's set: items that share a family or enemies, directly or not."""
    root = list(range(len(facts)))

    def top(item: int) -> int:
        while root[item] != item:
            item = root[item]
        return item

    first: dict[tuple[str, str], int] = {}
    for item, one in enumerate(facts):
        for kind, name in (("family", one.family), ("enemies", one.enemies)):
            if name:
                other = first.setdefault((kind, name), item)
                root[max(top(item), top(other))] = min(top(item), top(other))
    return _numbered([f"{top(item):09d}" for item in range(len(facts))])[1]


def _homes(leaf: Whole, unit: Whole, sizes: tuple[int, Whole]) -> Whole:
    """The competence in which each set counts: of several the one that has least to spare."""
    units, least = sizes
    home = np.full(units, NONE, dtype=np.int64)
    pairs = np.unique(np.column_stack([unit, leaf]), axis=0)
    number, first, times = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    home[number[times == 1]] = pairs[first[times == 1], 1]
    spare = np.bincount(home[home != NONE], minlength=len(least)) - least
    for one in number[times > 1]:
        choices = pairs[pairs[:, 0] == one, 1]
        home[one] = choices[spare[choices].argmin()]
        spare[home[one]] += 1
    return home
