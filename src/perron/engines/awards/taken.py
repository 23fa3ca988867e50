"""What has been granted so far, against every limit of an instance."""

from collections import Counter

from perron.engines.awards.amounts import Grant
from perron.engines.awards.instances import Application, Instance


class Taken:
    """What has been granted so far, against every limit; cents."""

    def __init__(self, instance: Instance) -> None:
        """Nothing yet."""
        self.instance = instance
        self.funded: set[str] = set()
        self.spent: Counter[str] = Counter()
        self.paid: Counter[tuple[str, str]] = Counter()
        self.granted: Counter[str] = Counter()
        self.board_money: Counter[str] = Counter()
        self.board_awards: Counter[str] = Counter()

    def add(self, application: Application, offer: Grant) -> None:
        """Count one award."""
        self.funded.add(application.id)
        self.spent.update(offer.sources)
        for source, years in offer.years.items():
            self.paid.update({(source, year): cents for year, cents in years.items()})
        self.granted.update(dict.fromkeys(application.groups, offer.amount))
        if application.board is not None:
            self.board_money[application.board] += offer.amount
            self.board_awards[application.board] += 1

    def allows(self, application: Application) -> bool:
        """Whether it has what it requires, and none that it excludes is funded."""
        return self.funded.issuperset(application.requires) and self.funded.isdisjoint(
            application.rivals
        )

    def permits(self, application: Application, offer: Grant) -> bool:
        """Whether ceilings and its board leave room for all of it."""
        return not self.over_ceiling(application, offer) and not self.over_board(application, offer)

    def over_ceiling(self, application: Application, offer: Grant) -> list[str]:
        """The groups whose ceilings it would pass."""
        groups = [self.instance.groups[group] for group in application.groups]
        return [
            group.id
            for group in groups
            if group.ceiling is not None and self.granted[group.id] + offer.amount > group.ceiling
        ]

    def over_board(self, application: Application, offer: Grant) -> bool:
        """Whether its board would pass one of its limits."""
        if application.board is None:
            return False
        board = self.instance.boards[application.board]
        awards, cents = self.board_awards[board.id] + 1, self.board_money[board.id] + offer.amount
        return (board.most_awards is not None and awards > board.most_awards) or (
            board.most_money is not None and cents > board.most_money
        )

    def has_room(self, offer: Grant) -> bool:
        """Whether every source has room for what it would pay, in each year too."""
        return all(
            self.spent[source] + cents <= self.instance.sources[source].limit
            for source, cents in offer.sources.items()
        ) and all(
            self.paid[source, year] + cents <= self.instance.sources[source].years[year]
            for source, years in offer.years.items()
            for year, cents in years.items()
        )
