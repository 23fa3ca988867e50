"""Live figures: numbers computed from this site's own records, each opening onto them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import Promise

from perron.core.publications import publication_number
from perron.core.words import word
from perron.indicators.errors import NeverAdded, UnitsDiffer

NEVER_ADDED = frozenset({"people", "attendances"})
KEPT_SECONDS = 24 * 3600
Amount = Decimal | int


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveFigure:
    """A number that the records of this site give at any moment.

    ``unit`` is a term of the list “unit”, or a plain word where the region has no such term;
    ``opens`` answers the address of the records behind the number, for the person who reads.
    ``compute`` answers None while no number may be told; the figure then does not show.
    """

    code: str
    name: str | Promise
    unit: str
    compute: Callable[[datetime], Amount | None]
    opens: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Computed:
    """A live figure with its number at a moment."""

    figure: LiveFigure
    number: Amount


class Registry:
    """The live figures, in the order in which the apps offered them."""

    def __init__(self) -> None:
        self._figures: dict[str, LiveFigure] = {}

    def add(self, figure: LiveFigure) -> LiveFigure:
        if figure.code in self._figures:
            raise ValueError(figure.code)
        self._figures[figure.code] = figure
        return figure

    def __getitem__(self, code: str) -> LiveFigure:
        return self._figures[code]

    def __iter__(self) -> Iterator[LiveFigure]:
        return iter(self._figures.values())


registry = Registry()


def computed(at: datetime) -> list[Computed]:
    """Every live figure on this day; the numbers are kept until the next publication."""
    key = f"live-figures:{publication_number()}:{timezone.localdate(at)}"
    numbers: dict[str, Amount | None] = cache.get(key) or {}
    missing = [figure for figure in registry if figure.code not in numbers]
    if missing:
        numbers |= {figure.code: figure.compute(at) for figure in missing}
        cache.set(key, numbers, KEPT_SECONDS)
    return [
        Computed(figure, number)
        for figure in registry
        if (number := numbers[figure.code]) is not None
    ]


def add_figures(amounts: Iterable[tuple[Amount, str]]) -> Amount:
    """The sum of numbers that share one unit, ``(number, unit)`` each.

    Raises :class:`NeverAdded` for units whose nature is people or attendances, and
    :class:`UnitsDiffer` when the units are not the same.
    """
    total: Amount = 0
    first = ""
    for number, unit in amounts:
        known = word("unit", unit)
        if known.nature in NEVER_ADDED:
            raise NeverAdded(unit=known.name)
        if first and unit != first:
            raise UnitsDiffer(unit=word("unit", first).name, other=known.name)
        first = unit
        total += number
    return total
