"""Conflicts of interest: what ties a juror to an application, found from facts, and said.

Relations are data: a person, what ties them, to whom, since when and until when. The municipality
of a council, an employer and a board are organisations by their identifier like any other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from perron.engines.scoring.refusals import Problem, ScoringRefused


class Tie(StrEnum):
    """What ties a person to an organisation."""

    BOARD = "board"
    STAFF = "staff"
    COUNCIL = "council"
    CO_APPLICANT = "co_applicant"


class Kind(StrEnum):
    """What sort of conflict it is."""

    OWN_APPLICATION = "own_application"
    SAME_BOARD = "same_board"
    SAME_EMPLOYER = "same_employer"
    SAME_COUNCIL = "same_council"
    CO_APPLICANT = "co_applicant"
    PAST_TIE = "past_tie"
    DECLARED = "declared"


KINDS: Mapping[Tie, Kind] = {
    Tie.BOARD: Kind.SAME_BOARD,
    Tie.STAFF: Kind.SAME_EMPLOYER,
    Tie.COUNCIL: Kind.SAME_COUNCIL,
    Tie.CO_APPLICANT: Kind.CO_APPLICANT,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A person sits on the board of, works for, sits on the council of, or applied with another.

    ``since`` None: as long as anyone knows; ``until`` None: to this day, else the last day.
    """

    person: str
    tie: Tie
    organisation: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A juror says that something ties them to an application, an organisation or a person."""

    juror: str
    about: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands behind an application: organisations (id to role) and the people named in it.

    Applicant, co-applicants, governing board and municipality are all listed, each with its role.
    """

    application: str
    organisations: Mapping[str, str]
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A tie between a juror and an application, with the facts of its explanation.

    ``through``: organisation, person or application that ties them; ``role``: its role in the
    application ("person" for a person named in it, "" for the application itself); ``tie``: what
    ties the juror to it; ``until``: when that ended; ``with_person``: the person of the application
    who has the same tie; ``ground``: in the juror's own words.
    """

    juror: str
    application: str
    kind: Kind
    through: str
    role: str = ""
    tie: Tie | None = None
    until: date | None = None
    with_person: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """How many years after its end a tie of each sort still bars (0: not at all)."""

    years: Mapping[Tie, int]

    def __post_init__(self) -> None:
        if any(years < 0 for years in self.years.values()):
            raise ScoringRefused(
                Problem.of("years_negative", "A number of years cannot be less than zero.")
            )

    def barring(self, relation: Relation, on: date) -> bool:
        """Whether a relation bars on that day: it stands, or ended too recently."""
        if relation.since is not None and relation.since > on:
            return False
        return stands(relation, on) or on <= _years_after(
            relation.until or on, self.years.get(relation.tie, 0)
        )


def stands(relation: Relation, on: date) -> bool:
    """Whether a relation holds on that day."""
    begun = relation.since is None or relation.since <= on
    return begun and (relation.until is None or on <= relation.until)


def find_conflicts(
    jurors: Iterable[str],
    applications: Sequence[Parties],
    relations: Sequence[Relation],
    *,
    declarations: Sequence[Declaration] = (),
    rule: ConflictRule,
    on: date,
) -> tuple[Conflict, ...]:
    """Every tie between these jurors and these applications, by juror, application and kind.

    A juror is tied to an organisation of the application itself, or shares a standing tie (the same
    board, employer, council or co-applicant) with a person named in it. A tie that ended fewer than
    ``rule.years`` years before ``on`` bars too (PAST_TIE), for the application's organisations.
    """
    named = _Named.of(applications)
    barring = [relation for relation in relations if rule.barring(relation, on)]
    sharing: dict[tuple[Tie, str], set[str]] = {}
    for one in barring:
        if stands(one, on):
            sharing.setdefault((one.tie, one.organisation), set()).add(one.person)
    here = set(jurors)
    found: set[Conflict] = set()
    for juror in here:
        found.update(
            Conflict(juror, parties.application, Kind.OWN_APPLICATION, juror, "person")
            for parties in named.people.get(juror, ())
        )
    for own in barring:
        if own.person in here:
            found.update(_direct(own, named, on))
            found.update(_shared(own, named, sharing) if stands(own, on) else ())
    for declaration in declarations:
        if declaration.juror in here:
            found.update(_declared(declaration, named))
    return tuple(sorted(found, key=_order))


def forbidden_pairs(conflicts: Iterable[Conflict]) -> frozenset[tuple[str, str]]:
    """(juror, application) pairs that conflicts bar, as the assignment of jurors wants them."""
    return frozenset((one.juror, one.application) for one in conflicts)


@dataclass(frozen=True, slots=True)
class _Named:
    """Applications by their own id, by the organisations behind them, and by their people."""

    applications: Mapping[str, Sequence[Parties]]
    organisations: Mapping[str, Sequence[Parties]]
    people: Mapping[str, Sequence[Parties]]

    @classmethod
    def of(cls, applications: Iterable[Parties]) -> Self:
        by_id: dict[str, list[Parties]] = {}
        by_organisation: dict[str, list[Parties]] = {}
        by_person: dict[str, list[Parties]] = {}
        for parties in applications:
            by_id.setdefault(parties.application, []).append(parties)
            for organisation in parties.organisations:
                by_organisation.setdefault(organisation, []).append(parties)
            for person in parties.people:
                by_person.setdefault(person, []).append(parties)
        return cls(by_id, by_organisation, by_person)


def _direct(own: Relation, named: _Named, on: date) -> Iterator[Conflict]:
    """Ties to an organisation behind an application, standing or past."""
    now = stands(own, on)
    for parties in named.organisations.get(own.organisation, ()):
        yield Conflict(
            own.person,
            parties.application,
            KINDS[own.tie] if now else Kind.PAST_TIE,
            own.organisation,
            parties.organisations[own.organisation],
            own.tie,
            None if now else own.until,
        )


def _shared(
    own: Relation, named: _Named, sharing: Mapping[tuple[Tie, str], set[str]]
) -> Iterator[Conflict]:
    """Standing ties that a person named in an application has too."""
    for person in sharing[own.tie, own.organisation] - {own.person}:
        for parties in named.people.get(person, ()):
            yield Conflict(
                own.person,
                parties.application,
                KINDS[own.tie],
                own.organisation,
                tie=own.tie,
                with_person=person,
            )


def _declared(one: Declaration, named: _Named) -> Iterator[Conflict]:
    """What a declaration names: an application, an organisation behind it, or one of its people."""
    for parties in named.applications.get(one.about, ()):
        yield _own_words(one, parties, "")
    for parties in named.organisations.get(one.about, ()):
        yield _own_words(one, parties, parties.organisations[one.about])
    for parties in named.people.get(one.about, ()):
        yield _own_words(one, parties, "person")


def _own_words(one: Declaration, parties: Parties, role: str) -> Conflict:
    return Conflict(
        one.juror, parties.application, Kind.DECLARED, one.about, role, ground=one.ground
    )


def _years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February falls on the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _order(one: Conflict) -> tuple[str, ...]:
    ended = one.until.isoformat() if one.until else ""
    tie = one.tie or ""
    return (
        one.juror,
        one.application,
        one.kind,
        one.through,
        one.with_person,
        tie,
        ended,
        one.ground,
    )
