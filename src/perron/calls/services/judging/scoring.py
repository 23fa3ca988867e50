"""Scores: drafts kept, handed in whole with their sentences, reopened only with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.enums import Declaration
from perron.calls.errors.judging import (
    CalibrationFirst,
    DeclareFirst,
    NotHandedIn,
    ReviewChanged,
    ReviewLocked,
    ScoresIncomplete,
    ScoreUnknown,
    SentenceTooLong,
)
from perron.calls.models import Consensus, Edition, Juror, Review
from perron.calls.services.judging.conflicts import refuse_tied
from perron.calls.services.judging.journal import in_turn, keeps_calls, remember
from perron.calls.services.judging.naming import sitting_seat
from perron.calls.services.judging.readers import call_a_third
from perron.calls.services.judging.terms import criterion_names, grid_of
from perron.core.errors import NoReason, NotAllowed
from perron.core.formats import date_in_words
from perron.engines.scoring.criteria import Grid, Mark, score

LONGEST_SENTENCE = 2000
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """What a juror wrote: levels or thousandths by criterion, sentences by criterion."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@transaction.atomic
def save_marks(
    review: Review, written: Written, *, revision: int, by: User, at: datetime
) -> Review:
    """Keep what is written so far; nothing has to be whole, but a score has to exist.

    ``revision`` is that of the page: a save from another window is never overwritten. Raises
    ``DeclareFirst``, ``CalibrationFirst``, ``ReviewLocked``, ``ReviewChanged``, ``ScoreUnknown``,
    ``SentenceTooLong``; ``InConflict`` where a tie was found.
    """
    now, edition = _mine_to_score(review, by)
    if now.handed_at:
        raise _locked(now)
    if now.revision != revision:
        raise ReviewChanged(number=now.application.number)
    now.marks = checked_marks(edition, written.marks)
    now.sentences = _checked_sentences(edition, written.sentences)
    now.language = written.language or now.language
    now.revision += 1
    now.save(update_fields=["marks", "sentences", "language", "revision"])
    by.vouch(at)
    return now


def hand_in_review(review: Review, *, by: User, at: datetime) -> Review:
    """Hand in what was saved: every criterion with its score and its sentence; locked from then on.

    A second press changes nothing. Ties are looked for once more before, and stay written down
    even though the score is then refused. Raises ``ScoresIncomplete`` naming what is missing.
    """
    refuse_tied(review, at=at)
    return _hand_in(review, by=by, at=at)


@transaction.atomic
def _hand_in(review: Review, *, by: User, at: datetime) -> Review:
    now, edition = _mine_to_score(review, by)
    if now.handed_at:
        return now
    grid, names = grid_of(edition), criterion_names(edition)
    _refuse_missing(now, grid, names)
    now.total = score(grid, now.marks).total
    now.handed_at = at
    now.save(update_fields=["total", "handed_at"])
    change = {"application": now.application.number, "total": now.total, "third": now.third}
    remember("review.handed-in", now, change, by=by, at=at)
    call_a_third(now.application, edition, by=by, at=at)
    return now


@transaction.atomic
def reopen_review(review: Review, reason: str, *, by: User, at: datetime) -> Review:
    """Let a juror change what was handed in; the reason stays in the journal.

    What the jury had agreed on rested on these scores, so it is agreed anew; the journal keeps it.
    """
    keeps_calls(by, review.application.edition)
    if not reason.strip():
        raise NoReason
    in_turn(review.application.edition)
    now = _locked_row(review)
    if now.handed_at is None:
        raise NotHandedIn(number=now.application.number)
    change = {"application": now.application.number, "total": now.total}
    Consensus.objects.filter(application=now.application, phase=now.phase).delete()
    now.handed_at, now.total = None, None
    now.revision += 1
    now.save(update_fields=["handed_at", "total", "revision"])
    private = {"reason": reason.strip()[:LONGEST_REASON]}
    remember("review.reopened", now, change, by=by, at=at, private=private)
    return now


def checked_marks(edition: Edition, marks: Mapping[str, Mark]) -> dict[str, int]:
    """Points in thousandths for levels or points; empty ones are left out. Raises ScoreUnknown."""
    grid, names = grid_of(edition), criterion_names(edition)
    criteria = {one.code: one for one in grid.criteria}
    found = {}
    for code, mark in marks.items():
        if mark in ("", None):
            continue
        points = criteria[code].points(mark) if code in criteria else None
        if points is None:
            raise ScoreUnknown(criterion=names.get(code, code)[:80], mark=str(mark)[:40])
        found[code] = points
    return found


def open_calibration(juror: Juror) -> list[str]:
    """Numbers of the applications that a juror has to score before all others."""
    rows = Review.objects.standing().filter(juror=juror, calibration=True, handed_at=None)
    return list(rows.order_by("application__number").values_list("application__number", flat=True))


def _mine_to_score(review: Review, by: User) -> tuple[Review, Edition]:
    """The juror's own review, locked, and its edition, in a state in which it may be scored."""
    edition = in_turn(review.juror.edition)
    sitting_seat(review.juror, by)
    if not Review.objects.of(by).filter(pk=review.pk).exists():
        raise NotAllowed(thing=review.application.number)
    now = _locked_row(review)
    number = now.application.number
    if now.declaration != Declaration.NONE:
        raise DeclareFirst(number=number)
    first = [] if now.calibration else open_calibration(now.juror)
    if first:
        raise CalibrationFirst(numbers=", ".join(first))
    return now, edition


def _locked_row(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related("application", "juror")
    return rows.get(pk=review.pk)


def _locked(review: Review) -> ReviewLocked:
    day = date_in_words(timezone.localdate(review.handed_at)) if review.handed_at else ""
    return ReviewLocked(number=review.application.number, day=day)


def _checked_sentences(edition: Edition, sentences: Mapping[str, str]) -> dict[str, str]:
    names = criterion_names(edition)
    kept = {code: words.strip() for code, words in sentences.items() if words.strip()}
    for code, words in kept.items():
        if code not in names:
            raise ScoreUnknown(criterion=code[:80], mark=words[:40])
        if len(words) > LONGEST_SENTENCE:
            raise SentenceTooLong(criterion=names[code], most=LONGEST_SENTENCE)
    return kept


def _refuse_missing(review: Review, grid: Grid, names: Mapping[str, str]) -> None:
    codes = [one.code for one in grid.criteria]
    scores = tuple(code for code in codes if review.marks.get(code) is None)
    sentences = tuple(code for code in codes if not review.sentences.get(code, "").strip())
    if scores or sentences:
        raise ScoresIncomplete(
            scores=scores,
            sentences=sentences,
            number=review.application.number,
            missing=_said(scores, sentences, names),
        )


def _said(scores: tuple[str, ...], sentences: tuple[str, ...], names: Mapping[str, str]) -> str:
    parts = [_("the score of “%s”") % names[code] for code in scores]
    parts += [_("the sentence about “%s”") % names[code] for code in sentences]
    return "; ".join(parts)
