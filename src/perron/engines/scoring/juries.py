"""A jury and what it has to review: who may take what, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perron.engines.scoring.flow import Flags
from perron.engines.scoring.ranking import lot
from perron.engines.scoring.refusals import Problem, refuse_any, repeated


@dataclass(frozen=True, slots=True)
class Juror:
    """Who reviews: fields of expertise, languages read, and the most reviews they take."""

    id: str
    expertise: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ToReview:
    """What is reviewed: fields (one shared is a match), the language needed ("": any).

    ``reviews``: how many it wants, where that is not the request's number (a third, say).
    """

    id: str
    expertise: frozenset[str] = frozenset()
    language: str = ""
    reviews: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. ``calibration``: ids of applications that every juror reviews.

    ``forbidden``: (juror, application) pairs, as conflicts make them. ``expertise_required``: only
    those who share a field may review; else a match is sought and not insisted on.
    Raises ScoringRefused with every problem when it is made.
    """

    jurors: tuple[Juror, ...]
    applications: tuple[ToReview, ...]
    seed: str
    reviews: int = 2
    calibration: frozenset[str] = frozenset()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    expertise_required: bool = False

    def __post_init__(self) -> None:
        refuse_any(_faults(self))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A request as tables: rows are applications in the order of their lots, columns jurors by id.

    ``forbidden``, ``unread`` (the language) and ``unknown`` (the field): pairs with that obstacle.
    """

    request: Request
    jurors: tuple[Juror, ...]
    applications: tuple[ToReview, ...]
    forbidden: Flags
    unread: Flags
    unknown: Flags

    @property
    def may(self) -> Flags:
        """Pairs that may be made."""
        barred = self.forbidden | self.unread
        may: Flags = ~(barred | self.unknown) if self.request.expertise_required else ~barred
        return may

    def pairs(self, has: Flags) -> tuple[tuple[str, str], ...]:
        """(application, juror) ids of the pairs that are set, sorted."""
        found = ((self.applications[row].id, self.jurors[at].id) for row, at in np.argwhere(has))
        return tuple(sorted(found))

    def names(self, flags: Flags) -> tuple[str, ...]:
        """Ids of the jurors that are set in a row."""
        return tuple(one.id for one, flag in zip(self.jurors, flags, strict=True) if flag)


def tables(request: Request) -> tuple[Table, Table]:
    """The table of what is assigned, and that of what every juror reviews (calibration)."""
    ordered = sorted(request.applications, key=lambda one: lot(request.seed, one.id))
    common = [one for one in ordered if one.id in request.calibration]
    return _table(request, [one for one in ordered if one not in common]), _table(request, common)


def _table(request: Request, applications: list[ToReview]) -> Table:
    jurors = tuple(sorted(request.jurors, key=lambda one: one.id))

    def flags(rows: list[list[bool]]) -> Flags:
        return np.array(rows, dtype=bool).reshape(len(applications), len(jurors))

    return Table(
        request,
        jurors,
        tuple(applications),
        forbidden=flags(
            [[(juror.id, one.id) in request.forbidden for juror in jurors] for one in applications]
        ),
        unread=flags(
            [
                [bool(one.language) and one.language not in juror.languages for juror in jurors]
                for one in applications
            ]
        ),
        unknown=flags(
            [
                [bool(one.expertise) and not one.expertise & juror.expertise for juror in jurors]
                for one in applications
            ]
        ),
    )


def _faults(request: Request) -> Iterator[Problem]:
    if not request.jurors:
        yield Problem.of("no_jurors", "There are no jurors.")
    if not request.seed:
        yield Problem.of("no_seed", "There is no seed for the lots.")
    if twice := repeated(one.id for one in request.jurors):
        yield Problem.of("jurors_twice", "{ids:names}: twice in the jury.", ids=twice)
    if twice := repeated(one.id for one in request.applications):
        yield Problem.of("applications_twice", "{ids:names}: listed twice.", ids=twice)
    wanted = [request.reviews, *(one.reviews for one in request.applications if one.reviews)]
    if min(wanted) < 1:
        yield Problem.of("no_reviews", "Each application wants at least one review.")
    if negative := tuple(one.id for one in request.jurors if one.most is not None and one.most < 0):
        yield Problem.of("most_negative", "{ids:names}: fewer than no reviews.", ids=negative)
    if lost := tuple(sorted(request.calibration - {one.id for one in request.applications})):
        yield Problem.of(
            "calibration_unknown", "{ids:names}: not among the applications.", ids=lost
        )
