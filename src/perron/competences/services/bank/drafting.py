"""A family on its way into the bank: drafted by one person, let in by a second, withdrawn."""

from datetime import datetime
from typing import Any

from django.db import transaction

from perron.accounts.models import User
from perron.competences.enums import VersionState
from perron.competences.errors.bank import (
    AuthorCannotReview,
    DraftMoved,
    DraftUnready,
    FamilyKept,
    InTheMaking,
    NotInState,
    NotYourDraft,
    OtherFamily,
)
from perron.competences.models import Family, FamilyVersion
from perron.competences.services.bank.keeping import refuse_strangers, remember, take_over
from perron.competences.services.bank.loading import next_number, published_version, put_in_bank
from perron.competences.services.bank.reading import (
    FamilyFile,
    findings_of,
    read_family,
    written_family,
)
from perron.competences.services.bank.revising import hold_bank, next_revision
from perron.core.errors import NoReason
from perron.core.journal.lines import digest_of

IN_THE_MAKING = (VersionState.DRAFT, VersionState.IN_REVIEW)
TYPED = "family.yaml"


@transaction.atomic
def begin_draft(definition: dict[str, Any], *, by: User, at: datetime) -> FamilyVersion:
    """Begin another version of a family, or a new family; raises ``InTheMaking``."""
    refuse_strangers(by, definition["family"])
    hold_bank(at)
    family = Family.objects.filter(code=definition["family"]).first()
    if family is None:
        family = Family(code=definition["family"])
        take_over(family, definition)
        family.save()
    if family.versions.filter(state__in=IN_THE_MAKING).exists():
        raise InTheMaking(family=family)
    version = FamilyVersion.objects.create(
        family=family,
        number=next_number(family),
        definition=definition,
        digest=digest_of(definition),
        state=VersionState.DRAFT,
        author=by,
        author_name=by.actor_name,
        made_at=at,
        changed_at=at,
    )
    remember("begun", family, {"version": version.number}, by=by, at=at)
    return version


@transaction.atomic
def save_draft(
    version: FamilyVersion, definition: dict[str, Any], seen: str, *, by: User, at: datetime
) -> FamilyVersion:
    """Keep another text of one's draft; ``seen`` is the digest of what was looked at.

    Raises ``DraftMoved`` where another window saved meanwhile, ``OtherFamily`` for another code.
    """
    kept = _held(version, VersionState.DRAFT, by=by, at=at)
    if kept.author_id != by.pk:
        raise NotYourDraft(family=kept.family, author=kept.author_name)
    if seen != kept.digest:
        raise DraftMoved(family=kept.family)
    if definition["family"] != kept.family.code:
        raise OtherFamily(family=kept.family, other=definition["family"])
    kept.definition, kept.digest, kept.changed_at = definition, digest_of(definition), at
    kept.save()
    return kept


@transaction.atomic
def hand_in(version: FamilyVersion, *, by: User, at: datetime) -> FamilyVersion:
    """Ask a second person to look; raises ``DraftUnready`` while something is wrong."""
    kept = _held(version, VersionState.DRAFT, by=by, at=at)
    if kept.author_id != by.pk:
        raise NotYourDraft(family=kept.family, author=kept.author_name)
    problems = sum(1 for _one in findings_of(kept.definition))
    if problems:
        raise DraftUnready(count=problems)
    kept.state, kept.changed_at = VersionState.IN_REVIEW, at
    kept.save()
    remember("handed_in", kept.family, {"version": kept.number}, by=by, at=at)
    return kept


@transaction.atomic
def send_back(version: FamilyVersion, remark: str, *, by: User, at: datetime) -> FamilyVersion:
    """Give a version back to its author, with what to change; raises ``AuthorCannotReview``."""
    kept = _held(version, VersionState.IN_REVIEW, by=by, at=at)
    _refuse_author(kept, by)
    if not remark.strip():
        raise NoReason
    kept.state, kept.remark, kept.changed_at = VersionState.DRAFT, remark.strip(), at
    kept.reviewer_name = by.actor_name
    kept.save()
    remember("sent_back", kept.family, {"version": kept.number}, by=by, at=at)
    return kept


@transaction.atomic
def publish_version(version: FamilyVersion, *, by: User, at: datetime) -> FamilyVersion:
    """Let a version into the bank: its reviewer stands in its reviews, its items may be asked.

    Raises ``AuthorCannotReview``, and ``DraftUnready`` where it no longer passes the check.
    """
    kept = _held(version, VersionState.IN_REVIEW, by=by, at=at)
    _refuse_author(kept, by)
    problems = sum(1 for _one in findings_of(kept.definition))
    if problems:
        raise DraftUnready(count=problems)
    review = {
        "by": by.actor_name,
        "on": at.date().isoformat(),
        "looked_at": ["content", "language"],
    }
    kept.definition = {**kept.definition, "reviews": [*kept.definition["reviews"], review]}
    kept.digest, kept.reviewer_name, kept.remark = digest_of(kept.definition), by.actor_name, ""
    family = kept.family
    take_over(family, kept.definition)
    family.withdrawn_at = None
    family.save()
    state = hold_bank(at)
    items = put_in_bank(kept, published_version(family), state.settings, at=at)
    change = {"version": kept.number, "digest": kept.digest, "items": items}
    remember("published", family, change, by=by, at=at)
    next_revision(at)
    return kept


@transaction.atomic
def discard_draft(version: FamilyVersion, *, by: User, at: datetime) -> None:
    """Throw one's draft away; a family that was never in the bank goes with it."""
    kept = _held(version, VersionState.DRAFT, by=by, at=at)
    if kept.author_id != by.pk:
        raise NotYourDraft(family=kept.family, author=kept.author_name)
    family = kept.family
    remember("discarded", family, {"version": kept.number}, by=by, at=at)
    kept.delete()
    if not family.versions.exists():
        family.delete()


@transaction.atomic
def withdraw_family(family: Family, reason: str, *, by: User, at: datetime) -> Family:
    """Ask a family no more, for a reason; what was answered stays. Raises ``FamilyKept``."""
    refuse_strangers(by, family)
    hold_bank(at)
    kept = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
    if not reason.strip():
        raise NoReason
    if kept.withdrawn_at or not published_version(kept):
        raise FamilyKept(family=kept)
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    remember("withdrawn", kept, {"reason": reason.strip()}, by=by, at=at)
    next_revision(at)
    return kept


def file_of(version: FamilyVersion) -> FamilyFile:
    """A version as its canonical file, with everything that a check says of it."""
    return read_family(written_family(version.definition).encode(), name=TYPED)


def _held(version: FamilyVersion, state: VersionState, *, by: User, at: datetime) -> FamilyVersion:
    refuse_strangers(by, version.family)
    hold_bank(at)
    kept = FamilyVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if kept.state != state:
        raise NotInState(family=kept.family, state=kept.get_state_display())
    return kept


def _refuse_author(version: FamilyVersion, by: User) -> None:
    if version.author_id == by.pk or version.author_name == by.actor_name:
        raise AuthorCannotReview(family=version.family)
