"""A result held against its instance: who is funded, where the cut-offs fall, who is excused."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perron.engines.awards.verifying.cases import Candidate, Case, Grant


@dataclass(frozen=True)
class Trial:
    """Everything here is computed from the awards' ids, moneys and levels alone."""

    case: Case
    result: Mapping[str, Any]

    @cached_property
    def awards(self) -> dict[str, tuple[str, int]]:
        """Money and level of each funded application."""
        return {award["id"]: (award["money"], award["level"]) for award in self.result["awards"]}

    @cached_property
    def grants(self) -> dict[str, Grant]:
        """What each funded application gets, by the contract's arithmetic."""
        known = self.case.known
        return {
            name: self.case.grant(known[name], money, level)
            for name, (money, level) in self.awards.items()
        }

    @cached_property
    def funded(self) -> list[Candidate]:
        """Funded applications in the order."""
        return [candidate for candidate in self.case.order if candidate.id in self.awards]

    @cached_property
    def refused(self) -> list[Candidate]:
        """Applications that are eligible for something and not funded, in the order."""
        return [
            candidate
            for candidate in self.case.order
            if candidate.eligible and candidate.id not in self.awards
        ]

    @cached_property
    def spent(self) -> Counter[str]:
        """Cents by source."""
        return self._added("sources")

    @cached_property
    def spent_in(self) -> Counter[tuple[str, str]]:
        """Cents by source and year."""
        return self._added("years")

    def _added(self, field: str) -> Counter[Any]:
        added: Counter[Any] = Counter()
        for grant in self.grants.values():
            for key, cents in getattr(grant, field):
                added[key] += cents
        return added

    @cached_property
    def granted(self) -> Counter[str]:
        """Cents granted to the members of each group."""
        added: Counter[str] = Counter()
        for candidate in self.funded:
            for group in candidate.groups:
                added[group] += self.grants[candidate.id].amount
        return added

    @cached_property
    def shortfalls(self) -> dict[str, int]:
        """What each floor lacks, in cents."""
        floors = self.case.floors
        return {group: max(0, floor - self.granted[group]) for group, floor in floors.items()}

    @cached_property
    def shortfall(self) -> int:
        """What the floors lack together, in cents."""
        return sum(self.shortfalls.values())

    @cached_property
    def quality(self) -> int:
        """Thousandths of a point times cents."""
        return sum(candidate.score * self.grants[candidate.id].amount for candidate in self.funded)

    @cached_property
    def cutoffs(self) -> dict[tuple[str, str], Candidate]:
        """The last application funded in each cell from each money."""
        return {
            (candidate.cell, self.awards[candidate.id][0]): candidate for candidate in self.funded
        }

    def ahead_of(self, candidate: Candidate) -> list[str]:
        """Moneys before whose cut-off an application stands, that of the last cut-off first."""
        found = [
            (self.cutoffs[candidate.cell, money].place, money)
            for money in candidate.eligible
            if (candidate.cell, money) in self.cutoffs
        ]
        return [money for place, money in sorted(found, reverse=True) if place > candidate.place]

    @cached_property
    def before_on_board(self) -> dict[str, tuple[int, int]]:
        """For each application of a board: its funded ones before it, and their cents."""
        awards: Counter[str] = Counter()
        cents: Counter[str] = Counter()
        found = {}
        for candidate in self.case.order:
            if candidate.board is None:
                continue
            found[candidate.id] = (awards[candidate.board], cents[candidate.board])
            if candidate.id in self.awards:
                awards[candidate.board] += 1
                cents[candidate.board] += self.grants[candidate.id].amount
        return found

    def is_excused(self, candidate: Candidate, money: str) -> bool:
        """Whether an application may be passed over although it stands before a cut-off."""
        return (
            self.first_rival(candidate) is not None
            or self.lacking(candidate) is not None
            or self.board_is_full(candidate, money)
        )

    def lacking(self, candidate: Candidate) -> str | None:
        """The first that it requires and that is not funded."""
        return next((name for name in candidate.requires if name not in self.awards), None)

    def board_is_full(self, candidate: Candidate, money: str) -> bool:
        """Whether its full grant, after those of its board before it, would pass a limit."""
        if candidate.board is None:
            return False
        awards, cents = self.before_on_board[candidate.id]
        more = self.case.grant(candidate, money, candidate.full).amount
        return awards + 1 > self.case.most_awards.get(candidate.board, awards + 1) or (
            cents + more > self.case.most_money.get(candidate.board, cents + more)
        )

    @cached_property
    def first_of_list(self) -> dict[str | None, Candidate]:
        """By exclusive list, the first of it that is funded."""
        return {candidate.list: candidate for candidate in reversed(self.funded)}

    def first_rival(self, candidate: Candidate) -> str | None:
        """The first funded application before it that excludes it."""
        first = self.first_of_list.get(candidate.list, candidate)
        is_rival = candidate.list is not None and first.place < candidate.place
        return first.id if is_rival else None


def stray(case: Case, result: Mapping[str, Any]) -> Iterator[str]:
    """Awards that cannot be weighed: of nobody, from no money, or given twice."""
    times: dict[str, int] = defaultdict(int)
    for award in result["awards"]:
        times[award["id"]] += 1
        if award["id"] not in case.known:
            yield f"An award goes to {award['id']}, which the instance does not hold."
        if award["money"] not in case.parts:
            yield f"{award['id']} is funded from {award['money']}, which the instance lacks."
    for name, count in times.items():
        if count > 1:
            yield f"{name} is funded {count} times."
