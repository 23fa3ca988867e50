"""Who looks after a measure: taken, handed over, left; and what its officer has seen."""

from datetime import datetime

from django.db import transaction

from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Entry, record
from perron.strategy.errors import NotAnOfficer, NotYourMeasure
from perron.strategy.models import Measure, MeasureOfficer
from perron.strategy.rules import edits_strategy
from perron.strategy.services.keeping import CHAIN


@transaction.atomic
def take_measure(measure: Measure, *, by: User, at: datetime) -> MeasureOfficer:
    """Look after a measure from now on; taking it twice changes nothing."""
    return _assign(measure, by, by=by, at=at)


@transaction.atomic
def hand_over_measure(measure: Measure, to: User, *, by: User, at: datetime) -> MeasureOfficer:
    """Let a colleague look after it instead; only one's own measures, but administrators all.

    An administrator who does not look after it adds the colleague and takes nobody away.
    """
    mine = MeasureOfficer.objects.filter(measure=measure, person=by)
    if not mine.exists() and not by.is_administrator:
        raise NotYourMeasure(measure=measure)
    assigned = _assign(measure, to, by=by, at=at)
    if to != by and mine.delete()[0]:
        _remember("left", measure, by, by=by, at=at)
    return assigned


@transaction.atomic
def leave_measure(measure: Measure, *, by: User, at: datetime) -> None:
    """Look after it no longer."""
    if not MeasureOfficer.objects.filter(measure=measure, person=by).delete()[0]:
        raise NotYourMeasure(measure=measure)
    _remember("left", measure, by, by=by, at=at)


def mark_seen(person: User, *, until: datetime) -> int:
    """What others did until then has been seen; answer for how many measures."""
    rows = MeasureOfficer.objects.filter(person=person, seen_at__lt=until)
    return rows.update(seen_at=until)


def _assign(measure: Measure, to: User, *, by: User, at: datetime) -> MeasureOfficer:
    if not edits_strategy(by):
        raise NotAllowed(thing=measure)
    if not edits_strategy(to):
        raise NotAnOfficer(person=to)
    given, is_new = MeasureOfficer.objects.get_or_create(
        measure=measure, person=to, defaults={"since": at, "seen_at": at}
    )
    if is_new:
        _remember("taken", measure, to, by=by, at=at)
    return given


def _remember(verb: str, measure: Measure, person: User, *, by: User, at: datetime) -> None:
    private = {"person": str(person.key)}
    entry = Entry(f"officer.{verb}", "measure", measure.code, private=private)
    record(CHAIN, entry, by=by, at=at)
