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
from perron.engines.scoring.ranking import Direction, Entry, Line, RankingRule, Tie, rank
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.weighting import Step, Weighted, weigh

SINCE = "waiting since"
MOST_NAMED = 5
NOTHING = Weighted(0, 0, (), capped=False)


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
    rows = queue_of(edition, timezone.localdate(at))
    if not rows:
        raise NothingRanked(edition=edition)
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


def queue_of(edition: Edition, on: date) -> list[dict[str, Any]]:
    """The queue of a day, in the form of a ranking's rows, with what makes each priority.

    Priority: what the edition's weighting gives to the facts, and ``ranking.queue.wait``
    thousandths for each day. Equal priorities stand by the ex-aequo facts, then by waiting, then
    by lot. Raises ``QueueFactsMissing``.
    """
    ranking = edition.definition["ranking"]
    wait: int = ranking.get("queue", {}).get("wait", 0)
    ties = [
        Tie(one["fact"], Direction.LOWEST if one["first"] == "low" else Direction.HIGHEST)
        for one in ranking["ex_aequo"]
        if "fact" in one
    ]
    rule = RankingRule(edition.seed or edition.code, (*ties, Tie(SINCE, Direction.LOWEST)))
    weighting = definition_of(edition).weighting
    entries, steps, days, missing = [], {}, {}, []
    for one in _waiting(edition):
        facts = {"language": one.language, **one.facts}
        since = min(timezone.localdate(one.arrived_at or one.begun_at), on)
        lacking = [tie.key for tie in ties if facts.get(tie.key) is None]
        try:
            need = weigh(weighting, 0, facts) if weighting else NOTHING
        except ScoringRefused as refused:
            lacking.append(str(refused))
        if lacking:
            missing.append(f"{one.number} ({', '.join(lacking)})")
            continue
        keys = {**{tie.key: _number(facts[tie.key]) for tie in ties}, SINCE: since.toordinal()}
        days[one.number] = (on - since).days
        entries.append(Entry(one.number, need.after + wait * days[one.number], keys))
        steps[one.number] = need.steps
    if missing:
        raise QueueFactsMissing(problems="; ".join(missing[:MOST_NAMED]))
    lines = rank(entries, rule).lines
    return [_row(line, steps[line.id], days[line.id]) for line in lines]


def _number(value: object) -> object:
    """Yes and no as numbers, so that they can be ordered."""
    return int(value) if isinstance(value, bool) else value


def _waiting(edition: Edition) -> Sequence[Application]:
    """Whoever is admissible and was not decided yet."""
    rows = edition.applications.filter(state=ApplicationState.ADMISSIBLE, asked__gt=0)
    return list(rows.order_by("number"))


def _row(line: Line, steps: Sequence[Step], days: int) -> dict[str, Any]:
    return {
        "application": line.id,
        "before": 0,
        "score": line.score,
        "steps": [
            {"code": step.code, "fact": step.fact, "value": step.value, "by": step.by}
            for step in steps
        ],
        "days": days,
        "points": {},
        "below": [],
        "reaches_threshold": True,
        "position": line.position,
        "place": line.place,
        "tie": line.tie,
        "lot": line.lot,
        "decided_by": line.decided_by,
    }
