"""Invented amounts that come to an exact sum, each between its bounds."""

from collections.abc import Sequence

from numpy.random import Generator

from perron.calls.rules.definition import Definition, Invented

ROUND = 100


def invented_moneys(definition: Definition) -> dict[str, Invented]:
    """What is invented for each money; one money takes everything."""
    demonstration = definition.demonstration
    if demonstration is None:
        return {}
    if demonstration.moneys:
        return dict(demonstration.moneys)
    (money,) = definition.award.moneys
    most = definition.catalogue.ceiling if definition.catalogue else demonstration.amount
    least = min(most, demonstration.amount // max(demonstration.awards, 1)) // 2
    whole = Invented(demonstration.applications, demonstration.awards, least, most)
    return {money.code: whole}


def sums_by_money(definition: Definition, moneys: Sequence[str]) -> dict[str, int]:
    """The sum awarded of each money: in the proportion of the envelopes, to the cent."""
    total = definition.demonstration.amount if definition.demonstration else 0
    budgets = {one.code: one.amount for one in definition.award.envelopes}
    held = {
        one.code: sum(budgets[envelope] for envelope in one.parts)
        for one in definition.award.moneys
        if one.code in moneys
    }
    whole = sum(held.values())
    sums = {code: total * budget // whole for code, budget in held.items()}
    last = max(sums, key=lambda code: held[code] - sums[code])
    sums[last] += total - sum(sums.values())
    return sums


def amounts_of(total: int, bounds: Invented, chance: Generator) -> list[int]:
    """An amount for each award, within the bounds; their sum is exact.

    Raises ``ValueError`` where no such amounts exist.
    """
    count = bounds.awards
    if not count * bounds.least <= total <= count * bounds.most:
        raise ValueError(total)
    mean = total // max(count, 1)
    spread = min(mean - bounds.least, bounds.most - mean)
    drawn = [mean + _rounded(chance.uniform(-spread, spread)) for _place in range(count)]
    left = total - sum(drawn)
    for place in range(count):
        amount = min(max(drawn[place] + left, bounds.least), bounds.most)
        left -= amount - drawn[place]
        drawn[place] = amount
    return [drawn[int(place)] for place in chance.permutation(count)]


def _rounded(amount: float) -> int:
    return round(amount / ROUND) * ROUND
