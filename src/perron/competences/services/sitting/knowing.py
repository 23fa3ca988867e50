"""The bank as the engine sees it: every item that an open sitting may hold, once per process."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from perron.competences.enums import ItemState
from perron.competences.models import BankState, FamilyVersion, Item
from perron.competences.rules.sitting import UNLESS_TOLD, Terms, area_of, in_order, terms_of
from perron.core.publications import memory
from perron.engines.adaptive.bank import Item as Curve
from perron.engines.adaptive.blueprint import Facts, Mask, Whole
from perron.engines.adaptive.profiling import Frame, ProfileBank, profile_bank

KEPT_WORDINGS = 4096
HALF = 0.5


@dataclass(frozen=True, slots=True)
class KnownItem:
    """One item, whatever its state: an old sitting may hold one that nobody is asked any more."""

    pk: int
    version: int
    variant: str
    family: str
    competence: str
    kind: str
    level: int
    state: ItemState
    seconds: int
    is_calibrated: bool


@dataclass(frozen=True, slots=True, eq=False)
class KnownBank:
    """All items in the order of their numbers; arrays are (J,).

    ``askable``: in use or new. ``faulty``: taken out because of a flag, so that answers to it count
    for nothing. ``sittings``: in how many whole tests items were given so far.
    """

    revision: uuid.UUID | None
    terms: Terms
    items: tuple[KnownItem, ...]
    numbers: Mapping[int, int]
    facts: tuple[Facts, ...]
    curves: tuple[Curve, ...]
    askable: Mask
    fresh: Mask
    faulty: Mask
    given: Whole
    offered: Whole
    frame: Frame
    _profiles: dict[tuple[float, float, float], ProfileBank] = field(default_factory=dict)

    @property
    def whole_tests(self) -> int:
        """How many tests of the full length were given so far."""
        return int(self.given.sum()) // self.terms.length

    @property
    def is_calibrated(self) -> bool:
        """Whether most of what is asked was measured, and is not the authors' guess."""
        measured = np.array([one.is_calibrated for one in self.items], dtype=bool)
        return bool(measured[self.askable].mean() > HALF) if self.askable.any() else False

    def profile(self, prior: tuple[float, float, float]) -> ProfileBank:
        """The bank prepared for sittings with this prior: SD, correlation within, and across."""
        if prior not in self._profiles:
            sd, within, across = prior
            self._profiles[prior] = profile_bank(
                self.curves, self.facts, self.frame, sd=sd, within=within, across=across
            )
        return self._profiles[prior]


_known: list[KnownBank] = []
_wordings: dict[int, Mapping[str, Any]] = {}


def known_bank() -> KnownBank:
    """The bank of now, asked about once in a request; read again only when it changed."""
    known = memory()
    revision = known["bank-of-sittings"] if "bank-of-sittings" in known else _revision()
    known["bank-of-sittings"] = revision
    if not _known or _known[0].revision != revision:
        _known[:] = [_read(revision)]
    return _known[0]


def wording(version: int) -> Mapping[str, Any]:
    """The document of a version of a family; a version that has items never changes."""
    if version not in _wordings:
        if len(_wordings) >= KEPT_WORDINGS:
            _wordings.clear()
        found = FamilyVersion.objects.values_list("definition", flat=True)
        _wordings[version] = found.get(pk=version)
    return _wordings[version]


def _revision() -> uuid.UUID | None:
    return BankState.objects.filter(pk=1).values_list("stamp", flat=True).first()


def _read(revision: uuid.UUID | None) -> KnownBank:
    _wordings.clear()  # another database may stand under the same numbers
    told = BankState.objects.filter(pk=1).values_list("settings", flat=True).first()
    rows = list(Item.objects.select_related("family").order_by("pk"))
    names = sorted({row.family.competence for row in rows}, key=in_order)
    return KnownBank(
        revision=revision,
        terms=terms_of(told) if told else UNLESS_TOLD,
        items=tuple(_item(row) for row in rows),
        numbers={row.pk: number for number, row in enumerate(rows)},
        facts=tuple(_facts(row) for row in rows),
        curves=tuple(Curve(row.a, row.b, row.c, se_a=row.se_a, se_b=row.se_b) for row in rows),
        askable=np.array([_is_askable(row) for row in rows], dtype=bool),
        fresh=np.array([row.state == ItemState.NEW for row in rows], dtype=bool),
        faulty=np.array([row.state == ItemState.FLAGGED for row in rows], dtype=bool),
        given=np.array([row.given for row in rows], dtype=np.int64),
        offered=np.array([row.offered for row in rows], dtype=np.int64),
        frame=Frame(tuple(names), tuple(area_of(name) for name in names)),
    )


def _item(row: Item) -> KnownItem:
    return KnownItem(
        pk=row.pk,
        version=row.version_id,
        variant=row.variant,
        family=row.family.code,
        competence=row.family.competence,
        kind=row.family.kind,
        level=row.family.level,
        state=ItemState(row.state),
        seconds=row.seconds,
        is_calibrated=row.calibrated_at is not None,
    )


def _facts(row: Item) -> Facts:
    family = row.family
    return Facts(
        area=area_of(family.competence),
        competence=family.competence,
        family=family.code,
        enemies=family.enemies,
        modalities=frozenset(row.modalities),
        languages=frozenset(row.languages),
    )


def _is_askable(row: Item) -> bool:
    return row.state in {ItemState.ACTIVE, ItemState.NEW} and row.family.withdrawn_at is None
