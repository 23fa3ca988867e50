"""How awards stand in the order: who is funded, where cut-offs are, who is excused."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perron.engines.awards.amounts import Grant, grant
from perron.engines.awards.instances import Application, Instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.taken import Taken


class Funded(NamedTuple):
    """An award and what it costs."""

    application: Application
    award: Award
    grant: Grant


class Standing:
    """Awards by application in the order, and what follows from them.

    ``cutoffs`` holds, for each cell and money with an eligible application, the last that is
    funded from that money there, or None. ``before`` holds, for each application with a board,
    how many of that board stand before it and are funded, and with how many cents.
    """

    def __init__(self, instance: Instance, awards: Sequence[Award]) -> None:
        """Awards must be possible: of this instance, from a money they name; one each."""
        self.instance = instance
        self.funded: dict[str, Funded] = {}
        self.taken = Taken(instance)
        self.cutoffs: dict[tuple[str, str], Application | None] = {}
        self.before: dict[str, tuple[int, int]] = {}
        by_id = {award.application: award for award in awards}
        for application in instance.applications:
            self._stand(application, by_id.get(application.id))

    def _stand(self, application: Application, award: Award | None) -> None:
        board = application.board
        if board is not None:
            counted = self.taken.board_awards[board], self.taken.board_money[board]
            self.before[application.id] = counted
        for money in self.instance.eligible(application):
            self.cutoffs.setdefault((application.cell, money), None)
        if award is not None:
            payer = self.instance.moneys[award.money]
            cost = grant(self.instance, application, payer, level=award.level)
            self.funded[application.id] = Funded(application, award, cost)
            self.taken.add(application, cost)
            self.cutoffs[application.cell, award.money] = application

    def cutoffs_of(self, application: Application) -> Iterator[tuple[str, Application]]:
        """Each money that it is eligible for and that has a cut-off in its cell, with that one."""
        for money in self.instance.eligible(application):
            last = self.cutoffs[application.cell, money]
            if last is not None:
                yield money, last

    def passed_for(self, application: Application) -> list[str]:
        """The moneys that it is eligible for and before whose cut-off it stands."""
        return [
            money for money, last in self.cutoffs_of(application) if application.place < last.place
        ]

    def rival_before(self, application: Application) -> str | None:
        """The application exclusive with it that is funded and stands before it."""
        places = self.instance.places
        for rival in application.rivals:
            if rival in self.funded and places[rival] < places[application.id]:
                return rival
        return None

    def missing(self, application: Application) -> str | None:
        """The first, by id, that it requires and that is not funded."""
        for required in application.requires:
            if required not in self.funded:
                return required
        return None

    def is_board_full(self, application: Application, money: str) -> bool:
        """Whether its full grant, with those of its board before it, would pass the limit."""
        if application.board is None:
            return False
        board = self.instance.boards[application.board]
        awards, cents = self.before[application.id]
        level = application.levels[0]
        full = grant(self.instance, application, self.instance.moneys[money], level=level)
        return (board.most_awards is not None and awards + 1 > board.most_awards) or (
            board.most_money is not None and cents + full.amount > board.most_money
        )

    def is_passed_over(self, application: Application) -> bool:
        """Whether rule 3 is broken for it: unfunded, before a cut-off, and not excused."""
        if application.id in self.funded:
            return False
        passed = self.passed_for(application)
        return (
            bool(passed)
            and self.rival_before(application) is None
            and self.missing(application) is None
            and not all(self.is_board_full(application, money) for money in passed)
        )

    @property
    def quality(self) -> int:
        """The sum of score times grant: thousandths of a point times cents."""
        return sum(
            funded.application.score * funded.grant.amount for funded in self.funded.values()
        )

    @property
    def shortfalls(self) -> dict[str, int]:
        """What each group with a floor lacks of it, in cents."""
        return {
            group.id: max(0, group.floor - self.taken.granted[group.id])
            for group in self.instance.groups.values()
            if group.floor is not None
        }

    @property
    def shortfall(self) -> int:
        """What all groups lack of their floors together, in cents."""
        return sum(self.shortfalls.values())
