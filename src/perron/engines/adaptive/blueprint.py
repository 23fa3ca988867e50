"""What a test has to hold, and what may be asked next so that it can still be held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class Plan:
    """A blueprint over a bank: L competences in A areas, U sets of items that exclude each other.

    A set counts as available in one competence only, its home, so that what is counted can be
    asked together: as long as the counts suffice the blueprint can be completed.
    """

    length: int
    usable: Mask  # (J,)
    leaf: Whole  # (J,) competence
    unit: Whole  # (J,)
    home: Whole  # (U,) competence, -1 where no item of the set can be asked
    within: Whole  # (L, A) 1 where a competence lies in an area
    bounds: tuple[Whole, Whole, Whole, Whole]  # least and most by competence, then by area

    def open_items(self, asked: Sequence[int], barred: Sequence[int] = ()) -> Mask:
        """Which items may be asked now, (J,): after each of them the blueprint can be completed.

        ``barred`` are items that count for nothing and can't be asked again.
        """
        counts, left, used = self._state(asked, barred)
        moves, move_of = np.unique(
            self.leaf * len(self.within) + self.home[self.unit], return_inverse=True
        )
        ones = np.eye(len(self.within), dtype=np.int64)
        leaf, home = np.divmod(moves, len(self.within))
        holds = self._can_end(counts + ones[leaf], left - ones[home], self.length - len(asked) - 1)
        found: Mask = self.usable & ~used[self.unit] & holds[move_of]
        return found

    def spare_items(self, asked: Sequence[int], barred: Sequence[int] = ()) -> Mask:
        """Which items may be asked without counting, (J,): the blueprint can be completed still.

        Whether they can be asked of this person at all is for the caller to know.
        """
        counts, left, used = self._state(asked, barred)
        ones = np.vstack([np.eye(len(self.within), dtype=np.int64), 0 * counts])  # the last: none
        holds = self._can_end(counts[None, :], left - ones, self.length - len(asked))
        found: Mask = ~used[self.unit] & holds[self.home[self.unit]]
        return found

    def _state(self, asked: Sequence[int], barred: Sequence[int]) -> tuple[Whole, Whole, Mask]:
        """How many are asked and left by competence, (L,) each, and which sets are used, (U,)."""
        taken = list(asked)
        counts = np.bincount(self.leaf[taken], minlength=len(self.within))
        used = np.zeros(len(self.home), dtype=bool)
        used[self.unit[[*taken, *barred]]] = True
        free = self.home[~used]
        left = np.bincount(free[free >= 0], minlength=len(self.within))
        return counts, left, used

    def can_begin(self) -> bool:
        """Say whether there is a test that meets the blueprint."""
        none = np.zeros((1, len(self.within)), dtype=np.int64)
        left = np.bincount(self.home[self.home >= 0], minlength=len(self.within))
        return bool(self._can_end(none, left[None, :], self.length)[0])

    def is_met(self, asked: Iterable[int]) -> bool:
        """Say whether each quota's least is reached, so that a sitting may end early."""
        counts = np.bincount(self.leaf[list(asked)], minlength=len(self.within))
        least, _, area_least, _ = self.bounds
        return bool((counts >= least).all() and (counts @ self.within >= area_least).all())

    def _can_end(self, counts: Whole, left: Whole, more: int) -> Mask:
        """Whether ``more`` items complete each state: counts and items left, (states, L) each."""
        least, most, area_least, area_most = self.bounds
        low, high = np.maximum(least - counts, 0), np.minimum(most - counts, left)
        of_area = counts @ self.within
        area_low = np.maximum(low @ self.within, area_least - of_area)
        area_high = np.minimum(high @ self.within, area_most - of_area)
        total = np.maximum(area_low, 0).sum(axis=1)
        fits = (low <= high).all(axis=1) & (area_low <= area_high).all(axis=1)
        found: Mask = fits & (total <= more) & (more <= area_high.sum(axis=1))
        return found


def plan(facts: Sequence[Facts], blueprint: Blueprint, eligible: Mask | None = None) -> Plan:
    """Bring bank and blueprint together; AdaptiveRefused where no test can meet it."""
    leaves, leaf = _numbered([one.competence or f"({one.area})" for one in facts])
    areas, area = _numbered([one.area for one in facts])
    within = np.zeros((len(leaves), len(areas)), dtype=np.int64)
    within[leaf, area] = 1
    if (within.sum(axis=1) > 1).any():
        split = leaves[int(within.sum(axis=1).argmax())]
        raise AdaptiveRefused(f"The competence {split} lies in two areas.")
    usable = np.array([blueprint.allows(one) for one in facts])
    if eligible is not None:
        usable &= eligible
    unit = _units(facts)
    bounds = (
        *_bounds(leaves, blueprint.competences, blueprint.length),
        *_bounds(areas, blueprint.areas, blueprint.length),
    )
    home = _homes(leaf[usable], unit[usable], (int(unit.max()) + 1, bounds[0]))
    made = Plan(blueprint.length, usable, leaf, unit, home, within, bounds)
    if not made.can_begin():
        raise AdaptiveRefused("The bank holds too few items for this blueprint.")
    return made


def _numbered(names: Sequence[str]) -> tuple[list[str], Whole]:
    distinct = sorted(set(names))
    places = {name: place for place, name in enumerate(distinct)}
    return distinct, np.array([places[name] for name in names], dtype=np.int64)


def _bounds(names: Sequence[str], quotas: Mapping[str, Quota], length: int) -> tuple[Whole, Whole]:
    if unknown := sorted(name for name in set(quotas) - set(names) if quotas[name].least):
        raise AdaptiveRefused(f"The blueprint asks for {unknown[0]}, of which there is no item.")
    asked = [quotas.get(name, Quota()) for name in names]
    most = [length if quota.most is None else quota.most for quota in asked]
    return np.array([quota.least for quota in asked]), np.array(most)


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
    home = np.full(units, -1, dtype=np.int64)
    pairs = np.unique(np.column_stack([unit, leaf]), axis=0)
    number, first, times = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    home[number[times == 1]] = pairs[first[times == 1], 1]
    spare = np.bincount(home[home >= 0], minlength=len(least)) - least
    for one in number[times > 1]:
        choices = pairs[pairs[:, 0] == one, 1]
        home[one] = choices[spare[choices].argmin()]
        spare[home[one]] += 1
    return home
