"""Who is passed over across cells: the price of having one ranking for each cell."""

from typing import NamedTuple

from perron.engines.awards.instances import Application
from perron.engines.awards.standing import Standing

ANYONE = ""


class Lowest(NamedTuple):
    """The lowest funded score, its cell, and the lowest in any other cell (None: nobody there)."""

    cell: str
    score: int
    elsewhere: int | None = None


class Lowests:
    """The lowest funded scores from each money: among all, and among each group with a floor."""

    def __init__(self, standing: Standing) -> None:
        """Read the funded in the order, so that each that comes has the lowest score yet."""
        self.instance = standing.instance
        groups = standing.instance.groups.values()
        self.floors = [group.id for group in groups if group.floor is not None]
        self.found: dict[tuple[str, str], Lowest] = {}
        for application, award, _cost in standing.funded.values():
            for group in (ANYONE, *application.groups):
                self._add(award.money, group, application)

    def _add(self, money: str, group: str, application: Application) -> None:
        known = self.found.get((money, group))
        elsewhere = None
        if known is not None:
            elsewhere = known.elsewhere if known.cell == application.cell else known.score
        self.found[money, group] = Lowest(application.cell, application.score, elsewhere)

    def points_over(self, application: Application, group: str = ANYONE) -> int:
        """By how much it outscores the lowest of a group, in another cell, from one of its moneys.

        Thousandths; 0 where it outscores nobody.
        """
        below = [0]
        for money in self.instance.eligible(application):
            known = self.found.get((money, group))
            if known is not None:
                same = known.cell == application.cell
                score = known.elsewhere if same else known.score
                below.append(0 if score is None else application.score - score)
        return max(below)


def passing_over(standing: Standing) -> dict[str, object]:
    """How many are passed over inside their cells and across them, as a result tells it."""
    applications = standing.instance.applications
    lowests = Lowests(standing)
    unfunded = [one for one in applications if one.id not in standing.funded]
    points = {one.id: lowests.points_over(one) for one in unfunded}
    over = [one for one in unfunded if points[one.id]]
    served = {
        group: sum(group not in one.groups and lowests.points_over(one, group) > 0 for one in over)
        for group in lowests.floors
    }
    return {
        "inside": sum(map(standing.is_passed_over, applications)),
        "across": {
            "applications": len(over),
            "most_points": max(points.values(), default=0),
            "floors": {group: count for group, count in served.items() if count},
        },
    }
