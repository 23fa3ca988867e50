"""Editions without a jury: applications stand by need and by how long they have waited."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, EditionState
from perron.calls.errors.deciding import NotAQueue, NothingRanked, QueueFactsMissing
from perron.calls.models import Application, Edition, Ranking
from perron.calls.rules.definition import definition_of
from perron.calls.services.deciding.instances import QUEUED
from perron.calls.services.deciding.keeping import remember
from perron.core.errors import NotAllowed
from perron.core.journal.lines import digest_of
from perron.core.publications import take_turn
from perron.engines.scoring.ranking import lot
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.waiting import QueueRule, Turn, Waiting, queue_order
from perron.engines.scoring.weighting import Weighted, weigh


@transaction.atomic
def seal_queue(edition: Edition, *, by: User, at: datetime) -> Ranking:
    """Seal the order of those who wait today: priority, then the longest waiting, then lots.

    The rows have the form of a jury's ranking, and hold no amounts either. Raises ``NotAQueue``,
    ``NothingRanked``, ``QueueFactsMissing``.
    """
    if not by.may("calls.keep"):
        raise NotAllowed(thing=edition)
    if edition.definition["kind"] not in QUEUED:
        raise NotAQueue(edition=edition)
    take_turn(at)
    today = timezone.localdate(at)
    turns, weighed = queue_of(edition, today, left=0)
    if not turns:
        raise NothingRanked(edition=edition)
    rows = [_row(turn, weighed[turn.id], edition) for turn in turns]
    ranking = Ranking.objects.create(
        edition=edition,
        number=edition.rankings.count() + 1,
        rows=rows,
        digest=digest_of(rows),
        sealed_at=at,
        sealed_by=by.actor_name,
    )
    if edition.definition["kind"] != "continuous":
        Edition.objects.filter(pk=edition.pk, state=EditionState.PUBLISHED).update(
            state=EditionState.RANKED
        )
    said = {"ranking": ranking.number, "digest": ranking.digest, "applications": len(rows)}
    remember("queue.sealed", edition, said, by=by, at=at)
    return ranking


def queue_of(
    edition: Edition, on: date, *, left: int
) -> tuple[Sequence[Turn], dict[str, Weighted]]:
    """The queue of a day, and what makes each need; ``left`` says up to whom the money reaches."""
    rule = QueueRule(
        edition.definition["ranking"].get("queue", {}).get("wait", 0), edition.seed or edition.code
    )
    waiting, weighed, missing = [], {}, []
    weighting = definition_of(edition).weighting
    for one in _waiting(edition):
        facts = {"language": one.language, **one.facts}
        try:
            need = weigh(weighting, 0, facts) if weighting else Weighted(0, 0, (), capped=False)
        except ScoringRefused as refused:
            missing.append(f"{one.number}: {refused}")
            continue
        since = timezone.localdate(one.arrived_at or one.begun_at)
        weighed[one.number] = need
        waiting.append(Waiting(one.number, need.after, min(since, on), one.asked))
    if missing:
        raise QueueFactsMissing(problems=" ".join(missing[:5]))
    return queue_order(waiting, rule, on=on, left=left), weighed


def _waiting(edition: Edition) -> Sequence[Application]:
    """Whoever is admissible and was not decided yet."""
    rows = edition.applications.filter(state=ApplicationState.ADMISSIBLE, asked__gt=0)
    return list(rows.order_by("number"))


def _row(turn: Turn, need: Weighted, edition: Edition) -> dict[str, Any]:
    return {
        "application": turn.id,
        "before": 0,
        "score": turn.priority,
        "steps": [
            {"code": step.code, "fact": step.fact, "value": step.value, "by": step.by}
            for step in need.steps
        ],
        "days": turn.days,
        "points": {},
        "below": [],
        "reaches_threshold": True,
        "position": turn.position,
        "place": turn.position,
        "tie": turn.position,
        "lot": lot(edition.seed or edition.code, turn.id),
        "decided_by": "",
    }
