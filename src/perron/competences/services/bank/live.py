"""The bank as it is asked: an unchangeable picture of it, kept in each process until it changes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perron.competences.enums import ItemState
from perron.competences.models import BankState, FamilyVersion, Item


@dataclass(frozen=True, slots=True)
class LiveItem:
    """An item that may be asked, with all that a test is built from."""

    pk: int
    family: str
    competence: str
    area: str
    level: int
    kind: str
    enemies: str
    variant: str
    version_id: int
    is_new: bool
    languages: tuple[str, ...]
    modalities: tuple[str, ...]
    seconds: int
    a: float
    b: float
    c: float
    se_a: float
    se_b: float
    calibrated: bool
    given: int
    offered: int


@dataclass(frozen=True, slots=True)
class LiveBank:
    """All askable items in the order of their numbers, and the settings of ``bank.yaml``."""

    revision: int
    stamp: uuid.UUID | None
    settings: Mapping[str, Any]
    items: tuple[LiveItem, ...]
    held: dict[int, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    def definition(self, version: int) -> Mapping[str, Any]:
        """The document of a version, also of one that was replaced; it is read once.

        Raises ``FamilyVersion.DoesNotExist``.
        """
        if version not in self.held:
            found = FamilyVersion.objects.only("definition").get(pk=version)
            self.held[version] = found.definition
        return self.held[version]


class Kept:
    """What this process holds."""

    bank = LiveBank(0, None, {}, ())


def live_bank() -> LiveBank:
    """The bank as it is now: one small query, and all of it only after a change."""
    state = BankState.objects.filter(pk=1).only("stamp").first()
    stamp = state.stamp if state else None
    if Kept.bank.stamp != stamp or stamp is None:
        Kept.bank = read_bank()
    return Kept.bank


def read_bank() -> LiveBank:
    """Read the whole bank."""
    state = BankState.objects.filter(pk=1).first()
    if state is None:
        return LiveBank(0, None, {}, ())
    rows = Item.objects.askable().select_related("family")
    items = tuple(map(_live, rows))
    versions = FamilyVersion.objects.filter(pk__in={item.version_id for item in items})
    definitions: dict[int, Mapping[str, Any]] = dict(versions.values_list("pk", "definition"))
    return LiveBank(state.revision, state.stamp, state.settings, items, definitions)


def _live(item: Item) -> LiveItem:
    family = item.family
    return LiveItem(
        pk=item.pk,
        family=family.code,
        competence=family.competence,
        area=family.competence.rpartition(".")[0],
        level=family.level,
        kind=family.kind,
        enemies=family.enemies,
        variant=item.variant,
        version_id=item.version_id,
        is_new=item.state == ItemState.NEW,
        languages=tuple(item.languages),
        modalities=tuple(item.modalities),
        seconds=item.seconds,
        a=item.a,
        b=item.b,
        c=item.c,
        se_a=item.se_a,
        se_b=item.se_b,
        calibrated=item.calibrated_at is not None,
        given=item.given,
        offered=item.offered,
    )
