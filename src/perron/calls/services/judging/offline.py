"""Scores written without a network: a file that is checked like what is written online."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.errors.judging import ScoresFileRefused
from perron.calls.models import Juror, Review
from perron.calls.services.judging.scoring import Written, save_marks
from perron.core.errors import Refusal

FORMAT = "perron-scores/1"
MOST_BYTES = 2 * 1024 * 1024
MOST_REVIEWS = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one application in the file."""

    number: str
    review: Review | None
    said: str
    is_saved: bool


def bring_scores(
    juror: Juror, source: bytes, *, language: str, by: User, at: datetime
) -> list[Brought]:
    """Save every score sheet of the file as a draft; one that can't be says why.

    Raises ``ScoresFileRefused`` for what is no such file, or that of another jury.
    """
    return [
        _bring(_review(juror, sheet, by), sheet, language=language, by=by, at=at)
        for sheet in _sheets(juror, source)
    ]


def _sheets(juror: Juror, source: bytes) -> list[dict[str, Any]]:
    if not source:
        raise ScoresFileRefused(why=_("no file was chosen, or it is empty."))
    if len(source) > MOST_BYTES:
        raise ScoresFileRefused(why=_("it is larger than 2 MB."))
    try:
        said = json.loads(source.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as broken:
        why = _("it can't be read. Save it again on the offline page.")
        raise ScoresFileRefused(why=why) from broken
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ScoresFileRefused(why=_("it was not saved by the offline page of a jury."))
    if said.get("seat") != str(juror.key):
        raise ScoresFileRefused(why=_("it belongs to another juror or another jury."))
    sheets = said.get("reviews")
    if not isinstance(sheets, list) or len(sheets) > MOST_REVIEWS:
        raise ScoresFileRefused(why=_("it holds no list of score sheets."))
    return [one for one in sheets if isinstance(one, dict)]


def _bring(
    review: Review | None, sheet: dict[str, Any], *, language: str, by: User, at: datetime
) -> Brought:
    if review is None:
        said = _("this application is not among those that you read.")
        return Brought(str(sheet.get("number", "?"))[:40], None, said, is_saved=False)
    number = review.application.number
    marks, sentences = sheet.get("marks"), sheet.get("sentences")
    if not isinstance(marks, dict) or not isinstance(sentences, dict):
        return Brought(number, review, _("its scores can't be read."), is_saved=False)
    written = Written(
        {str(code): _mark(mark) for code, mark in marks.items()},
        {str(code): str(words) for code, words in sentences.items()},
        language,
    )
    revision = sheet.get("revision")
    try:
        save_marks(review, written, revision=_whole(revision), by=by, at=at)
    except Refusal as refusal:
        return Brought(number, review, str(refusal), is_saved=False)
    return Brought(number, review, _("saved as a draft."), is_saved=True)


def _mark(mark: object) -> str | int:
    """A level's code or points; anything else is a level that does not exist."""
    if isinstance(mark, int) and not isinstance(mark, bool):
        return mark
    return mark if isinstance(mark, str) else json.dumps(mark)[:40]


def _whole(revision: object) -> int:
    return revision if isinstance(revision, int) else -1


def _review(juror: Juror, sheet: dict[str, Any], by: User) -> Review | None:
    try:
        key = UUID(str(sheet.get("review")))
    except ValueError:
        return None
    rows = Review.objects.of(by).filter(juror=juror, key=key)
    return rows.select_related("application__edition", "juror__edition").first()
