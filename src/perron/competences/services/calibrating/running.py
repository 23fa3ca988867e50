"""A calibration: begun once, its chunks counted by whichever worker is free, step after step."""

from datetime import datetime
from functools import reduce
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from perron.competences.enums import CalibrationState, ItemState
from perron.competences.models import Calibration, Chunk, Item
from perron.competences.rules.calibrating import (
    DRIFT,
    ENOUGH,
    NEAR,
    ROUNDS,
    STEPS,
    compares,
    kinds_of,
)
from perron.competences.services.bank.live import live_bank
from perron.competences.services.calibrating.concluding import conclude, flagged_by
from perron.competences.services.calibrating.gathering import counted, in_group, people_of, ranges
from perron.competences.services.sitting.knowing import KnownBank, known_bank
from perron.core.queue import enqueue
from perron.engines.adaptive.joint import JointBank, correlated, joint_bank
from perron.engines.adaptive.renewing import Told, count, renew, told_read

COUNT = "competences.count"


def calibrate(at: datetime) -> list[str]:
    """Begin every calibration of the night that has enough answers; answer their kinds.

    One that was left half done, by a machine that stopped, is gone on with.
    """
    begun = []
    for kind in kinds_of(tuple(settings.REGION.languages)):
        running = Calibration.objects.filter(kind=kind, state=CalibrationState.RUNNING).first()
        if running:
            _ask(running)
        elif begin(kind, at=at):
            begun.append(kind)
    return begun


@transaction.atomic
def begin(kind: str, *, at: datetime) -> Calibration | None:
    """Begin a calibration over all answers up to now, None where they are too few."""
    since = _since(kind)
    sittings = counted(kind, at, since)
    people = sittings.count()
    group = sittings.filter(in_group(kind)).count()
    if people < ENOUGH or (compares(kind) and min(group, people - group) < ENOUGH):
        return None
    bank = known_bank()
    slope = float(live_bank().settings["slope"])
    items = list(Item.objects.select_related("version").order_by("pk"))
    author = [[slope, float(one.version.definition["difficulty"])] for one in items]
    held = {
        "items": [one.pk for one in items],
        "a": [one.a for one in items],
        "b": [one.b for one in items],
        "author": author,
        "apart": [one.state in {ItemState.NEW, ItemState.FLAGGED} for one in items],
        "means": [[bank.terms.mean] * len(bank.frame.competences)] * 2,
        "since": since.isoformat() if since else None,
        "people": people,
        "round": 1,
    }
    calibration = Calibration.objects.create(kind=kind, until=at, begun_at=at, held=held)
    _divide(calibration)
    return calibration


def _since(kind: str) -> datetime | None:
    """Drift is watched in what came since the last time."""
    if kind != DRIFT:
        return None
    last = Calibration.objects.filter(kind=kind, state=CalibrationState.DONE).first()
    return last.until if last else None


def _divide(calibration: Calibration) -> None:
    since = calibration.held["since"]
    sittings = counted(
        calibration.kind, calibration.until, datetime.fromisoformat(since) if since else None
    )
    Chunk.objects.bulk_create(
        Chunk(calibration=calibration, step=calibration.step, first=first, last=last)
        for first, last in ranges(sittings)
    )
    _ask(calibration)


def _ask(calibration: Calibration) -> None:
    """Have the chunks of this step counted that are not counted yet."""
    left = calibration.chunks.filter(step=calibration.step, sums__isnull=True)
    for pk in left.values_list("pk", flat=True):
        enqueue(COUNT, pk)


def count_chunk(pk: int, *, at: datetime) -> None:
    """Count a chunk; whoever counts the last one of a step takes the step.

    Counted twice, by a worker that was thought dead, it comes to the same sums.
    """
    chunk = Chunk.objects.select_related("calibration").filter(pk=pk).first()
    if chunk is None or chunk.sums is not None or chunk.step != chunk.calibration.step:
        return
    bank, held = known_bank(), chunk.calibration.held
    numbers = {item: number for number, item in enumerate(held["items"])}
    told = count(
        _joint(bank, held),
        np.array(held["means"]),
        people_of(chunk, numbers),
        apart=np.array(held["apart"], dtype=bool),
    )
    with transaction.atomic():
        calibration = Calibration.objects.select_for_update().get(pk=chunk.calibration_id)
        waits = Chunk.objects.filter(pk=pk, sums__isnull=True)
        if waits.update(sums=told.as_json()) and not _left(calibration):
            _advance(calibration, bank, at)


def _left(calibration: Calibration) -> bool:
    return calibration.chunks.filter(step=calibration.step, sums__isnull=True).exists()


def _joint(bank: KnownBank, held: dict[str, Any]) -> JointBank:
    """The items of a calibration as it believes them now."""
    numbers = [bank.numbers[pk] for pk in held["items"]]
    floors = [bank.curves[number].c for number in numbers]
    terms, frame = bank.terms, bank.frame
    places = {name: place for place, name in enumerate(frame.competences)}
    areas = [frame.area_names.index(area) for area in frame.areas]
    return joint_bank(
        [(a, b, c, 1.0) for a, b, c in zip(held["a"], held["b"], floors, strict=True)],
        [places[bank.facts[number].competence] for number in numbers],
        correlated(areas, within=terms.within, across=terms.across, sd=terms.sd),
    )


def _advance(calibration: Calibration, bank: KnownBank, at: datetime) -> None:
    """Take a step with the sums of all chunks, in their order; the last one concludes."""
    chunks = calibration.chunks.filter(step=calibration.step).order_by("first")
    told = reduce(Told.plus, (told_read(one.sums or {}) for one in chunks.iterator()))
    held = calibration.held
    author = np.array(held["author"]).T
    new = renew(_joint(bank, held), told, (author[0], author[1]))
    many = told.answers >= ENOUGH
    settled = calibration.kind == DRIFT or calibration.step + 1 >= STEPS * held["round"]
    settled |= not many.any() or bool(np.abs(new.b - np.array(held["b"]))[many].max() < NEAR)
    if settled and compares(calibration.kind):
        settled = not _purified(held, told)
    elif settled:
        held["se_a"], held["se_b"] = new.se_a.tolist(), new.se_b.tolist()
    if settled:
        conclude(calibration, told, at=at)
        return
    # The scale stays the authors': on average over what was answered often, items keep their place.
    link = float((new.b - author[1])[many].mean()) if many.any() else 0.0
    held["a"], held["b"] = new.a.tolist(), (new.b - link).tolist()
    held["means"] = (told.means / np.maximum(told.persons, 1)[:, None] - link).tolist()
    calibration.step += 1
    calibration.save(update_fields=["held", "step"])
    _divide(calibration)


def _purified(held: dict[str, Any], told: Told) -> bool:
    """Set apart what differs, so that it no longer bends the scale; whether anything changed."""
    now = {item for item, _figures in flagged_by(held, told)}
    before = set(held.get("flagged", []))
    if now == before or held["round"] >= ROUNDS:
        return False
    known = np.array(held["apart"], dtype=bool) & ~np.isin(held["items"], sorted(before))
    held["apart"] = (known | np.isin(held["items"], sorted(now))).tolist()
    held["flagged"] = sorted(now)
    held["round"] += 1
    return True
