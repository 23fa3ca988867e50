"""What ties applications together: boards, exclusive lists, requirements, and the excuses."""

from collections.abc import Sequence
from dataclasses import dataclass

from perron.engines.awards.solving.model import Model


@dataclass(frozen=True, slots=True)
class Limits:
    """A board's members in the order, and the most that it may be granted."""

    members: tuple[int, ...]
    most_awards: int
    most_money: int


class Links:
    """The ties of a model; ``chosen`` is an option, or -1, for each application."""

    def __init__(self, model: Model) -> None:
        """Gather the ties once."""
        self.model = model
        count = len(model.applications)
        places = {row.id: place for place, row in enumerate(model.applications)}
        self.grant: list[int] = [int(cents) for cents in model.grant]
        self.full = [
            {int(model.money[o]): o for o in model.options(a) if not model.step[o]}
            for a in range(count)
        ]
        self.eligible = [sum(1 << money for money in full) for full in self.full]
        self.rivals = [
            tuple(places[rival] for rival in row.rivals if rival in places)
            for row in model.applications
        ]
        # Whoever is below the threshold, or eligible for nothing, can never be what is required.
        self.requires = [
            tuple(places.get(needed, -1) for needed in row.requires) for row in model.applications
        ]
        self.board = self._boards()
        self.linked = self._linked()

    def _boards(self) -> list[Limits | None]:
        gathered: dict[str, list[int]] = {}
        for place, row in enumerate(self.model.applications):
            if row.board is not None:
                gathered.setdefault(row.board, []).append(place)
        boards: list[Limits | None] = [None] * len(self.model.applications)
        for name, members in gathered.items():
            board = self.model.instance.boards[name]
            if board.most_awards is None and board.most_money is None:
                continue
            awards = len(members) if board.most_awards is None else board.most_awards
            whole = sum(max(self.grant[o] for o in self.full[a].values()) for a in members)
            cents = whole if board.most_money is None else board.most_money
            for member in members:
                boards[member] = Limits(tuple(members), awards, cents)
        return boards

    def _linked(self) -> list[tuple[int, ...]]:
        """Those whose excuse, or permission, depends on whether this one is funded."""
        linked: list[set[int]] = [set(rivals) for rivals in self.rivals]
        for place, needed in enumerate(self.requires):
            for one in needed:
                if one >= 0:
                    linked[one].add(place)
        for place, board in enumerate(self.board):
            if board is not None:
                linked[place].update(board.members)
        return [tuple(sorted(ones - {place})) for place, ones in enumerate(linked)]

    def forbidden(self, application: int, chosen: Sequence[int]) -> bool:
        """Whether something other than money forbids the award that it has in ``chosen``."""
        if any(one < 0 or chosen[one] < 0 for one in self.requires[application]):
            return True
        if any(chosen[one] >= 0 for one in self.rivals[application]):
            return True
        board = self.board[application]
        if board is None:
            return False
        awards = [chosen[one] for one in board.members if chosen[one] >= 0]
        return len(awards) > board.most_awards or (
            sum(self.grant[one] for one in awards) > board.most_money
        )

    def envied(self, application: int, chosen: Sequence[int]) -> int:
        """The moneys (as bits) for which passing it over, unfunded, lacks an excuse."""
        if any(one < 0 or chosen[one] < 0 for one in self.requires[application]):
            return 0
        if any(one < application and chosen[one] >= 0 for one in self.rivals[application]):
            return 0
        return self.boarded(application, chosen)

    def boarded(self, application: int, chosen: Sequence[int]) -> int:
        """The moneys (as bits) from which its board, as funded before it, leaves room for it."""
        board = self.board[application]
        if board is None:
            return self.eligible[application]
        before = [chosen[one] for one in board.members if one < application and chosen[one] >= 0]
        if len(before) + 1 > board.most_awards:
            return 0
        room = board.most_money - sum(self.grant[one] for one in before)
        return sum(
            1 << money for money, o in self.full[application].items() if self.grant[o] <= room
        )
