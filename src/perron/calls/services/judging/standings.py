"""How far the scores of applications are: awaited, a third or a consensus wanted, ready."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from perron.calls.enums import ApplicationState
from perron.calls.models import Application, Consensus, Edition, Review
from perron.calls.services.judging.terms import SCORING, combining_rule, grid_of, jury_terms
from perron.engines.scoring.combining import Combined, CombiningRule, State, combine
from perron.engines.scoring.combining import Consensus as Agreed
from perron.engines.scoring.combining import Review as Handed

THREE = 3
UNMOVED = "="  # an agreement keeps its score when the reviews beneath it change later


class Standing(StrEnum):
    """How far an application is."""

    WAITING = "waiting"
    NEEDS_THIRD = "needs-third"
    NEEDS_CONSENSUS = "needs-consensus"
    READY = "ready"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Standing.WAITING: _("scores are missing"),
    Standing.NEEDS_THIRD: _("wants a third reading"),
    Standing.NEEDS_CONSENSUS: _("wants a consensus"),
    Standing.READY: _("ready"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One application: where it stands, its reviews and consensus, what they come to.

    ``missing`` is how many scores are awaited; ``combined`` is None before two are in.
    """

    application: Application
    standing: Standing
    reviews: tuple[Review, ...]
    consensus: Consensus | None
    combined: Combined | None
    missing: int

    @property
    def score(self) -> int | None:
        """The jury's score in thousandths, once ready."""
        return self.combined.score if self.combined else None

    @property
    def counted(self) -> tuple[Review, ...]:
        """The reviews that make the score."""
        keys = self.combined.counted if self.combined else ()
        return tuple(one for one in self.reviews if str(one.juror_id) in keys)

    def points(self) -> dict[str, Fraction]:
        """Points by criterion, in thousandths: agreed ones, else the mean of those that count."""
        if self.consensus:
            return {code: Fraction(points) for code, points in self.consensus.marks.items()}
        counted = self.counted
        codes = counted[0].marks if counted else ()
        return {
            code: Fraction(sum(one.marks[code] for one in counted), len(counted)) for code in codes
        }


def judged(edition: Edition, *, numbers: Iterable[str] | None = None) -> list[Judged]:
    """All admissible applications of an edition, or those with these numbers, in their order.

    Three queries, however many applications there are.
    """
    rows = Application.objects.filter(edition=edition, state=ApplicationState.ADMISSIBLE)
    rows = rows.order_by("number")
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    applications = list(rows)
    pks = [one.pk for one in applications]
    reviews: dict[int, list[Review]] = {pk: [] for pk in pks}
    standing = Review.objects.standing().filter(phase=SCORING, application__in=pks)
    for review in standing.select_related("juror__person").order_by("handed_at", "pk"):
        reviews[review.application_id].append(review)
    agreed = {
        one.application_id: one
        for one in Consensus.objects.filter(application__in=pks, phase=SCORING)
    }
    rule, wanted = combining_rule(edition), jury_terms(edition).reviews
    return [
        _judge(one, reviews[one.pk], agreed.get(one.pk), rule=rule, wanted=wanted)
        for one in applications
    ]


def judged_one(application: Application, edition: Edition) -> Judged | None:
    """One application; None where it is not admissible."""
    return next(iter(judged(edition, numbers=[application.number])), None)


def numbers_by_standing(found: Iterable[Judged]) -> dict[Standing, list[str]]:
    """Numbers of applications by how far they are."""
    sorted_: dict[Standing, list[str]] = {one: [] for one in Standing}
    for one in found:
        sorted_[one.standing].append(one.application.number)
    return sorted_


def _judge(
    application: Application,
    reviews: list[Review],
    consensus: Consensus | None,
    *,
    rule: CombiningRule,
    wanted: int,
) -> Judged:
    handed = [one for one in reviews if one.handed_at and one.total is not None]
    missing = max(len(reviews), wanted) - len(handed)
    if len(handed) < wanted or not handed:
        return Judged(application, Standing.WAITING, tuple(reviews), consensus, None, missing)
    totals = [Handed(str(one.juror_id), one.total or 0) for one in handed]
    combined = _combined(totals, rule, consensus)
    standing = Standing.READY if consensus else _standing(combined, totals, rule.gap)
    if missing and consensus is None:
        standing = Standing.WAITING
    return Judged(application, standing, tuple(reviews), consensus, combined, missing)


def _combined(totals: list[Handed], rule: CombiningRule, consensus: Consensus | None) -> Combined:
    if len(totals) == 1:  # an edition may want a single reading
        only = totals[0]
        return Combined(State.READY, only.total, only.total, (), (only.juror,))
    agreed = Agreed(consensus.total, consensus.note or UNMOVED) if consensus else None
    return combine(totals, rule, agreed)


def _standing(combined: Combined, totals: list[Handed], gap: int) -> Standing:
    if combined.state is State.NEEDS_THIRD:
        return Standing.NEEDS_THIRD
    far = len(totals) >= THREE and _closest(totals) > gap
    return Standing.NEEDS_CONSENSUS if far else Standing.READY


def _closest(totals: list[Handed]) -> int:
    """How far the two closest totals lie from each other, in thousandths."""
    return min(high - low for low, high in pairwise(sorted(one.total for one in totals)))


def below_least(edition: Edition, points: Mapping[str, Fraction]) -> list[str]:
    """Criteria whose points lie under what the edition asks for at least."""
    return [
        one.code
        for one in grid_of(edition).criteria
        if one.least is not None and points[one.code] < one.least
    ]
