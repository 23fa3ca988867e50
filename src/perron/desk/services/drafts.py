"""Drafts: begun, saved as they are typed, published when they fit, or thrown away."""

from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.core.errors import ChangedMeanwhile, NotAllowed
from perron.core.journal.lines import digest_of
from perron.core.models import Draft
from perron.core.publications import take_turn
from perron.core.records.codecs import Many
from perron.core.records.kinds import Kind, Record, kinds
from perron.core.records.planning import Plan
from perron.core.records.proposing import publish_records
from perron.desk.errors import CodeTaken, DraftGone, SavedElsewhere, StillWrong
from perron.desk.records.choices import Choices
from perron.desk.records.findings import findings_of, settled
from perron.desk.records.labels import labels_of

NAMED = 5  # faults that one sentence names


def published_record(kind: Kind, code: str, *, locked: bool = False) -> Record | None:
    """The record as it is published now, or nothing."""
    rows = kind.with_keys([code])
    thing = (rows.select_for_update(of=("self",)) if locked else rows).first()
    return None if thing is None else kind.read(thing)


def base_of(record: Record | None) -> str:
    """What a draft remembers of the record that it was begun from."""
    return "" if record is None else digest_of(record)


def revision_of(record: Record | None) -> str:
    """What a page remembers of the draft that it was opened on; empty where there was none."""
    return "" if record is None else digest_of(record)


@transaction.atomic
def begin_record(kind: Kind, record: Record, *, by: User, at: datetime) -> Draft:
    """Begin a new record, of which at least the code is known."""
    code = kind.key_of(record)
    if not kind.may_edit(by):
        raise NotAllowed(thing=code)
    mine = Draft.objects.filter(kind=kind.name, code=code, author=by)
    if published_record(kind, code) is not None or mine.exists():
        raise CodeTaken(kind=kind.label, code=code)
    return save_draft(kind, record, base="", by=by, at=at)


@transaction.atomic
def save_draft(
    kind: Kind,
    record: Record,
    *,
    base: str,
    by: User,
    at: datetime,
    revision: str | None = None,
) -> Draft:
    """Keep what a person has typed; ``base`` is what the form was begun from.

    A draft that exists keeps its own base. Nothing needs to be right yet.
    Raises :class:`SavedElsewhere` when the draft is another than at ``revision`` and says
    something else than what was typed.
    """
    key = kind.key_of(record)
    if not kind.may_edit(by):
        raise NotAllowed(thing=key)
    draft, fresh = Draft.objects.select_for_update(of=("self",)).get_or_create(
        kind=kind.name,
        code=key,
        author=by,
        defaults={"record": record, "base": base, "saved_at": at},
    )
    if not fresh:
        if digest_of(draft.record) != digest_of(record):
            _refuse_older(draft, revision)
        draft.record, draft.saved_at = record, at
        draft.save(update_fields=["record", "saved_at"])
    return draft


@transaction.atomic
def publish_draft(draft: Draft, *, by: User, at: datetime, revision: str | None = None) -> Plan:
    """Publish a draft as it stands; it is kept whenever that is refused.

    Raises :class:`DraftGone`, :class:`SavedElsewhere` when it is not the draft that was looked
    at, :class:`ChangedMeanwhile` when the published record is no longer the one that the draft
    was begun from, and :class:`StillWrong`.
    """
    take_turn(at)
    kept = own_draft(draft, by, revision=revision)
    kind = kinds[kept.kind]
    if not kind.may_edit(by):
        raise NotAllowed(thing=kept.code)
    if base_of(published_record(kind, kept.code, locked=True)) != kept.base:
        raise ChangedMeanwhile(thing=kept.code)
    record = settled(kind.codecs, kept.record)
    if wrong := findings_of(kind, record, Choices()):
        said = [
            f"{labels_of(one.path, kind)}: {one.sentence} {one.remedy}".strip() for one in wrong
        ]
        raise StillWrong(what=" ".join(said[:NAMED]))
    try:
        done = publish_records({kind.name: {kept.code: record}}, by=by, at=at)
    except IntegrityError as twice:
        raise StillWrong(what=_said_by(kind, str(twice))) from twice
    kept.delete()
    return done


@transaction.atomic
def discard_draft(draft: Draft, *, by: User, revision: str | None = None) -> None:
    """Throw a draft away; what is published stays as it is."""
    own_draft(draft, by, revision=revision).delete()


def own_draft(draft: Draft, by: User, *, revision: str | None = None) -> Draft:
    """The draft as it is now, locked; only its author changes it.

    Raises :class:`DraftGone` and :class:`SavedElsewhere`.
    """
    kept = Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if kept is None:
        raise DraftGone
    if kept.author_id != by.pk:
        raise NotAllowed(thing=kept.code)
    _refuse_older(kept, revision)
    return kept


def _refuse_older(draft: Draft, revision: str | None) -> None:
    if revision is not None and revision != revision_of(draft.record):
        raise SavedElsewhere


def _said_by(kind: Kind, fault: str) -> str:
    """The sentence of the constraint that the database named."""
    for constraint in _unique_constraints(kind):
        if str(constraint.name) in fault or all(
            f".{field}" in fault for field in constraint.fields
        ):
            return str(constraint.violation_error_message)
    return _("Something in it must be the only one of its kind, and is there already.")


def _unique_constraints(kind: Kind) -> Iterator[models.UniqueConstraint]:
    parts = [codec.model for codec in kind.codecs if isinstance(codec, Many)]
    for model in (kind.model, *parts):
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                yield constraint
