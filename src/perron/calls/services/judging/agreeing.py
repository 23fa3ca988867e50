"""What a jury agrees on where its scores lie apart: entered by an officer, with its note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import ApplicationState
from perron.calls.errors.judging import ConsensusTooEarly, ConsensusUnexplained, ScoresIncomplete
from perron.calls.models import Application, Consensus, Review
from perron.calls.services.judging.journal import in_turn, keeps_calls, remember
from perron.calls.services.judging.scoring import checked_marks
from perron.calls.services.judging.standings import Judged, judged_one
from perron.calls.services.judging.terms import SCORING, criterion_names, grid_of
from perron.core.errors import NotAllowed
from perron.engines.scoring.criteria import Mark, score
from perron.engines.scoring.refusals import told

LEAST = 2
LONGEST_NOTE = 3000


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed: a score for each criterion, words where the jury wants them, the note."""

    marks: Mapping[str, Mark]
    note: str = ""
    sentences: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@transaction.atomic
def agree_consensus(
    application: Application, agreement: Agreement, *, by: User, at: datetime
) -> Consensus:
    """Keep what the jury agreed on; a later agreement replaces it and the journal keeps both.

    Raises ``ConsensusTooEarly`` before two scores are in or while one is still being written,
    ``ScoresIncomplete`` without a score for each criterion, ``ConsensusUnexplained`` where the
    score moves without a note.
    """
    keeps_calls(by, application.edition)
    edition = in_turn(application.edition)
    found = judged_one(application, edition)
    if found is None:
        raise NotAllowed(thing=ApplicationState(application.state).label)
    handed = sum(1 for one in found.reviews if one.handed_at)
    awaited = any(not one.handed_at and not one.third for one in found.reviews)
    if handed < LEAST or awaited:
        raise ConsensusTooEarly(number=application.number, handed=handed)
    marks, names = checked_marks(edition, agreement.marks), criterion_names(edition)
    missing = tuple(code for code in names if code not in marks)
    if missing:
        said = ", ".join(f"“{names[code]}”" for code in missing)
        raise ScoresIncomplete(
            scores=missing, sentences=(), number=application.number, missing=said
        )
    total, note = score(grid_of(edition), marks).total, agreement.note.strip()[:LONGEST_NOTE]
    before = _before(found)
    if total != before and not note:
        raise ConsensusUnexplained(
            number=application.number, before=_points(before), after=_points(total)
        )
    kept, _is_new = Consensus.objects.update_or_create(
        application=application,
        phase=SCORING,
        defaults={
            "marks": marks,
            "sentences": {
                code: {"words": words, "language": agreement.language}
                for code, words in agreement.sentences.items()
                if words
            },
            "total": total,
            "note": note,
            "at": at,
            "by": by.actor_name,
        },
    )
    # a third reading that was asked for is needless once the jury agrees
    needless = [one.pk for one in found.reviews if one.handed_at is None]
    Review.objects.filter(pk__in=needless).update(withdrawn_at=at)
    change = {"application": application.number, "before": before, "after": total}
    remember("consensus.agreed", edition, change, by=by, at=at, private={"note": note})
    return kept


def _before(found: Judged) -> int:
    """What the scores came to without an agreement."""
    return (found.combined.by_reviews if found.combined else None) or 0


def _points(thousandths: int) -> str:
    return told("{points:points}", {"points": thousandths})
