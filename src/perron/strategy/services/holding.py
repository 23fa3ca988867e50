"""The personal data in requests for updates and in assignments: given out, erased, forgotten."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from perron.core.personal import Holding, Rows, Subject
from perron.strategy.models import MeasureOfficer, UpdateRequest


def _mine(subject: Subject) -> QuerySet[UpdateRequest]:
    found = Q(address__in=subject.addresses)
    if subject.party:
        found |= Q(party=subject.party)
    return UpdateRequest.objects.filter(found)


def export_updates(subject: Subject) -> Rows:
    """What the person was asked and what was answered."""
    return [
        {
            "asked_at": one.asked_at,
            "measure": one.measure_code,
            "organisation": one.holder_code,
            "address": one.address,
            "answered_at": one.answered_at,
            "answer": one.outcome,
            "proposal": {name: one.proposal.get(name, "") for name in ("state", "words", "url")},
            "decision": one.decision,
            "reason": one.reason,
        }
        for one in _mine(subject)
    ]


def erase_updates(subject: Subject, at: datetime) -> int:
    """Forget whom a request went to; the organisation's answer is the organisation's."""
    del at
    return _forget(_mine(subject))


def purge_updates(before: datetime, at: datetime) -> int:
    """Forget the addresses of requests that are long over."""
    del at
    over = ~Q(outcome="") | ~Q(decision="")
    return _forget(UpdateRequest.objects.filter(over, asked_at__lt=before))


def _forget(rows: QuerySet[UpdateRequest]) -> int:
    return rows.exclude(address="", party="").update(address="", party="")


def _assigned(subject: Subject) -> QuerySet[MeasureOfficer]:
    rows = MeasureOfficer.objects.select_related("measure")
    return rows.filter(person__key=subject.key) if subject.key else rows.none()


def export_officers(subject: Subject) -> Rows:
    """The measures that the person looks after."""
    return [{"measure": one.measure.code, "since": one.since} for one in _assigned(subject)]


def erase_officers(subject: Subject, at: datetime) -> int:
    """Somebody else has to look after them."""
    del at
    gone: tuple[int, Any] = _assigned(subject).delete()
    return gone[0]


HOLDINGS = (
    Holding(
        name="updates",
        label=_("Requests to keep a measure current"),
        why=_("So that whoever holds a measure can say how it stands, by a link in a letter."),
        kept=_("Your address: %(days)s days after you were asked. What was answered stays."),
        seen=_("The officers. What they publish of an answer: everybody."),
        tables=("strategy.UpdateRequest",),
        export=export_updates,
        erase=erase_updates,
        purge=purge_updates,
        days=400,
        order=45,
    ),
    Holding(
        name="measure-officers",
        label=_("Measures that you look after"),
        why=_("So that each measure has somebody at the agency who keeps it current."),
        kept=_("Until you hand the measure over."),
        seen=_("The people at the desk."),
        tables=("strategy.MeasureOfficer",),
        export=export_officers,
        erase=erase_officers,
        order=62,
    ),
)
