"""What a published version means for the items: those that stay, the new ones, those that go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from perron.competences.enums import ItemState
from perron.competences.models import Family, FamilyVersion, Item
from perron.competences.rules.asking import guessing
from perron.competences.rules.bank.shape import Variant, texts_in, variants_of
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Actor, Entry, digest_of, record

CHAIN, KIND, RIGHT = "competences", "family", "bank.keep"
REPLACED = "replaced"
SLOPE, SLOPE_ERROR, DIFFICULTY_ERROR = 1.2, 0.35, 0.6


class Keeper(Actor, Protocol):
    """Whoever writes and reviews questions."""

    def may(self, right: str) -> bool:
        """Whether this person has a right."""


def refuse_strangers(by: Keeper | None, thing: object) -> None:
    """Raise ``NotAllowed`` for who may not keep the bank; None is the operator."""
    if by and not by.may(RIGHT):
        raise NotAllowed(thing=thing)


def remember(
    verb: str, family: Family, change: Mapping[str, Any], *, by: Actor | None, at: datetime
) -> None:
    """A line about a family; there is nothing personal in it."""
    record(CHAIN, Entry(f"family.{verb}", KIND, family.code, change), by=by, at=at)


def take_over(family: Family, definition: Mapping[str, Any]) -> None:
    """What a family's row repeats of its document, so that it can be listed and chosen."""
    family.competence = definition["competence"]
    family.level = definition["level"]
    family.kind = definition["kind"]
    family.enemies = definition.get("enemies", "")


def settle_items(version: FamilyVersion, told: Mapping[str, Any]) -> dict[str, int]:
    """Bring the items of a family in line with the version that is now in the bank.

    A variant with the same words keeps its item and what is known of it; another wording is a new
    item. ``told`` are the settings of ``bank.yaml``. Answers how many are new, kept and retired.
    """
    definition = version.definition
    wanted = {
        (variant.code, words_digest(definition, variant)): variant
        for variant in variants_of(definition)
    }
    known = {(item.variant, item.digest): item for item in version.family.items.all()}
    for key, item in known.items():
        if key in wanted:
            _keep(item, version)
        elif item.state != ItemState.RETIRED:
            item.state, item.reason = ItemState.RETIRED, REPLACED
            item.save(update_fields=["state", "reason"])
    new = [
        _new(version, variant, digest=digest, told=told)
        for (code, digest), variant in wanted.items()
        if (code, digest) not in known
    ]
    state = _first_state() if new else ""
    for item in new:
        item.state = state
    Item.objects.bulk_create(new)
    kept = len(wanted) - len(new)
    return {"new": len(new), "kept": kept, "retired": len(known) - kept}


def words_digest(definition: Mapping[str, Any], variant: Variant) -> str:
    """SHA-256 of all that is read and marked in a variant; nothing of what is said around it."""
    parts = {key: value for key, value in variant.parts.items() if key != "explanation"}
    return digest_of({"kind": definition["kind"], **parts})


def _first_state() -> str:
    """New items wait for answers once others were measured; before that all are alike."""
    measured = Item.objects.filter(state=ItemState.ACTIVE, calibrated_at__isnull=False)
    return ItemState.NEW if measured.exists() else ItemState.ACTIVE


def _keep(item: Item, version: FamilyVersion) -> None:
    definition = version.definition
    item.version = version
    item.modalities, item.seconds = definition["modalities"], definition["seconds"]
    item.languages = languages_of(definition)
    if item.calibrated_at is None:
        item.b = definition["difficulty"]
    if item.state == ItemState.RETIRED and item.reason == REPLACED:
        item.state = ItemState.ACTIVE if item.calibrated_at else _first_state()
        item.reason = ""
    item.save()


def _new(version: FamilyVersion, variant: Variant, *, digest: str, told: Mapping[str, Any]) -> Item:
    definition = version.definition
    return Item(
        family=version.family,
        version=version,
        variant=variant.code,
        digest=digest,
        languages=languages_of(definition),
        modalities=definition["modalities"],
        seconds=definition["seconds"],
        a=told.get("slope", SLOPE),
        b=definition["difficulty"],
        c=guessing(definition, variant.code),
        se_a=told.get("slope_error", SLOPE_ERROR),
        se_b=told.get("difficulty_error", DIFFICULTY_ERROR),
    )


def languages_of(definition: Mapping[str, Any]) -> list[str]:
    """The languages in which every text of a family is there."""
    texts = [set(text) for path, text in texts_in(definition) if path[:1] != ("reviews",)]
    return sorted(set.intersection(*texts)) if texts else []
