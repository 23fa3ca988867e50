"""What is known of a site, a body or a municipality, by which editions decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from perron.calls.enums import DecisionState, Outcome
from perron.calls.models import Award, SiteFact
from perron.core.text import Text
from perron.directory.models import Municipality, Organisation, Site

Subject = Site | Organisation | Municipality
AWARDED = "awarded"
MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from, and of which day it is."""

    source: Text
    as_of: date


class Facts(dict[str, Any]):
    """Facts by name, in the form in which an application keeps them; what is not here is unknown.

    ``origins`` says where those come from that the directory does not say itself.
    """

    def __init__(self, known: Mapping[str, Any], origins: Mapping[str, Origin]) -> None:
        super().__init__(known)
        self.origins = dict(origins)


def facts_of(subject: Subject, at: datetime) -> Facts:
    """All that is known of a subject on this day.

    A fact of the site goes before one of its body, and that before one of its municipality. The
    editions in which it was awarded are those of decisions announced by then, and those that were
    entered as a fact; where neither is known, the fact is missing.
    """
    day = timezone.localdate(at)
    known: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for row in _rows(subject, day):
        known[row.name] = row.value
        origins[row.name] = Origin(row.source, row.as_of)
    known |= _own(subject)
    if awarded := _awarded(subject, at):
        known[AWARDED] = sorted({*awarded, *known.get(AWARDED, ())})
    return Facts(known, origins)


def _rows(subject: Subject, day: date) -> Iterable[SiteFact]:
    """The facts that were entered, the nearest to the subject last."""
    municipality = subject if isinstance(subject, Municipality) else subject.municipality
    wanted = Q(municipality=municipality) if municipality else Q(pk__in=())
    if isinstance(subject, Site):
        wanted |= Q(site=subject) | Q(organisation=subject.organisation_id)
    elif isinstance(subject, Organisation):
        wanted |= Q(organisation=subject)
    rows = SiteFact.objects.filter(wanted, as_of__lte=day)
    return sorted(rows, key=lambda row: (bool(row.site_id), bool(row.organisation_id), row.pk))


def _own(subject: Subject) -> dict[str, Any]:
    """What the directory says itself."""
    if isinstance(subject, Municipality):
        return {
            "kind": MUNICIPALITY,
            MUNICIPALITY: subject.code,
            "district": subject.district.code,
        }
    own = {"kind": subject.kind}
    if isinstance(subject, Site):
        own["organisation"] = subject.organisation.code
    else:
        own["organisation"] = subject.code
    if subject.municipality:
        own |= {
            MUNICIPALITY: subject.municipality.code,
            "district": subject.municipality.district.code,
        }
    return {name: value for name, value in own.items() if value}


def _awarded(subject: Subject, at: datetime) -> list[str]:
    """Editions in which the subject was awarded, by decisions that were announced by then."""
    rows = Award.objects.filter(
        outcome=Outcome.AWARDED,
        renounced_at=None,
        decision__state=DecisionState.ANNOUNCED,
        decision__announced_at__lte=at,
        application__demonstration=False,
    )
    if isinstance(subject, Site):
        rows = rows.filter(application__site=subject)
    elif isinstance(subject, Organisation):
        rows = rows.filter(application__organisation=subject)
    else:
        rows = rows.filter(application__municipality=subject, application__organisation=None)
    return list(rows.values_list("application__edition__code", flat=True).distinct())
