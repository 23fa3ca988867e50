"""Ranking: the total order of applications, its places, its digest, and what changed in it.

Highest score first; equal scores by the edition's ex-aequo rule, key by key; then by lot: the
SHA-256 of seed, a colon and id, as hexadecimal, lowest first. Nothing is left to chance or to the
order of the list: the seed is published beforehand.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from perron.engines.scoring.exact import exact
from perron.engines.scoring.refusals import Problem, refuse_any, repeated

FORMAT = "perron-ranking/1"


class Direction(StrEnum):
    """Which of two values comes first."""

    HIGHEST = "highest_first"
    LOWEST = "lowest_first"


@dataclass(frozen=True, slots=True)
class Tie:
    """A key that separates equal scores: a criterion's code or a fact, and its direction."""

    key: str
    direction: Direction = Direction.HIGHEST


@dataclass(frozen=True, slots=True)
class RankingRule:
    """An edition's rule: the seed of the lots, ex-aequo keys in order, the threshold (thousandths).

    Raises ScoringRefused when there is no seed or a key comes twice.
    """

    seed: str
    ties: tuple[Tie, ...] = ()
    threshold: int | None = None

    def __post_init__(self) -> None:
        refuse_any(_rule_faults(self))


@dataclass(frozen=True, slots=True)
class Entry:
    """An application to be ranked: score in thousandths, and a number for each ex-aequo key."""

    id: str
    score: int
    keys: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An application's line in a ranking.

    ``position``: strict, from 1. ``place``: for reading, shared by those whom only lots separate
    (1, 2, 2, 4). ``tie``: place by the ex-aequo rule among equal scores, from 0, as an instance of
    the award engine wants it. ``decided_by``: what puts it after the line before: "score", the key
    of a tie, "lot"; empty on the first line.
    """

    id: str
    score: int
    position: int
    place: int
    tie: int
    lot: str
    keys: tuple[Fraction, ...]
    decided_by: str
    reaches_threshold: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The lines in their order, and the rule they follow."""

    rule: RankingRule
    lines: tuple[Line, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form, for the seal."""
        return hashlib.sha256(canonical(document(self))).hexdigest()


def lot(seed: str, application: str) -> str:
    """The lot of an application: SHA-256 of seed, a colon and id, as hexadecimal."""
    return hashlib.sha256(f"{seed}:{application}".encode()).hexdigest()


def rank(entries: Sequence[Entry], rule: RankingRule) -> Ranking:
    """The total order of applications; the order of ``entries`` does not matter.

    Raises ScoringRefused for an id that comes twice and for every ex-aequo key that is missing.
    """
    refuse_any(_entry_faults(entries, rule))
    keyed = sorted((_key(entry, rule), entry) for entry in entries)
    lines: list[Line] = []
    for position, (key, entry) in enumerate(keyed, 1):
        before = keyed[position - 2][0] if lines else None
        decided_by = "" if before is None else _decided_by(before, key, rule)
        place, tie = position, 0
        if decided_by == "lot":
            place, tie = lines[-1].place, lines[-1].tie
        elif decided_by not in ("", "score"):
            tie = lines[-1].tie + 1
        lines.append(
            Line(
                entry.id,
                entry.score,
                position,
                place,
                tie,
                lot=key[2],
                keys=tuple(exact(entry.keys[one.key]) for one in rule.ties),
                decided_by=decided_by,
                reaches_threshold=rule.threshold is None or entry.score >= rule.threshold,
            )
        )
    return Ranking(rule, tuple(lines))


def document(ranking: Ranking) -> dict[str, object]:
    """A ranking as plain JSON: whole numbers and text only."""
    rule = ranking.rule
    return {
        "format": FORMAT,
        "seed": rule.seed,
        "threshold": rule.threshold,
        "ties": [[one.key, one.direction.value] for one in rule.ties],
        "lines": [
            {
                "id": line.id,
                "score": line.score,
                "position": line.position,
                "place": line.place,
                "tie": line.tie,
                "keys": [str(key) for key in line.keys],
                "lot": line.lot,
            }
            for line in ranking.lines
        ],
    }


def canonical(plain: object) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


Key = tuple[int, tuple[Fraction, ...], str, str]


def _key(entry: Entry, rule: RankingRule) -> Key:
    """What sorts an entry, lowest first; the id is there only to be complete."""
    ties = tuple(
        exact(entry.keys[one.key]) * (-1 if one.direction is Direction.HIGHEST else 1)
        for one in rule.ties
    )
    return -entry.score, ties, lot(rule.seed, entry.id), entry.id


def _decided_by(before: Key, after: Key, rule: RankingRule) -> str:
    if before[0] != after[0]:
        return "score"
    for tie, one, other in zip(rule.ties, before[1], after[1], strict=True):
        if one != other:
            return tie.key
    return "lot"


def _rule_faults(rule: RankingRule) -> Iterator[Problem]:
    if not rule.seed:
        yield Problem.of("no_seed", "There is no seed for the lots. Publish one beforehand.")
    if twice := repeated(one.key for one in rule.ties):
        yield Problem.of("ties_twice", "{keys:names}: named more than once.", keys=twice)


def _entry_faults(entries: Sequence[Entry], rule: RankingRule) -> Iterator[Problem]:
    if twice := repeated(entry.id for entry in entries):
        yield Problem.of("entries_twice", "{ids:names}: ranked more than once.", ids=twice)
    for entry in entries:
        missing = tuple(one.key for one in rule.ties if entry.keys.get(one.key) is None)
        if missing:
            yield Problem.of(
                "missing_keys",
                "“{id}” has no {keys:names}, by which equal scores are separated.",
                id=entry.id,
                keys=missing,
            )
