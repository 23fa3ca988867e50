"""The measures that an officer looks after: how each stands, what is late, what others did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.core.clock.standing import title_of
from perron.core.models import JournalLine, Owed
from perron.desk.pieces.changes import Deed, deeds_of
from perron.desk.pieces.home import Gap, gaps_of
from perron.desk.pieces.work import last_day, missing_sources, missing_translations
from perron.strategy.enums import FollowUpState
from perron.strategy.models import (
    Measure,
    MeasureOfficer,
    Milestone,
    Recommendation,
    UpdateRequest,
)
from perron.strategy.services.asking import KIND, OVER

MEASURE = "measure"
MOST = 50
STILL_OPEN = {FollowUpState.OPEN, FollowUpState.PARTLY}


@dataclass(frozen=True, slots=True)
class Mine:
    """A measure in the list, with the next step: ``ask`` where that is one press here."""

    measure: Measure
    is_confirmed: bool
    step: str
    url: str
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose day has passed, with the way to where it is put right."""

    what: str
    kind: str
    measure: str
    due: date
    url: str


@dataclass(frozen=True, slots=True)
class Office:
    """All that concerns the measures of one officer; the parts are lists."""

    officer: User
    measures: list[Mine] = field(default_factory=list)
    late: list[Late] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    news: list[Deed] = field(default_factory=list)


def measures_of(officer: User, at: datetime, *, reader: User) -> Office:
    """The measures of an officer, as ``reader`` may act on them; a fixed number of queries."""
    rows = MeasureOfficer.objects.filter(person=officer).select_related("measure")
    assigned = list(rows.order_by("measure__order_key", "measure__code"))
    if not assigned:
        return Office(officer)
    measures = {one.measure_id: one.measure for one in assigned}
    codes = {one.measure.code for one in assigned}
    waiting = UpdateRequest.objects.filter(measure__in=measures, decision="")
    requests = list(waiting.filter(outcome__in=("", "proposed")).select_related("organisation"))
    lacks = [
        lack
        for lack in (*missing_sources(), *missing_translations())
        if lack.kind == MEASURE and lack.key in codes
    ]
    return Office(
        officer,
        [_mine(measure, requests, at) for measure in measures.values()],
        sorted(_late(measures, requests, timezone.localdate(at)), key=lambda one: one.due),
        gaps_of(lacks[:MOST], reader),
        _news(assigned, officer),
    )


def _mine(measure: Measure, requests: Iterable[UpdateRequest], at: datetime) -> Mine:
    own = [one for one in requests if one.measure_id == measure.pk]
    confirmed, page = measure.is_confirmed(at), reverse("desk:measure", args=[measure.code])
    if proposed := next((one for one in own if one.outcome), None):
        url = reverse("desk:update", args=[proposed.key])
        return Mine(measure, confirmed, _("Decide what the holder proposes"), url)
    if own:
        return Mine(measure, confirmed, _("The holder was asked"), page)
    if not confirmed and measure.state not in OVER:
        return Mine(measure, confirmed, _("Ask its holder"), page, ask=True)
    url = reverse("desk:edit", args=[MEASURE, measure.code])
    return Mine(measure, confirmed, _("Edit"), url)


def _late(
    measures: dict[int, Measure], requests: list[UpdateRequest], today: date
) -> Iterable[Late]:
    yield from _late_milestones(measures, today)
    yield from _late_recommendations(measures, today)
    for request in requests:
        if not request.outcome and request.due < today and request.measure_id:
            measure = measures[request.measure_id]
            url = reverse("desk:measure", args=[measure.code])
            holder = str(request.organisation or request.holder_code)
            yield Late(holder, _("update not answered"), str(measure), request.due, url)
    codes = {measure.code: measure for measure in measures.values()}
    owed = Owed.objects.open().filter(about_kind=MEASURE, about_code__in=codes, due__lt=today)
    for one in owed.exclude(kind=KIND):
        url = reverse("desk:owed_one", args=[one.pk])
        yield Late(title_of(one), _("owed"), str(codes[one.about_code]), one.due, url)


def _late_milestones(measures: dict[int, Measure], today: date) -> Iterable[Late]:
    for step in Milestone.objects.filter(measure__in=measures, reached="").exclude(due=""):
        if (due := last_day(step.due)) < today:
            measure = measures[step.measure_id]
            url = f"{reverse('desk:edit', args=[MEASURE, measure.code])}#f-milestones"
            yield Late(str(step), _("milestone"), str(measure), due, url)


def _late_recommendations(measures: dict[int, Measure], today: date) -> Iterable[Late]:
    for one, measure in open_recommendations(Q(card__measure__in=measures)):
        if one.due and (due := last_day(one.due)) < today:
            url = f"{reverse('portal:measure', args=[measure.code])}#evaluation"
            yield Late(str(one), _("recommendation"), str(measure), due, url)


def open_recommendations(wanted: Q) -> list[tuple[Recommendation, Measure]]:
    """Recommendations that nobody said are done, refused or overtaken, with their measures."""
    rows = Recommendation.objects.filter(wanted).select_related("card__measure")
    return [
        (one, one.card.measure)
        for one in rows.prefetch_related("follow_ups")
        if {answer.state for answer in one.follow_ups.all()} <= STILL_OPEN
    ]


def _news(assigned: list[MeasureOfficer], officer: User) -> list[Deed]:
    """What others decided about these measures since the officer said that all was seen."""
    seen = {one.measure.code: one.seen_at for one in assigned}
    lines = JournalLine.objects.filter(
        about_kind=MEASURE, about_code__in=seen, at__gt=min(seen.values())
    ).exclude(actor=officer.actor_name)
    return deeds_of([line for line in lines[:MOST] if line.at > seen[line.about_code]])
