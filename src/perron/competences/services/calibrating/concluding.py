"""The end of a calibration: items renewed, new ones taken into use, flags raised and told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from perron.competences.enums import CalibrationState, FlagKind, ItemState
from perron.competences.models import Calibration, Flag, Item
from perron.competences.rules.calibrating import (
    ALPHA,
    DRIFT,
    ENOUGH,
    ITEMS,
    NOTICED,
    SURE,
    Outcome,
    compares,
    is_worse,
)
from perron.competences.services.bank.revising import hold_bank, next_revision
from perron.core.journal.lines import Actor, Entry, record_many
from perron.engines.adaptive.renewing import Told, apart_of
from perron.engines.adaptive.watching import Drift

CHAIN = "competences"
DIGITS = 4


def flagged_by(held: Mapping[str, Any], told: Told) -> Iterator[tuple[int, dict[str, float]]]:
    """The items that are harder or easier for the group, by their keys, each with its figures."""
    shifts, ses, ps = apart_of(told)
    for number, pk in enumerate(held["items"]):
        often = told.answers[number] >= ENOUGH
        if often and ps[number] < ALPHA and abs(shifts[number]) >= NOTICED:
            yield (
                pk,
                {
                    "apart": round(float(shifts[number]), DIGITS),
                    "se": round(float(ses[number]), DIGITS),
                    "p": float(f"{ps[number]:.3g}"),
                },
            )


@transaction.atomic
def conclude(calibration: Calibration, told: Told, *, at: datetime) -> None:
    """Write down what was found, change the items, and end the calibration.

    The bank is held first, as by whoever settles a flag, so that neither waits for the other.
    """
    hold_bank(at)
    if calibration.kind == ITEMS:
        found = _renewed(calibration.held, told, at)
    elif compares(calibration.kind):
        found = _compared(calibration, told, at)
    else:
        found = _watched(calibration, told, at)
    found |= {"people": calibration.held["people"], "answers": int(told.answers.sum())}
    calibration.state, calibration.ended_at = CalibrationState.DONE, at
    calibration.found = found
    calibration.save(update_fields=["state", "ended_at", "found", "held"])
    calibration.chunks.all().delete()
    shown = {name: value for name, value in found.items() if not isinstance(value, dict)}
    entry = Entry("bank.calibrated", "calibration", calibration.kind, shown)
    record_many(CHAIN, [entry], by=None, at=at)
    next_revision(at)


def _renewed(held: Mapping[str, Any], told: Told, at: datetime) -> dict[str, Any]:
    """Give the items that were answered often what was measured; take sure new ones into use."""
    items = Item.objects.in_bulk(held["items"])
    changed, taken = [], 0
    for number, pk in enumerate(held["items"]):
        item = items[pk]
        if told.answers[number] < ENOUGH:
            continue
        item.a, item.b = held["a"][number], held["b"][number]
        item.se_a, item.se_b = held["se_a"][number], held["se_b"][number]
        item.calibrated_at = at
        if item.state == ItemState.NEW and item.se_b <= SURE:
            item.state = ItemState.ACTIVE
            taken += 1
        changed.append(item)
    fields = ["a", "b", "se_a", "se_b", "calibrated_at", "state"]
    Item.objects.bulk_update(changed, fields, batch_size=500)
    return {"calibrated": len(changed), "taken": taken, "of": len(items)}


def _compared(calibration: Calibration, told: Told, at: datetime) -> dict[str, Any]:
    """Raise a flag for each item that differs for the group."""
    told_before = accepted_for(calibration.kind)
    asked = _not_retired()
    flags = {
        pk: figures
        for pk, figures in flagged_by(calibration.held, told)
        if pk in asked and is_worse(figures["apart"], told_before.get(pk))
    }
    for pk, figures in flags.items():
        raise_flag(pk, FlagKind.DIF, {**figures, "group": calibration.kind}, at=at)
    return {"flagged": len(flags), "compared": int((told.answers >= ENOUGH).sum())}


def accepted_for(kind: str) -> dict[int, float]:
    """By item, the largest difference for this group that a person looked at and accepted."""
    looked_at = Flag.objects.filter(
        kind=FlagKind.DIF,
        settled_at__isnull=False,
        figures__outcome=Outcome.BACK.value,
        figures__group=kind,
    )
    found: dict[int, float] = {}
    for item, figures in looked_at.values_list("item", "figures"):
        found[item] = max(abs(figures["apart"]), found.get(item, 0.0))
    return found


def _not_retired() -> set[int]:
    """The items that are asked, or may be asked again."""
    return set(Item.objects.exclude(state=ItemState.RETIRED).values_list("pk", flat=True))


def _watched(calibration: Calibration, told: Told, at: datetime) -> dict[str, Any]:
    """Add the batch to the sums of drift, and flag what raised an alarm."""
    items = calibration.held["items"]
    last = Calibration.objects.filter(kind=DRIFT, state=CalibrationState.DONE).first()
    before = last.found if last else {}
    easier, harder = (
        np.array([float(before.get(name, {}).get(str(pk), 0.0)) for pk in items])
        for name in ("easier", "harder")
    )
    measured = Item.objects.filter(calibrated_at__isnull=False).values_list("pk", flat=True)
    known = np.isin(items, list(measured)) & np.isin(items, list(_not_retired()))
    told.variance[~known] = 0
    drift = Drift(easier, harder).after(told.watch)
    alarms = drift.alarms()
    for number in alarms:
        figures = {"easier": drift.easier[number], "harder": drift.harder[number]}
        figures = {name: round(float(value), 2) for name, value in figures.items()}
        raise_flag(items[number], FlagKind.DRIFT, figures, at=at)
        drift.easier[number] = drift.harder[number] = 0
    return {
        "flagged": len(alarms),
        "easier": _named(items, drift.easier.tolist()),
        "harder": _named(items, drift.harder.tolist()),
    }


def _named(items: Sequence[int], sums: Sequence[float]) -> dict[str, float]:
    """The sums that are not nothing, by the items' keys."""
    return {str(pk): round(value, DIGITS) for pk, value in zip(items, sums, strict=True) if value}


def raise_flag(
    item: int,
    kind: FlagKind,
    figures: Mapping[str, Any],
    *,
    at: datetime,
    by: Actor | None = None,
) -> Flag:
    """Take an item out of the pool, with the figures that say why, and a line in the journal."""
    flag, _made = Flag.objects.select_for_update().get_or_create(
        item_id=item, kind=kind, settled_at=None, defaults={"raised_at": at}
    )
    flag.figures = {**flag.figures, **figures}
    found = Item.objects.select_related("family").get(pk=item)
    if found.state in {ItemState.ACTIVE, ItemState.NEW}:
        flag.figures["was"] = str(found.state)
        found.state = ItemState.FLAGGED
        found.save(update_fields=["state"])
        change = {"item": str(found), "kind": kind.value, **figures}
        entry = Entry("item.flagged", "family", found.family.code, change)
        record_many(CHAIN, [entry], by=by, at=at)
    flag.save(update_fields=["figures"])
    return flag
