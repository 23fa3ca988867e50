"""Which code an application gets, and the facts that go with it."""

from collections.abc import Iterator
from typing import NamedTuple

from perron.engines.awards.instances import WHOLE, Application
from perron.engines.awards.standing import Standing

Facts = dict[str, str | int | None]


class Reason(NamedTuple):
    """A code of the contract with its facts."""

    code: str
    facts: Facts


class Reasons:
    """The reasons of a standing; asked in the order, because what is left serves the first."""

    def __init__(self, standing: Standing) -> None:
        """Find who is the next for each cell and money."""
        self.standing = standing
        self.instance = standing.instance
        self.next: dict[tuple[str, str], str] = {}
        for application in self.instance.applications:
            if application.id not in standing.funded and self._cause(application) is None:
                for money in self.instance.eligible(application):
                    self.next.setdefault((application.cell, money), application.id)

    def of(self, application: Application) -> Reason:
        """Why an application is funded, or why not."""
        if application.id in self.standing.funded:
            return self._funded(application)
        cause = self._cause(application)
        return cause or self._below(application)

    def _funded(self, application: Application) -> Reason:
        _same, award, cost = self.standing.funded[application.id]
        facts: Facts = {"money": award.money, "amount": cost.amount, "score": application.score}
        if award.level != application.levels[0]:
            return Reason("funded_in_part", {**facts, "level": award.level})
        last = self.standing.cutoffs[application.cell, award.money]
        return Reason("funded", {**facts, "cutoff": None if last is None else last.score})

    def _cause(self, application: Application) -> Reason | None:
        """What keeps it out whatever it asks; None where only its place in the order does."""
        score = application.score
        threshold = self.instance.rules.threshold
        if score < threshold:
            facts: Facts = {"threshold": threshold, "points_short": threshold - score}
            return Reason("below_threshold", {"score": score, **facts})
        if not application.moneys:
            return Reason("no_money", {})
        return self._excuse(application)

    def _excuse(self, application: Application) -> Reason | None:
        standing, score = self.standing, application.score
        rival = standing.rival_before(application)
        if rival is not None:
            return Reason("excused_exclusive", {"score": score, "by": rival})
        missing = standing.missing(application)
        if missing is not None:
            return Reason("excused_required", {"score": score, "by": missing})
        passed = standing.passed_for(application)
        if not passed:
            return None
        if all(standing.is_board_full(application, money) for money in passed):
            return Reason("excused_board", {"score": score, "by": application.board})
        return Reason("no_room", {"score": score})

    def _below(self, application: Application) -> Reason:
        cutoffs = list(self.standing.cutoffs_of(application))
        if not cutoffs:
            money = application.moneys[0]
            facts: Facts = {"money": money, "euros_less": self._euros_less(application, money)}
            return Reason("no_cutoff", {"score": application.score, **facts})
        money, last = max(cutoffs, key=lambda cutoff: cutoff[1].place)
        return Reason(
            "below_cutoff",
            {
                "score": application.score,
                "money": money,
                "cutoff": last.score,
                "points_short": points_short(application, last),
                "euros_less": self._euros_less(application, money),
            },
        )

    def _euros_less(self, application: Application, money: str) -> int | None:
        """How much less would have fitted; less than half of a request is no counsel."""
        if self.next[application.cell, money] != application.id:
            return None
        level = application.levels[0]
        base = largest_base(self.standing, application, money)
        fitting = min(application.asked, (100 * (base + 1) - 1) // level)
        return application.asked - fitting if base and 2 * fitting >= application.asked else None


def points_short(application: Application, last: Application) -> int:
    """The fewest thousandths with which it would stand before another, by score, tie and lot."""
    wins_ties = application.place[1:] < last.place[1:]
    return last.score - application.score + (0 if wins_ties else 1)


def largest_base(standing: Standing, application: Application, money: str) -> int:
    """The most cents, up to the base of its highest level, that fit into what a money has left."""
    rooms = list(_rooms(standing, application, money))
    fits, beyond = 0, application.asked * application.levels[0] // 100 + 1
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if all(room.holds(middle) for room in rooms):
            fits = middle
        else:
            beyond = middle
    return fits


class Room(NamedTuple):
    """What is left (cents) of a source, or of it in a year; ``more`` and ``rest`` round up."""

    left: int
    part: int
    more: int
    share: int = WHOLE
    rest: int = 0

    def holds(self, base: int) -> bool:
        """Whether the payment on a base fits, reckoned from above."""
        payment = base * self.part // WHOLE + self.more
        return payment * self.share // WHOLE + self.rest <= self.left


def _rooms(standing: Standing, application: Application, money: str) -> Iterator[Room]:
    taken, profile = standing.taken, application.profile
    parts = standing.instance.moneys[money].parts
    more = 1 if len(parts) > 1 else 0
    for name, part in parts.items():
        source = standing.instance.sources[name]
        yield Room(source.limit - taken.spent[name], part, more)
        for year in source.years.keys() & profile.keys():
            left = source.years[year] - taken.paid[name, year]
            rest = len(profile) - 1 if year == max(profile) else 0
            yield Room(left, part, more, profile[year], rest)
