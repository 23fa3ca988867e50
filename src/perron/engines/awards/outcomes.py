"""What a solver hands over: awards, and the multipliers that prove how good they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Award:
    """An application funded from a money, at a level in percent."""

    application: str
    money: str
    level: int


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Prices of weak duality, times ``scale``; none negative, and what is not named is 0.

    In thousandths of a point per cent: ``sources``; ``years`` by source, then year; ``ceilings``
    and ``floors`` by group; ``money`` of ``boards``. In thousandths of a point times cents:
    ``awards`` of ``boards``; ``exclusive`` by the smallest id of a list; ``requires`` by
    application, then what it requires.
    """

    scale: int
    sources: Mapping[str, int]
    years: Mapping[str, Mapping[str, int]]
    ceilings: Mapping[str, int]
    floors: Mapping[str, int]
    boards: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    exclusive: Mapping[str, int] = field(default_factory=dict)
    requires: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bound:
    """What cannot be passed, and the multipliers from which anyone can compute it again."""

    value: int
    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Proof:
    """How a search ended and what it proved.

    ``quality`` bounds the quality from above, ``shortfall`` the shortfall from below (cents);
    ``free_quality`` and ``free_shortfall`` (the least found, and its bound) do the same without
    cut-offs. ``open`` names the applications whose fate the bound does not settle.
    """

    ended: str
    nodes: int
    quality: Bound
    shortfall: Bound
    free_quality: Bound
    free_shortfall: tuple[int, Bound]
    open: tuple[str, ...]
