"""More ways of tampering: bounds, multipliers, the gap and what is left open."""

from typing import Any

from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.sums import gap_ppm
from tests.engines.awards import making
from tests.engines.awards.drawing import Draw
from tests.engines.awards.tampering import Base, Document, kind

PLACES = (
    ("quality",),
    ("quality", "without_cutoffs"),
    ("shortfall",),
    ("shortfall", "without_cutoffs"),
)
NOWHERE: Document = {
    "sources": 1,
    "years": {"2026": 1},
    "ceilings": 1,
    "floors": 1,
    "boards": {"awards": 1, "money": 1},
    "exclusive": 1,
    "requires": {"app-1": 1},
}


def at(result: Document, place: tuple[str, ...]) -> Document:
    """The part of a result that holds one of its bounds."""
    part: Any = result
    for name in place:
        part = part[name]
    found: Document = part
    return found


def regapped(base: Base) -> Base:
    """The gap that follows from a changed bound, and the digests."""
    quality = base.result["quality"]
    quality["gap_ppm"] = gap_ppm(quality["total"], quality["bound"])
    return base.resealed()


@kind
def quality_bound_lowered(draw: Draw, base: Base) -> Base | None:
    """The bound on quality is told lower than the multipliers prove."""
    part = at(base.result, draw.pick(PLACES[:2]))
    part["bound"] -= draw.pick([1, 2, 1000, draw.number(1, 1 + abs(part["bound"]))])
    return regapped(base)


@kind
def bound_lowered_to_the_total(draw: Draw, base: Base) -> Base | None:
    """The result calls itself optimal and lowers its bound to what it reached."""
    del draw
    quality = base.result["quality"]
    if quality["gap_ppm"] == 0:
        return None
    quality["bound"] = quality["total"]
    base.result["ended"] = "optimal"
    return regapped(base)


@kind
def shortfall_bound_raised(draw: Draw, base: Base) -> Base | None:
    """The bound on the shortfall is told higher than the multipliers prove."""
    at(base.result, draw.pick(PLACES[2:]))["bound"] += draw.pick([1, 2, 1000])
    return base.resealed()


@kind
def free_shortfall_lied(draw: Draw, base: Base) -> Base | None:
    """What lacks without cut-offs is told above what lacks with them, or under its own bound."""
    part = base.result["shortfall"]["without_cutoffs"]
    worse = base.result["shortfall"]["total"] + draw.pick([1, 1000])
    part["total"] = draw.pick([worse, part["bound"] - 1])
    return base.resealed()


@kind
def multiplier_negative(draw: Draw, base: Base) -> Base | None:
    """A multiplier is negative."""
    prices = at(base.result, draw.pick(PLACES))["multipliers"]
    name = draw.pick(["scale", "sources", "ceilings", "floors"])
    if name == "scale":
        prices["scale"] = draw.pick([0, -1])
    elif prices[name]:
        prices[name][draw.pick(sorted(prices[name]))] = -draw.pick([1, 1000])
    else:
        return None
    return base.resealed()


@kind
def multipliers_changed(draw: Draw, base: Base) -> Base | None:
    """Other multipliers stand beside a bound that they do not prove."""
    place = draw.pick(PLACES)
    part = at(base.result, place)
    told = part["bound"]
    case = read_case(base.instance)
    part["multipliers"] = making.some_prices(draw, case, scored=place[0] == "quality")
    proven = at(making.bounded(base.instance, making.copied(base.result)), place)["bound"]
    is_weaker = proven > told if place[0] == "quality" else proven < told
    return base.resealed() if is_weaker else None


@kind
def multiplier_of_no_limit(draw: Draw, base: Base) -> Base | None:
    """A multiplier prices a limit that does not exist."""
    prices = at(base.result, draw.pick(PLACES))["multipliers"]
    name = draw.pick(sorted(NOWHERE))
    prices[name] = {**prices.get(name, {}), "nowhere": NOWHERE[name]}
    return base.resealed()


@kind
def floor_priced_above_one(draw: Draw, base: Base) -> Base | None:
    """The bound on the shortfall counts a floor more than once."""
    part = at(base.result, draw.pick(PLACES[2:]))
    prices = part["multipliers"]
    if not base.result["floors"]:
        return None
    group = draw.pick(base.result["floors"])["group"]
    prices["floors"] = {**prices["floors"], group: prices["scale"] + draw.pick([1, 50])}
    return base.resealed()


@kind
def gap_understated(draw: Draw, base: Base) -> Base | None:
    """The gap is told smaller than it is."""
    quality = base.result["quality"]
    if quality["gap_ppm"] == 0:
        return None
    quality["gap_ppm"] -= draw.pick([1, quality["gap_ppm"]])
    return base.resealed()


@kind
def open_emptied(draw: Draw, base: Base) -> Base | None:
    """Applications whose fate the bound leaves open are told as settled."""
    named = base.result["open"]
    if not named:
        return None
    kept = draw.some(named, draw.number(0, len(named) - 1))
    base.result["open"] = [name for name in named if name in kept]
    return base.resealed()


@kind
def open_lengthened(draw: Draw, base: Base) -> Base | None:
    """An application whose fate is settled is named as open."""
    named = base.result["open"]
    case = read_case(base.instance)
    settled = [name for name in case.known if name not in named]
    if not settled:
        return None
    named.append(draw.pick(settled))
    named.sort(key=lambda name: case.known[name].lot)
    return base.resealed()


@kind
def open_disordered(draw: Draw, base: Base) -> Base | None:
    """Somebody unknown, or somebody twice, is named as open; or they stand by no lot."""
    named = base.result["open"]
    choice = draw.number(0, 2)
    if choice == 0:
        named.append("nobody")
    elif choice == 1:
        named += named[-1:]
    else:
        named.reverse()
    return base.resealed()
