"""Two people at one record: what each of them changed, and how the draft goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.journal.lines import digest_of
from perron.core.models import Draft, JournalLine
from perron.core.records.kinds import Kind, Record, kinds
from perron.desk.records.findings import settled
from perron.desk.services.drafts import base_of, own_draft, published_record

THEIRS = "theirs"
MOST_STEPS_BACK = 200


@dataclass(frozen=True, slots=True)
class Clash:
    """A part of a record that the draft and the published record have differently.

    ``both`` when each side changed it; otherwise only the other side did.
    """

    key: str
    mine: Any
    theirs: Any
    both: bool


def has_moved(draft: Draft) -> bool:
    """Whether somebody published the record since the draft was begun."""
    return base_of(published_record(kinds[draft.kind], draft.code)) != draft.base


def clashes_of(draft: Draft) -> list[Clash]:
    """Every part that somebody else changed meanwhile and that the draft has differently.

    There is none when the record was removed: the draft then makes it anew.
    """
    kind = kinds[draft.kind]
    theirs = published_record(kind, draft.code)
    if theirs is None:
        return []
    mine = settled(kind.codecs, draft.record)
    origin = origin_of(kind, draft, theirs)
    found: list[Clash] = []
    for codec in kind.codecs:
        key = codec.key
        here, there = mine.get(key), theirs.get(key)
        if here == there or (origin is not None and origin.get(key) == there):
            continue
        touched = origin is None or digest_of(origin.get(key)) != digest_of(here)
        found.append(Clash(key, here, there, touched))
    return found


def clashes_between(kind: Kind, mine: Record, theirs: Record) -> list[Clash]:
    """Every part that two wordings of one draft have differently."""
    pairs = ((codec.key, mine.get(codec.key), theirs.get(codec.key)) for codec in kind.codecs)
    return [
        Clash(key, here, there, both=True)
        for key, here, there in pairs
        if digest_of(here) != digest_of(there)
    ]


def origin_of(kind: Kind, draft: Draft, now: Mapping[str, Any]) -> Record | None:
    """The record that a draft was begun from: walked back along the journal, or nothing."""
    lines = JournalLine.objects.filter(
        about_kind=kind.name, about_code=draft.code, chain=kind.chain
    )
    verbs = [f"{kind.name}.{verb}" for verb in ("added", "changed", "removed")]
    record = dict(now)
    for change in (lines.filter(verb__in=verbs).order_by("-seq").values_list("change", flat=True))[
        :MOST_STEPS_BACK
    ]:
        if base_of(record or None) == draft.base:
            break
        for key, (before, _after) in change.items():
            record[key] = before
        record = settled(kind.codecs, record)
    return record if base_of(record or None) == draft.base else None


@transaction.atomic
def carry_on(
    draft: Draft,
    choices: Mapping[str, str],
    *,
    by: User,
    at: datetime,
    revision: str | None = None,
) -> Draft:
    """Go on from the record as it is published now.

    ``choices`` says ``theirs`` for each part to take over; parts that only the other side
    changed are taken over by themselves, all others stay as in the draft.
    """
    kept = own_draft(draft, by, revision=revision)
    if not kinds[kept.kind].may_edit(by):
        raise NotAllowed(thing=kept.code)
    record = dict(kept.record)
    for clash in clashes_of(kept):
        if not clash.both or choices.get(clash.key) == THEIRS:
            record[clash.key] = clash.theirs
    kept.record = record
    kept.base = base_of(published_record(kinds[kept.kind], kept.code))
    kept.saved_at = at
    kept.save(update_fields=["record", "base", "saved_at"])
    return kept
