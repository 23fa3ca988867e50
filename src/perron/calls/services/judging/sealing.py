"""Sealing a ranking: every score is in, the facts are frozen, and no amount is joined to it yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, EditionState
from perron.calls.errors.judging import (
    EditionStillOpen,
    NothingToRank,
    NotReadyToRank,
    SealedAlready,
)
from perron.calls.models import Application, Edition, Ranking
from perron.calls.services.judging.conflicts import find_conflicts
from perron.calls.services.judging.journal import in_turn, keeps_calls, remember
from perron.calls.services.judging.standings import Judged, Standing, below_least, judged
from perron.calls.services.judging.terms import ranking_rule, weighting_of
from perron.calls.services.judging.wording import worded
from perron.core.formats import date_in_words
from perron.core.journal.lines import digest_of
from perron.core.publications import next_publication, take_turn
from perron.engines.scoring.exact import rounded
from perron.engines.scoring.ranking import Entry, Line, rank
from perron.engines.scoring.refusals import ScoringRefused
from perron.engines.scoring.weighting import Weighted, Weighting, weigh

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE)
LONGEST_REASON = 1000
Row = dict[str, Any]


def seal_ranking(edition: Edition, *, by: User, at: datetime, reason: str = "") -> Ranking:
    """Rank all admissible applications and seal the list; its seed becomes public with it.

    Ties are looked for once more before. Raises ``EditionStillOpen``, ``NothingToRank``,
    ``NotReadyToRank`` naming what is missing, ``SealedAlready`` for a second one without a reason.
    """
    keeps_calls(by, edition)
    find_conflicts(edition, at=at)
    return _seal(edition, reason.strip()[:LONGEST_REASON], by=by, at=at)


@transaction.atomic
def _seal(edition: Edition, reason: str, *, by: User, at: datetime) -> Ranking:
    take_turn(at)
    edition = in_turn(edition)
    last = edition.rankings.last()
    if last and not reason:
        raise SealedAlready(day=date_in_words(timezone.localdate(last.sealed_at)))
    rows = ranked_rows(edition, at)
    ranking = Ranking.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        rows=rows,
        digest=digest_of(rows),
        reason=reason if last else "",
        sealed_at=at,
        sealed_by=by.actor_name,
    )
    if edition.closes_at:  # a continuous edition goes on taking applications
        edition.state = EditionState.RANKED
        edition.save(update_fields=["state"])
    change = {"number": ranking.number, "digest": ranking.digest, "applications": len(rows)}
    private = {"reason": ranking.reason}
    remember("ranking.sealed", edition, change, by=by, at=at, private=private)
    next_publication(at)
    return ranking


def ranked_rows(edition: Edition, at: datetime) -> list[Row]:
    """The rows of a ranking as it would be sealed now. Raises as ``seal_ranking`` does."""
    if edition.closes_at and at < edition.closes_at:
        raise EditionStillOpen(
            edition=edition, closes=date_in_words(timezone.localdate(edition.closes_at))
        )
    found = judged(edition)
    faults = missing_scores(edition, found)
    if faults:
        raise NotReadyToRank(why=" ".join(faults))
    if not found:
        raise NothingToRank(edition=edition)
    try:
        return _rows(edition, found)
    except ScoringRefused as refusal:
        raise NotReadyToRank(why=" ".join(map(worded, refusal.problems))) from refusal


def missing_scores(edition: Edition, found: Sequence[Judged]) -> list[str]:
    """What keeps a ranking from being sealed, in sentences that name the applications."""
    said = {
        Standing.WAITING: _("Scores are missing: %(numbers)s."),
        Standing.NEEDS_THIRD: _("A third reading is wanted: %(numbers)s."),
        Standing.NEEDS_CONSENSUS: _("A consensus is wanted: %(numbers)s."),
    }
    undecided = Application.objects.filter(edition=edition, state__in=UNDECIDED)
    numbers = list(undecided.order_by("number").values_list("number", flat=True))
    sentences = []
    if numbers:
        sentence = _("Nobody has said yet whether these are admissible: %(numbers)s.")
        sentences.append(sentence % {"numbers": ", ".join(numbers)})
    for standing, words in said.items():
        waiting = [one.application.number for one in found if one.standing is standing]
        if waiting:
            sentences.append(words % {"numbers": ", ".join(waiting)})
    return sentences


def _rows(edition: Edition, found: Sequence[Judged]) -> list[Row]:
    """Weigh, order and write down; nothing here knows an amount."""
    weighting, rule = weighting_of(edition), ranking_rule(edition)
    by_number = {one.application.number: one for one in found}
    points = {number: one.points() for number, one in by_number.items()}
    weighed = _weighed(edition, weighting, found)
    entries = [
        Entry(number, weighed[number].after, _keys(one.application, points[number]))
        for number, one in by_number.items()
    ]
    return [
        {
            **_row(line, weighed[line.id]),
            **_criteria(line, points[line.id], below_least(edition, points[line.id])),
        }
        for line in rank(entries, rule).lines
    ]


def _weighed(
    edition: Edition, weighting: Weighting, found: Sequence[Judged]
) -> dict[str, Weighted]:
    """Each score after weighting; every application that lacks a fact is named."""
    weighed, faults = {}, []
    for one in found:
        number = one.application.number
        try:
            weighed[number] = weigh(weighting, one.score or 0, one.application.facts)
        except ScoringRefused as refusal:
            faults += [f"{number}: {worded(problem)}" for problem in refusal.problems]
    if faults:
        raise NotReadyToRank(edition=edition, why=" ".join(faults))
    return weighed


def _keys(application: Application, points: Mapping[str, Fraction]) -> dict[str, object]:
    """What separates equal scores: facts, yes or no as 1 or 0, and points by criterion."""
    facts = {
        f"fact:{name}": int(value) if isinstance(value, bool) else _number(value)
        for name, value in application.facts.items()
    }
    return {**facts, **{f"criterion:{code}": value for code, value in points.items()}}


def _number(value: object) -> object:
    """A fact as an exact number: a decimal is taken as it is written."""
    return str(value) if isinstance(value, float) else value


def _row(line: Line, weighted: Weighted) -> Row:
    return {
        "application": line.id,
        "before": weighted.before,
        "steps": [
            {
                "code": step.code,
                "fact": step.fact,
                "value": step.value,
                "effect": step.effect.value,
                "by": step.by,
                "before": rounded(step.before),
                "after": rounded(step.after),
            }
            for step in weighted.steps
        ],
        "score": line.score,
        "position": line.position,
        "place": line.place,
        "tie": line.tie,
        "keys": [str(key) for key in line.keys],
        "lot": line.lot,
        "decided_by": line.decided_by,
    }


def _criteria(line: Line, points: Mapping[str, Fraction], below: Sequence[str]) -> Row:
    return {
        "points": {code: rounded(value) for code, value in points.items()},
        "below": list(below),
        "reaches_threshold": line.reaches_threshold and not below,
    }
