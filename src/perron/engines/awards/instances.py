"""An instance as the engine works with it: who asks for what, and under which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from perron.engines.awards.canonical import canonical_instance, digest
from perron.engines.awards.errors import InstanceRefused
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.sense import sense_problems

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What was fixed at opening. ``threshold`` in thousandths of a point."""

    method: str
    threshold: int
    seed: str
    gap_ppm: int
    node_limit: int
    skip: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where money comes from; cents, in all and by year of payment."""

    id: str
    limit: int
    years: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Money:
    """A way to pay: the ten-thousandths of what is asked that each source pays, by its id."""

    id: str
    parts: Mapping[str, int]

    @property
    def share(self) -> int:
        """What all sources pay together, in ten-thousandths."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Applications whose grants together should reach a floor and keep under a ceiling; cents."""

    id: str
    floor: int | None
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """Whoever carries several applications, and the most that it may be granted."""

    id: str
    most_awards: int | None
    most_money: int | None


@dataclass(frozen=True, slots=True)
class Application:
    """Who asks. ``score`` in thousandths, ``asked`` in cents, ``levels`` in percent, highest first.

    ``rivals`` are the others of its exclusive list; ``lot`` its hexadecimal place in the draw.
    """

    id: str
    score: int
    tie: int
    lot: str
    asked: int
    cell: str
    moneys: tuple[str, ...]
    groups: tuple[str, ...]
    board: str | None
    requires: tuple[str, ...]
    rivals: tuple[str, ...]
    levels: tuple[int, ...]
    profile: Mapping[str, int]

    @property
    def place(self) -> tuple[int, int, str]:
        """What the order compares: the smaller stands before."""
        return -self.score, self.tie, self.lot


@dataclass(frozen=True)
class Instance:
    """All of it; ``applications`` in the order, everything else by id."""

    edition: str
    currency: str
    rules: Rules
    sources: Mapping[str, Source]
    moneys: Mapping[str, Money]
    groups: Mapping[str, Group]
    boards: Mapping[str, Board]
    applications: tuple[Application, ...]
    digest: str
    rules_digest: str
    grants: dict[tuple[str, str, int], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Application to its number in the order, from 0."""
        return {application.id: place for place, application in enumerate(self.applications)}

    @cached_property
    def by_id(self) -> Mapping[str, Application]:
        """Every application by its id."""
        return {application.id: application for application in self.applications}

    @cached_property
    def cells(self) -> Mapping[str, tuple[Application, ...]]:
        """Cell to its applications in the order; cells by name."""
        gathered: dict[str, list[Application]] = {}
        for application in self.applications:
            gathered.setdefault(application.cell, []).append(application)
        return {cell: tuple(gathered[cell]) for cell in sorted(gathered)}

    @cached_property
    def by_lot(self) -> tuple[Application, ...]:
        """Every application in the order of the lots."""
        return tuple(sorted(self.applications, key=lambda application: application.lot))

    def eligible(self, application: Application) -> tuple[str, ...]:
        """The moneys that may fund it, preferred first; none below the threshold."""
        return application.moneys if application.score >= self.rules.threshold else ()


def read_instance(document: Mapping[str, Any]) -> Instance:
    """Check an instance by schema and by sense; InstanceRefused says all that is wrong."""
    problems = shape_problems("instance", document) or sense_problems(document)
    if problems:
        raise InstanceRefused(problems)
    form: dict[str, Any] = canonical_instance(document)
    rivals = {one: together for together in form.get("exclusive", ()) for one in together}
    applications = [_application(row, form, rivals) for row in form["applications"]]
    return Instance(
        edition=form["edition"],
        currency=form["currency"],
        rules=_rules(form["rules"]),
        sources={row["id"]: _source(row) for row in form["sources"]},
        moneys={row["id"]: _money(row) for row in form["moneys"]},
        groups={row["id"]: _group(row) for row in form.get("groups", ())},
        boards={row["id"]: _board(row) for row in form.get("boards", ())},
        applications=tuple(sorted(applications, key=lambda application: application.place)),
        digest=digest(form),
        rules_digest=digest(form["rules"]),
    )


def lot(seed: str, application: str) -> str:
    """An application's place in the draw: the lowest hexadecimal comes first."""
    return sha256(f"{seed}:{application}".encode()).hexdigest()


def _rules(row: Mapping[str, Any]) -> Rules:
    return Rules(
        method=row["method"],
        threshold=row["threshold"],
        seed=row["seed"],
        gap_ppm=row["gap_ppm"],
        node_limit=row["node_limit"],
        skip=row.get("skip", True),
    )


def _source(row: Mapping[str, Any]) -> Source:
    years: Mapping[str, int] = row.get("years", {})
    return Source(row["id"], row["limit"], {year: years[year] for year in sorted(years)})


def _money(row: Mapping[str, Any]) -> Money:
    parts: Mapping[str, int] = row["parts"]
    return Money(row["id"], {source: parts[source] for source in sorted(parts)})


def _group(row: Mapping[str, Any]) -> Group:
    return Group(row["id"], row.get("floor"), row.get("ceiling"))


def _board(row: Mapping[str, Any]) -> Board:
    return Board(row["id"], row.get("most_awards"), row.get("most_money"))


def _application(
    row: Mapping[str, Any], form: Mapping[str, Any], rivals: Mapping[str, list[str]]
) -> Application:
    own: str = row["id"]
    profile: Mapping[str, int] = row.get("profile", {})
    return Application(
        id=own,
        score=row["score"],
        tie=row["tie"],
        lot=lot(form["rules"]["seed"], own),
        asked=row["asked"],
        cell=row["cell"],
        moneys=tuple(row["moneys"]),
        groups=tuple(row.get("groups", ())),
        board=row.get("board"),
        requires=tuple(row.get("requires", ())),
        rivals=tuple(rival for rival in rivals.get(own, ()) if rival != own),
        levels=tuple(row.get("levels", (100,))),
        profile={year: profile[year] for year in sorted(profile)},
    )
