"""An instance as the verifier sees it: its applications in the order, and what each would cost."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from perron.engines.awards.verifying.formats import WHOLE_SHARE


class Candidate(NamedTuple):
    """One application.

    ``place`` counts from 0 in the order; ``eligible`` is empty under the threshold; ``list`` is
    the smallest id of its exclusive list, by which the list is named.
    """

    place: int
    id: str
    score: int
    tie: int
    lot: str
    asked: int
    cell: str
    moneys: tuple[str, ...]
    eligible: tuple[str, ...]
    groups: frozenset[str]
    board: str | None
    requires: tuple[str, ...]
    levels: tuple[int, ...]
    profile: tuple[tuple[str, int], ...]
    list: str | None

    @property
    def full(self) -> int:
        """The highest level."""
        return self.levels[0]


class Grant(NamedTuple):
    """What an award pays, in cents: together, by source, and by source and year."""

    amount: int
    sources: tuple[tuple[str, int], ...]
    years: tuple[tuple[tuple[str, str], int], ...]


@dataclass(frozen=True)
class Case:
    """An instance whose references hold."""

    currency: str
    rules: Mapping[str, Any]
    sources: Mapping[str, int]
    years: Mapping[tuple[str, str], int]
    parts: Mapping[str, tuple[tuple[str, int], ...]]
    floors: Mapping[str, int]
    ceilings: Mapping[str, int]
    most_awards: Mapping[str, int]
    most_money: Mapping[str, int]
    order: tuple[Candidate, ...]

    @property
    def is_optimised(self) -> bool:
        """Whether the rules ask for the best result with cut-offs, and not for plain rank."""
        return bool(self.rules["method"] == "optimise")

    @cached_property
    def known(self) -> dict[str, Candidate]:
        """Applications by id."""
        return {candidate.id: candidate for candidate in self.order}

    @cached_property
    def cells(self) -> dict[str, list[Candidate]]:
        """Applications of each cell that are eligible for something, in the order."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.order:
            if candidate.eligible:
                found[candidate.cell].append(candidate)
        return dict(found)

    @cached_property
    def _grants(self) -> dict[tuple[str, str, int], Grant]:
        return {}

    def grant(self, candidate: Candidate, money: str, level: int) -> Grant:
        """What an award would pay; computed once."""
        key = (candidate.id, money, level)
        if key not in self._grants:
            self._grants[key] = grant(candidate, self.parts[money], level)
        return self._grants[key]


def grant(candidate: Candidate, parts: Iterable[tuple[str, int]], level: int) -> Grant:
    """Amount and split of an award: cents left over go to the first sources by id."""
    shares = list(parts)
    base = candidate.asked * level // 100
    amount = base * sum(share for _, share in shares) // WHOLE_SHARE
    paid = [base * share // WHOLE_SHARE for _, share in shares]
    for place in range(amount - sum(paid)):
        paid[place] += 1
    sources = tuple((source, cents) for (source, _), cents in zip(shares, paid, strict=True))
    years = tuple(
        ((source, year), part)
        for source, cents in sources
        for year, part in yearly(cents, candidate.profile)
    )
    return Grant(amount, sources, years)


def yearly(cents: int, profile: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, int]]:
    """A payment by year; what rounding leaves falls in the last year."""
    left = cents
    for year, share in profile[:-1]:
        part = cents * share // WHOLE_SHARE
        left -= part
        yield year, part
    if profile:
        yield profile[-1][0], left


def read_case(instance: Mapping[str, Any]) -> Case:
    """The case of an instance in which ``problems`` finds nothing."""
    groups, boards = instance.get("groups", []), instance.get("boards", [])
    return Case(
        currency=instance["currency"],
        rules=instance["rules"],
        sources={source["id"]: source["limit"] for source in instance["sources"]},
        years={
            (source["id"], year): limit
            for source in instance["sources"]
            for year, limit in source.get("years", {}).items()
        },
        parts={money["id"]: tuple(sorted(money["parts"].items())) for money in instance["moneys"]},
        floors={group["id"]: group["floor"] for group in groups if "floor" in group},
        ceilings={group["id"]: group["ceiling"] for group in groups if "ceiling" in group},
        most_awards={row["id"]: row["most_awards"] for row in boards if "most_awards" in row},
        most_money={row["id"]: row["most_money"] for row in boards if "most_money" in row},
        order=ordered(instance),
    )


def ordered(instance: Mapping[str, Any]) -> tuple[Candidate, ...]:
    """Applications by score, highest first, then tie, then lot."""
    lists = {
        member: min(members) for members in instance.get("exclusive", []) for member in members
    }
    seed = instance["rules"]["seed"]
    rows = [
        (-entry["score"], entry["tie"], lot(seed, entry["id"]), entry)
        for entry in instance["applications"]
    ]
    rows.sort(key=lambda row: row[:3])
    threshold = instance["rules"]["threshold"]
    return tuple(
        candidate(place, drawn, entry, together=lists.get(entry["id"]), threshold=threshold)
        for place, (_, _, drawn, entry) in enumerate(rows)
    )


def lot(seed: str, name: str) -> str:
    """The public draw: SHA-256 of seed, colon and id."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def candidate(
    place: int, drawn: str, entry: Mapping[str, Any], *, together: str | None, threshold: int
) -> Candidate:
    """One application at its place."""
    moneys = tuple(entry["moneys"])
    return Candidate(
        place=place,
        id=entry["id"],
        score=entry["score"],
        tie=entry["tie"],
        lot=drawn,
        asked=entry["asked"],
        cell=entry["cell"],
        moneys=moneys,
        eligible=moneys if entry["score"] >= threshold else (),
        groups=frozenset(entry.get("groups", ())),
        board=entry.get("board"),
        requires=tuple(sorted(entry.get("requires", ()))),
        levels=tuple(entry.get("levels", (100,))),
        profile=tuple(sorted(entry.get("profile", {}).items())),
        list=together,
    )
