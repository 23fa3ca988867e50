"""Limits that tie applications together, as rows of sums: boards, exclusive lists, requirements."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perron.engines.awards.instances import Application, Instance

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Ties:
    """At most ``limit`` of each tie: awards counted with their sign, or cents where ``cents``.

    An entry says that an application counts in a tie. ``names`` are a kind and two ids: ("awards",
    board, ""), ("money", board, ""), ("exclusive", smallest id, ""), ("requires", who, whom).
    """

    names: tuple[tuple[str, str, str], ...]
    limit: Numbers
    cents: Numbers  # tie -> whether it counts cents
    member: Numbers  # entry -> application
    tie: Numbers  # entry -> tie
    sign: Numbers  # entry -> 1, or -1 for who is required

    def charges(self, count: int, prices: Numbers) -> tuple[Numbers, Numbers]:
        """For each application, the price of being funded at all, and of each cent."""
        awards = np.zeros(count, dtype=prices.dtype)
        cents = np.zeros(count, dtype=prices.dtype)
        due = prices[self.tie] * self.sign
        by_cents = self.cents[self.tie]
        np.add.at(awards, self.member[~by_cents], due[~by_cents])
        np.add.at(cents, self.member[by_cents], due[by_cents])
        return awards, cents


def ties(instance: Instance, applications: tuple[Application, ...], largest: list[int]) -> Ties:
    """The ties that some choice could break; ``largest`` is each application's largest grant."""
    places = {row.id: place for place, row in enumerate(applications)}
    names: list[tuple[str, str, str]] = []
    limits: list[int] = []
    entries: list[tuple[int, int, int]] = []

    def tie(name: tuple[str, str, str], limit: int, members: list[tuple[int, int]]) -> None:
        entries.extend((place, len(names), sign) for place, sign in members)
        names.append(name)
        limits.append(limit)

    for board in instance.boards.values():
        members = [place for place, row in enumerate(applications) if row.board == board.id]
        every = [(place, 1) for place in members]
        if board.most_awards is not None and len(members) > board.most_awards:
            tie(("awards", board.id, ""), board.most_awards, every)
        if board.most_money is not None and sum(largest[one] for one in members) > board.most_money:
            tie(("money", board.id, ""), board.most_money, every)
    for place, row in enumerate(applications):
        rivals = [places[rival] for rival in row.rivals if rival in places]
        if rivals and place < min(rivals):
            name = min([row.id, *row.rivals])
            tie(("exclusive", name, ""), 1, [(place, 1), *((one, 1) for one in rivals)])
        for needed in row.requires:
            served = [(places[needed], -1)] if needed in places else []
            tie(("requires", row.id, needed), 0, [(place, 1), *served])
    table = np.array(entries, dtype=np.int64).reshape(len(entries), 3)
    return Ties(
        names=tuple(names),
        limit=np.array(limits, dtype=np.int64),
        cents=np.array([name[0] == "money" for name in names], dtype=bool),
        member=table[:, 0],
        tie=table[:, 1],
        sign=table[:, 2],
    )
