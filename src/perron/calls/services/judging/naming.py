"""Who sits on a jury: named by officers, accepted by the person, left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from perron.accounts.models import User
from perron.calls.enums import InterestKind
from perron.calls.errors.judging import (
    JurorAlready,
    JurorApplies,
    JurorNotFree,
    RulesNotAccepted,
)
from perron.calls.models import Edition, Interest, Juror, Member
from perron.calls.models.applications import NOT_HANDED_IN
from perron.calls.services.judging.journal import in_turn, keeps_calls, remember
from perron.calls.services.judging.telling import tell_named
from perron.core.errors import NotAllowed
from perron.directory.models import Municipality, Organisation

KEEPERS = ("calls.keep", "awards.decide", "everything.see")
MOST_READ = 60


@dataclass(frozen=True, slots=True)
class NewJuror:
    """Whom to name, and what they bring."""

    person: User
    expertise: Sequence[str] = ()
    languages: Sequence[str] = ()
    most: int = MOST_READ


@dataclass(frozen=True, slots=True)
class Tie:
    """What a person tells of themselves: how they are tied, to what, and until when."""

    kind: InterestKind
    organisation: Organisation | None = None
    municipality: Municipality | None = None
    until: date | None = field(default=None)


@transaction.atomic
def name_juror(edition: Edition, new: NewJuror, *, by: User, at: datetime) -> Juror:
    """Put somebody on the jury and write to them; one who left comes back as if new.

    Raises ``JurorNotFree`` for whoever keeps, oversees or decides calls, ``JurorApplies`` for
    whoever takes part in an application of the edition, ``JurorAlready``.
    """
    keeps_calls(by, edition)
    edition = in_turn(edition)
    person = new.person
    if any(person.may(right) for right in KEEPERS):
        raise JurorNotFree(person=person)
    if applies_in(edition, person):
        raise JurorApplies(person=person, edition=edition)
    seat = Juror.objects.filter(edition=edition, person=person).first()
    if seat and seat.left_at is None:
        raise JurorAlready(person=person)
    seat = seat or Juror(edition=edition, person=person)
    seat.expertise, seat.languages, seat.most = list(new.expertise), list(new.languages), new.most
    seat.named_at, seat.named_by, seat.accepted_at, seat.left_at = at, by.actor_name, None, None
    seat.save()
    private = {"person": str(person.key)}
    remember("juror.named", edition, {"reads_at_most": new.most}, by=by, at=at, private=private)
    tell_named(seat, at=at)
    return seat


def applies_in(edition: Edition, person: User) -> bool:
    """Whether a person takes part in an application of the edition that was handed in."""
    return (
        Member.objects.filter(person=person, application__edition=edition)
        .exclude(application__state__in=NOT_HANDED_IN)
        .exists()
    )


@transaction.atomic
def accept_jury(juror: Juror, ties: Sequence[Tie], *, by: User, at: datetime) -> Juror:
    """Accept the rules of the jury, and tell what ties one to bodies and municipalities.

    What was told before for any jury stays; what is said anew is added. A second acceptance
    changes only the interests.
    """
    seat = own_seat(juror, by)
    edition = in_turn(seat.edition)
    add_interests(by, ties, by=by, at=at)
    private = {"person": str(by.key), "ties": len(ties)}
    if seat.accepted_at is None:
        seat.accepted_at = at
        seat.save(update_fields=["accepted_at"])
        remember("juror.accepted", edition, {}, by=by, at=at, private=private)
    else:
        remember("juror.interests", edition, {}, by=by, at=at, private=private)
    return seat


def own_seat(juror: Juror, by: User) -> Juror:
    """The juror's own row, locked. Raises ``NotAllowed`` for anybody else and after leaving."""
    seat = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
    if by.acting or seat.person_id != by.pk or seat.left_at:
        raise NotAllowed(thing=seat.edition)
    return seat


def sitting_seat(juror: Juror, by: User) -> Juror:
    """The same, once the rules are accepted. Raises ``RulesNotAccepted`` before."""
    seat = own_seat(juror, by)
    if seat.accepted_at is None:
        raise RulesNotAccepted
    return seat


def add_interests(person: User, ties: Sequence[Tie], *, by: User, at: datetime) -> int:
    """Write down what ties a person; what stands there already is not written twice."""
    known = {
        (one.kind, one.organisation_id, one.municipality_id, one.until)
        for one in Interest.objects.filter(person=person)
    }
    fresh = [
        Interest(
            person=person,
            organisation=one.organisation,
            municipality=one.municipality,
            kind=one.kind,
            until=one.until,
            declared_at=at,
            declared_by=by.actor_name,
        )
        for one in ties
        if _key(one) not in known
    ]
    Interest.objects.bulk_create(fresh)
    return len(fresh)


def _key(tie: Tie) -> tuple[str, int | None, int | None, date | None]:
    organisation = tie.organisation.pk if tie.organisation else None
    municipality = tie.municipality.pk if tie.municipality else None
    return tie.kind, organisation, municipality, tie.until
