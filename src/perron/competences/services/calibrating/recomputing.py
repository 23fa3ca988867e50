"""A faulty item leaves the sittings that hold it, as if it had never been asked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Min, Q

from perron.competences.enums import ItemState, SittingState
from perron.competences.models import Flag, Item, Response, Sitting
from perron.competences.rules.calibrating import FAULTY
from perron.competences.rules.sitting import placed, terms_kept
from perron.competences.services.sitting.designing import Turn, state_of, turn_of
from perron.competences.services.sitting.knowing import KnownBank, known_bank
from perron.competences.services.sitting.looking import profile_kept
from perron.competences.services.sitting.reporting import drop
from perron.core.queue import enqueue
from perron.engines.adaptive.blueprint import Blueprint
from perron.engines.adaptive.profiling import Conduct, Start, look, profile_design
from perron.engines.adaptive.stopping import Stopping

RECOMPUTE = "competences.recompute"
AT_ONCE = 200


def recompute_profiles(item: int, *, at: datetime) -> int:
    """Take a faulty item out of some sittings, and ask for the next ones; answers how many.

    Each sitting is a transaction of its own and done once: a worker that dies leaves the others to
    the next. Sittings that do not hold the item stay as they are. An ended one is counted with
    what is known of its questions today, and says so.
    """
    if not Item.objects.filter(pk=item, state=ItemState.RETIRED, reason=FAULTY).exists():
        return 0
    holding = Response.objects.filter(item=item, dropped_at=None)
    holding = holding.filter(Q(answered_at__isnull=False) | Q(sitting__state=SittingState.OPEN))
    found = list(holding.order_by("sitting").values_list("sitting", flat=True)[:AT_ONCE])
    bank, suspected = known_bank(), _suspected()
    for pk in found:
        _drop_from(pk, item, bank=bank, suspected=suspected, at=at)
    if len(found) == AT_ONCE:
        enqueue(RECOMPUTE, item)
    return len(found)


def _suspected() -> dict[int, datetime]:
    """Items that are out and not settled, and since when."""
    flags = Flag.objects.filter(settled_at=None, item__state=ItemState.FLAGGED)
    return dict(flags.values_list("item").annotate(Min("raised_at")).order_by())


@transaction.atomic
def _drop_from(
    pk: int, item: int, *, bank: KnownBank, suspected: dict[int, datetime], at: datetime
) -> None:
    sitting = Sitting.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if sitting is None:  # erased meanwhile
        return
    turn = turn_of(sitting, bank)
    response = next(one for one in turn.responses if one.item_id == item)
    if response.dropped_at is not None:
        return
    if sitting.state == SittingState.OPEN:
        drop(turn, response, at)
        return
    response.dropped_at = at
    response.save(update_fields=["dropped_at"])
    sitting.answered = len(turn.kept)
    if response.counts and sitting.profile:
        sitting.profile = _recomputed(turn, suspected, at)
    sitting.save(update_fields=["answered", "profile"])


def _recomputed(turn: Turn, suspected: dict[int, datetime], at: datetime) -> dict[str, Any]:
    """The profile without what was dropped; answers that did not count then do not count now.

    What was flagged after the end counted at the end, so it counts until it is settled.
    """
    sitting, bank = turn.sitting, turn.bank
    faulty = np.zeros(len(bank.items), dtype=bool)
    for item, since in suspected.items():
        if item in bank.numbers and sitting.ended_at and since <= sitting.ended_at:
            faulty[bank.numbers[item]] = True
    counted = tuple(one for one in turn.kept if one.counts)
    then = Turn(sitting, counted, replace(bank, faulty=faulty))
    if not state_of(then).kept:
        return {}
    terms = terms_kept(sitting.design)
    design = profile_design(
        bank.profile(terms.prior),
        Blueprint(0),
        Start(placed=terms.mean + placed(sitting.placement)),
        conduct=Conduct(stopping=Stopping(cuts=terms.cuts)),
    )
    told = profile_kept(then, look(design, state_of(then)))
    dropped = sum(one.dropped_at is not None for one in turn.responses)
    return {**told, "recomputed": at.date().isoformat(), "dropped": dropped}
