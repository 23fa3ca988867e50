"""Before anything is shown: a juror says whether something ties them to an application."""

from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ConflictKind, Declaration
from perron.calls.errors.judging import ConflictUnexplained, DeclaredAlready
from perron.calls.models import Conflict, Review
from perron.calls.services.judging.conflicts import refuse_tied
from perron.calls.services.judging.journal import in_turn, remember
from perron.calls.services.judging.naming import sitting_seat
from perron.calls.services.judging.readers import fill_up
from perron.core.errors import NotAllowed

LONGEST_WORDS = 500


def declare_free(review: Review, *, by: User, at: datetime) -> Review:
    """Say that nothing ties one to it; from then on it is shown.

    What is known is looked at first: a tie that is found is written down, and refused with
    ``InConflict``. Said twice it counts once.
    """
    refuse_tied(review, at=at)
    return _declare_free(review, by=by, at=at)


@transaction.atomic
def _declare_free(review: Review, *, by: User, at: datetime) -> Review:
    now = _mine(review, by)
    if now.declaration:
        return now
    now.declaration, now.declared_at = Declaration.NONE, at
    now.save(update_fields=["declaration", "declared_at"])
    change = {"application": now.application.number, "conflict": False}
    remember("review.declared", now, change, by=by, at=at)
    return now


@transaction.atomic
def declare_conflict(review: Review, words: str, *, by: User, at: datetime) -> Review:
    """Say what ties one to it, also after having read it: one reads it no longer.

    Officers see it, and another juror gets the application if one is free. A score handed in
    counts no more. Raises ``ConflictUnexplained`` without words.
    """
    said = words.strip()[:LONGEST_WORDS]
    if not said:
        raise ConflictUnexplained
    now = _mine(review, by)
    if now.declaration == Declaration.CONFLICT:
        raise DeclaredAlready(number=now.application.number)
    now.declaration, now.declared_at = Declaration.CONFLICT, at
    now.save(update_fields=["declaration", "declared_at"])
    Conflict.objects.update_or_create(
        juror=now.juror,
        application=now.application,
        kind=ConflictKind.DECLARED,
        defaults={"words": said, "found_at": at},
    )
    change = {"application": now.application.number, "conflict": True}
    remember("review.declared", now, change, by=by, at=at, private={"words": said})
    fill_up([now.application], now.juror.edition, by=by, at=at)
    return now


def _mine(review: Review, by: User) -> Review:
    """The juror's own review, locked; refused for everybody else."""
    in_turn(review.juror.edition)
    sitting_seat(review.juror, by)
    if not Review.objects.of(by).filter(pk=review.pk).exists():
        raise NotAllowed(thing=review.application.number)
    rows = Review.objects.select_for_update(of=("self",)).select_related("application", "juror")
    return rows.get(pk=review.pk)
