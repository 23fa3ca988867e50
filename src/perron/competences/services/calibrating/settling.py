"""The end of a flag: a second person says what becomes of the item, in words that are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.competences.enums import FlagKind, ItemState
from perron.competences.errors.calibrating import AuthorCannotSettle, FlagSettled, NothingDropped
from perron.competences.models import Flag, Item
from perron.competences.rules.calibrating import (
    FAULTY,
    MOST_REPORTED,
    REPORTS,
    SETTLED,
    Outcome,
    takes_out,
)
from perron.competences.services.bank.keeping import KIND, refuse_strangers
from perron.competences.services.bank.loading import published_version
from perron.competences.services.bank.revising import hold_bank, next_revision
from perron.competences.services.calibrating.concluding import CHAIN, raise_flag
from perron.competences.services.calibrating.recomputing import RECOMPUTE
from perron.core.errors import NoReason
from perron.core.journal.lines import Entry, record
from perron.core.queue import enqueue

WAS = "was"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided, and why. ``is_faulty``: answers to it are left out of ended sittings."""

    outcome: Outcome
    words: str
    is_faulty: bool = False


@transaction.atomic
def settle_flag(flag: Flag, settlement: Settlement, *, by: User, at: datetime) -> Flag:
    """Settle a flag; an item that is no longer asked has its other flags settled with it.

    Raises ``NotAllowed``, ``NoReason``, ``FlagSettled``, ``AuthorCannotSettle`` for whoever wrote
    the question, and ``NothingDropped`` for a faulty item that is to be asked again.
    """
    refuse_strangers(by, flag.item)
    hold_bank(at)
    rows = Flag.objects.select_related("item__family", "item__version__author")
    kept = rows.select_for_update(of=("self", "item")).get(pk=flag.pk)
    item, words = kept.item, settlement.words.strip()
    if kept.settled_at:
        raise FlagSettled(item=item)
    if not words:
        raise NoReason
    is_back = settlement.outcome == Outcome.BACK
    if is_back and settlement.is_faulty:
        raise NothingDropped
    _refuse_author(item, by)
    for one in [kept] if is_back else item.flags.filter(settled_at=None):
        one.figures = {**one.figures, "outcome": settlement.outcome.value}
        one.settled_at, one.settled_by, one.answer = at, by.actor_name, words
        one.save(update_fields=["figures", "settled_at", "settled_by", "answer"])
    _settle_item(item, settlement)
    change = {
        "item": str(item),
        "kind": kept.kind,
        "outcome": settlement.outcome.value,
        "faulty": settlement.is_faulty,
        "words": words,
    }
    record(CHAIN, Entry("flag.settled", KIND, item.family.code, change), by=by, at=at)
    if settlement.is_faulty:
        enqueue(RECOMPUTE, item.pk)
    next_revision(at)
    kept.refresh_from_db()
    return kept


def _settle_item(item: Item, settlement: Settlement) -> None:
    """Put the item back where no other flag keeps it out, or ask it no more."""
    if settlement.outcome != Outcome.BACK:
        item.state = ItemState.RETIRED
        item.reason = FAULTY if settlement.is_faulty else SETTLED
    elif item.state == ItemState.FLAGGED and not _is_held(item):
        item.state = _state_before(item)
    item.save(update_fields=["state", "reason"])


def _is_held(item: Item) -> bool:
    """Whether another open flag keeps the item out."""
    others = item.flags.filter(settled_at=None).values_list("kind", "figures")
    return any(takes_out(kind, figures) for kind, figures in others)


def _state_before(item: Item) -> ItemState:
    """What the item was before it was taken out: the flag that did it knows."""
    told = [one for one in item.flags.values_list("figures", flat=True) if WAS in one]
    return ItemState(told[0][WAS]) if told else ItemState.ACTIVE


def _refuse_author(item: Item, by: User) -> None:
    """Two people: whoever wrote the words, or those that are in the bank now, settles nothing."""
    for version in (item.version, published_version(item.family)):
        if version is None:
            continue
        author = version.author
        is_own = author is not None and (by == author or by.is_moved_by(author))
        if is_own or version.author_name == by.actor_name:
            raise AuthorCannotSettle(family=item.family)


@transaction.atomic
def heed_reports(at: datetime) -> int:
    """Take items out of the pool that enough people reported; answers how many.

    Whoever settles locks the bank before the flag, and so does this. Only so many items are out
    by reports alone at one time: somebody who reports everything does not empty the bank.
    """
    open_ones = Flag.objects.filter(kind=FlagKind.REPORT, settled_at=None)
    enough = open_ones.filter(
        figures__reports__gte=REPORTS, item__state__in=[ItemState.ACTIVE, ItemState.NEW]
    )
    if not enough.exists():
        return 0
    hold_bank(at)
    room = MOST_REPORTED - open_ones.filter(item__state=ItemState.FLAGGED).count()
    found = list(enough.select_for_update(of=("self",)).order_by("raised_at", "pk")[: max(room, 0)])
    for flag in found:
        raise_flag(flag.item_id, FlagKind.REPORT, flag.figures, at=at)
    if found:
        next_revision(at)
    return len(found)
