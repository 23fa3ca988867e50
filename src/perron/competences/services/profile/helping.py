"""The places nearest to a municipality where people are helped."""

from dataclasses import dataclass

from perron.directory.imports.territory.geometry import great_circle_km
from perron.directory.models import Municipality, Place

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Near:
    """A place, and how far its municipality is: kilometres as the crow flies, 0 in one's own."""

    place: Place
    kilometres: float


def places_near(home: Municipality, count: int = SHOWN) -> list[Near]:
    """The nearest places; those whose municipality has no point come last."""
    rows = Place.objects.filter(municipality__isnull=False, demonstration=False)
    found = [
        Near(one, _kilometres(home, one.municipality))
        for one in rows.select_related("municipality")
        if one.municipality is not None
    ]
    return sorted(found, key=lambda one: (one.kilometres, one.place.order_key))[:count]


def _kilometres(home: Municipality, other: Municipality) -> float:
    if home.pk == other.pk:
        return 0.0
    here, there = _point(home), _point(other)
    return float("inf") if here is None or there is None else great_circle_km(here, there)


def _point(one: Municipality) -> tuple[float, float] | None:
    if one.longitude is None or one.latitude is None:
        return None
    return (one.longitude, one.latitude)
