"""Conflicts of interest: looked for among what is known, written down, and in the way of a deed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from perron.accounts.models import User
from perron.calls.enums import ConflictKind, InterestKind
from perron.calls.errors.judging import ConflictsRemain, InConflict
from perron.calls.models import Application, Conflict, Edition, Interest, Juror, Member, Review
from perron.calls.models.juries import JUDGING
from perron.calls.services.judging.journal import remember
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation
from perron.engines.scoring import conflicts as engine
from perron.engines.scoring.conflicts import Kind, Parties, Relation, Tie

PAST_YEARS = 5  # a tie that ended so few years ago still counts
RULE = engine.ConflictRule({Tie.STAFF: PAST_YEARS, Tie.BOARD: PAST_YEARS, Tie.COUNCIL: PAST_YEARS})
KINDS = {
    Kind.SAME_BOARD: ConflictKind.BOARD,
    Kind.SAME_EMPLOYER: ConflictKind.EMPLOYER,
    Kind.SAME_COUNCIL: ConflictKind.MUNICIPALITY,
    Kind.OWN_APPLICATION: ConflictKind.APPLICANT,
    Kind.CO_APPLICANT: ConflictKind.APPLICANT,
    Kind.PAST_TIE: ConflictKind.PAST_STAFF,
    Kind.DECLARED: ConflictKind.DECLARED,
}
TIES = {
    InterestKind.EMPLOYER: Tie.STAFF,
    InterestKind.BOARD: Tie.BOARD,
    InterestKind.COUNCIL: Tie.COUNCIL,
    InterestKind.PAST_STAFF: Tie.STAFF,
}


def found_conflicts(
    people: Iterable[int], applications: Sequence[Application], *, at: datetime
) -> tuple[engine.Conflict, ...]:
    """What ties these people (by primary key) to these applications, from all that is known.

    A person of one application of an edition is tied to all of that edition: they compete.
    """
    wanted = set(people)
    if not wanted or not applications:
        return ()
    prefetch_related_objects(list(applications), "site", "sharers")
    day = timezone.localdate(at)
    editions = {one.edition_id for one in applications}
    members = _members(editions)
    parties = [_parties(one, members) for one in applications]
    everybody = wanted | set(chain.from_iterable(members.values()))
    interests = list(Interest.objects.filter(person__in=everybody))
    relations = [
        *(_relation(one) for one in interests if one.kind in TIES),
        *_speaking(everybody),
        *_applying(everybody, editions),
    ]
    family = [
        engine.Declaration(str(one.person_id), _about(one), one.get_kind_display())
        for one in interests
        if one.kind == InterestKind.FAMILY and one.person_id in wanted
    ]
    return engine.find_conflicts(
        map(str, wanted), parties, relations, declarations=family, rule=RULE, on=day
    )


@transaction.atomic
def find_conflicts(
    edition: Edition, *, at: datetime, jurors: Iterable[Juror] | None = None
) -> list[Conflict]:
    """Look for ties between jurors and applications, and write down those that are new.

    Nothing is removed: what was found once is shown for ever. Reviews in conflict no longer count.
    """
    seats = list(edition.jurors.filter(left_at=None) if jurors is None else jurors)
    by_person = {str(one.person_id): one for one in seats}
    applications = {str(one.pk): one for one in _handed_in(edition)}
    found = found_conflicts((one.person_id for one in seats), list(applications.values()), at=at)
    known = set(
        Conflict.objects.filter(juror__in=seats).values_list("juror", "application", "kind")
    )
    fresh: list[Conflict] = []
    for one in found:
        seat, application, kind = (
            by_person[one.juror],
            applications[one.application],
            KINDS[one.kind],
        )
        if (seat.pk, application.pk, kind) in known:
            continue
        known.add((seat.pk, application.pk, kind))
        words = one.ground or one.through.partition(":")[2]
        fresh.append(
            Conflict(juror=seat, application=application, kind=kind, words=words, found_at=at)
        )
    Conflict.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        numbers = sorted({one.application.number for one in fresh})
        remember("conflicts.found", edition, {"applications": numbers}, by=None, at=at)
    return fresh


def look_for_conflicts(at: datetime) -> int:
    """Every night, in every edition that is judged; answer how many ties were new."""
    editions = Edition.objects.filter(state__in=JUDGING, jurors__isnull=False).distinct()
    return sum(len(find_conflicts(edition, at=at)) for edition in editions)


def refuse_tied(review: Review, *, at: datetime) -> None:
    """Before a score: look once more, write down what is found, and refuse. Raises InConflict."""
    juror = review.juror
    find_conflicts(juror.edition, at=at, jurors=[juror])
    found = Conflict.objects.filter(juror=juror, application=review.application)
    if found:
        kinds = ", ".join(str(one.get_kind_display()) for one in found)
        raise InConflict(number=review.application.number, kinds=kinds)


def refuse_conflicts(
    edition: Edition,
    people: Iterable[User],
    *,
    at: datetime,
    applications: Sequence[Application] | None = None,
) -> None:
    """Before a decision: refuse whoever is tied to an application that it is about.

    ``applications`` are all that were handed in unless given. What a person declared as a juror of
    this edition counts too. Raises ``ConflictsRemain`` naming the people, the numbers and the ties.
    """
    asked = {one.pk: one for one in people}
    about = _handed_in(edition) if applications is None else list(applications)
    numbers = {one.pk: one.number for one in about}
    ties = {
        (int(one.juror), numbers[int(one.application)], KINDS[one.kind])
        for one in found_conflicts(asked, about, at=at)
    }
    declared = Conflict.objects.filter(juror__person__in=asked, application__in=numbers)
    ties |= {
        (person, numbers[application], ConflictKind(kind))
        for person, application, kind in declared.values_list(
            "juror__person", "application", "kind"
        )
    }
    if ties:
        raise ConflictsRemain(
            people=", ".join(sorted({asked[person].name for person, _number, _kind in ties})),
            ties="; ".join(f"{number} ({kind.label})" for _who, number, kind in sorted(ties)),
        )


def _handed_in(edition: Edition) -> list[Application]:
    return list(Application.objects.filter(edition=edition).handed_in())


def _members(editions: Iterable[int]) -> dict[int, list[int]]:
    """People by application, of whole editions."""
    members: dict[int, list[int]] = {}
    rows = Member.objects.filter(application__edition__in=list(editions))
    for application, person in rows.values_list("application", "person"):
        members.setdefault(application, []).append(person)
    return members


def _parties(application: Application, members: dict[int, list[int]]) -> Parties:
    """The bodies and people behind an application; the edition is one in which all compete."""
    behind = {f"edition:{application.edition_id}": "edition"}
    site = application.site
    bodies = (
        ("organisation", application.organisation_id, "applicant"),
        ("organisation", site.organisation_id if site else None, "board"),
        ("municipality", application.municipality_id, "municipality"),
        ("municipality", site.municipality_id if site else None, "municipality"),
    )
    behind |= {f"{kind}:{pk}": role for kind, pk, role in bodies if pk}
    for sharer in application.sharers.all():
        behind[f"organisation:{sharer.organisation_id}"] = "co-applicant"
    people = frozenset(map(str, members.get(application.pk, ())))
    return Parties(str(application.pk), behind, people)


def _about(interest: Interest) -> str:
    if interest.organisation_id:
        return f"organisation:{interest.organisation_id}"
    return f"municipality:{interest.municipality_id}"


def _relation(interest: Interest) -> Relation:
    """What a person told; past work without a day ended, at the latest, the day before."""
    until = interest.until
    if interest.kind == InterestKind.PAST_STAFF and until is None:
        until = timezone.localdate(interest.declared_at)
        until = date.fromordinal(until.toordinal() - 1)
    tie = TIES[InterestKind(interest.kind)]
    return Relation(str(interest.person_id), tie, _about(interest), until=until)


def _speaking(people: Iterable[int]) -> Iterator[Relation]:
    """Whoever speaks for an organisation works there, as far as a jury is concerned."""
    rows = Affiliation.objects.filter(person__in=list(people), state=AffiliationState.APPROVED)
    for person, organisation in rows.values_list("person", "organisation"):
        yield Relation(str(person), Tie.STAFF, f"organisation:{organisation}")


def _applying(people: Iterable[int], editions: Iterable[int]) -> Iterator[Relation]:
    """Who applied with whom, ever; and who competes in these editions."""
    rows = Member.objects.filter(person__in=list(people)).select_related("application")
    competing = set(editions)
    for row in rows:
        person, application = str(row.person_id), row.application
        yield Relation(person, Tie.CO_APPLICANT, f"application:{application.pk}")
        if application.edition_id in competing and application.arrived_at:
            yield Relation(person, Tie.CO_APPLICANT, f"edition:{application.edition_id}")
