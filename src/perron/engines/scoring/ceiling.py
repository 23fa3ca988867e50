"""A choice from a catalogue under a ceiling: what it costs, by how much it passes, what comes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perron.engines.scoring.refusals import Problem, refuse_any, repeated


@dataclass(frozen=True, slots=True)
class Pack:
    """What can be chosen: a code, a price in cents, what it holds (item to number), the most of it.

    A kit of tablets is one pack that holds twelve tablets, their cases, a casting device.
    """

    code: str
    price: int
    holds: Mapping[str, int] = field(default_factory=dict)
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line of a choice: so many of a pack."""

    code: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A line with its amount in cents.

    ``fewer``: how many of this pack alone would have to go for the choice to fit; 0 where it fits,
    None where leaving out the whole line would not be enough.
    """

    code: str
    quantity: int
    price: int
    amount: int
    fewer: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice priced, all in cents: total, what is left under the ceiling, by how much it passes.

    ``items``: what the packs hold together, item to number. ``too_many``: packs of which there are
    more than the catalogue allows.
    """

    lines: tuple[Priced, ...]
    total: int
    ceiling: int
    items: Mapping[str, int]
    too_many: tuple[str, ...]

    @property
    def left(self) -> int:
        """Cents left under the ceiling."""
        return max(self.ceiling - self.total, 0)

    @property
    def over_by(self) -> int:
        """Cents by which the total passes the ceiling."""
        return max(self.total - self.ceiling, 0)

    @property
    def fits(self) -> bool:
        """Whether it can be handed in."""
        return not self.over_by and not self.too_many


def choose(catalogue: Sequence[Pack], chosen: Sequence[Chosen], ceiling: int) -> Choice:
    """Price a choice. A choice over the ceiling is answered, not refused: drafts are kept.

    Raises ScoringRefused for packs that the catalogue does not have, lines that repeat a pack,
    quantities under one, a ceiling under zero, and a catalogue with a fault.
    """
    refuse_any([*_catalogue_faults(catalogue), *_faults(catalogue, chosen, ceiling)])
    packs = {pack.code: pack for pack in catalogue}
    total = sum(packs[line.code].price * line.quantity for line in chosen)
    items: dict[str, int] = {}
    for line in chosen:
        for item, number in packs[line.code].holds.items():
            items[item] = items.get(item, 0) + number * line.quantity
    return Choice(
        lines=tuple(_priced(packs[line.code], line, total - ceiling) for line in chosen),
        total=total,
        ceiling=ceiling,
        items=items,
        too_many=tuple(line.code for line in chosen if _is_too_many(packs[line.code], line)),
    )


def _priced(pack: Pack, line: Chosen, over_by: int) -> Priced:
    amount = pack.price * line.quantity
    fewer: int | None = 0
    if over_by > 0:
        fewer = -(-over_by // pack.price) if amount >= over_by else None
    return Priced(line.code, line.quantity, pack.price, amount, fewer)


def _is_too_many(pack: Pack, line: Chosen) -> bool:
    return pack.most is not None and line.quantity > pack.most


def _catalogue_faults(catalogue: Sequence[Pack]) -> Iterator[Problem]:
    if twice := repeated(pack.code for pack in catalogue):
        yield Problem.of("packs_twice", "{codes:names}: twice in the catalogue.", codes=twice)
    if free := tuple(pack.code for pack in catalogue if pack.price <= 0):
        yield Problem.of("no_price", "{codes:names}: without a price above zero.", codes=free)


def _faults(catalogue: Sequence[Pack], chosen: Sequence[Chosen], ceiling: int) -> Iterator[Problem]:
    known = {pack.code for pack in catalogue}
    if unknown := tuple(sorted({line.code for line in chosen} - known)):
        yield Problem.of("unknown_packs", "{codes:names}: not in the catalogue.", codes=unknown)
    if twice := repeated(line.code for line in chosen):
        yield Problem.of("lines_twice", "{codes:names}: chosen on two lines.", codes=twice)
    if few := tuple(line.code for line in chosen if line.quantity < 1):
        yield Problem.of(
            "no_quantity", "{codes:names}: choose at least one, or leave the line out.", codes=few
        )
    if ceiling < 0:
        yield Problem.of("ceiling_negative", "The ceiling cannot be less than zero.")
