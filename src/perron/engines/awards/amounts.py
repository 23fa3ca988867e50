"""What an award costs: the grant, what each source pays of it, and in which year."""

from collections.abc import Mapping
from typing import NamedTuple

from perron.engines.awards.instances import WHOLE, Application, Instance, Money


class Grant(NamedTuple):
    """Cents: in all, by source, and by source and year for each year that the source limits."""

    amount: int
    sources: Mapping[str, int]
    years: Mapping[str, Mapping[str, int]]


def grant(instance: Instance, application: Application, money: Money, *, level: int) -> Grant:
    """The grant to an application from a money at a level in percent, computed once."""
    key = application.id, money.id, level
    found: Grant | None = instance.grants.get(key)
    if found is None:
        found = instance.grants[key] = _grant(instance, application, money, level=level)
    return found


def _grant(instance: Instance, application: Application, money: Money, *, level: int) -> Grant:
    base = application.asked * level // 100
    amount = base * money.share // WHOLE
    sources = {source: base * part // WHOLE for source, part in money.parts.items()}
    left_over = amount - sum(sources.values())
    for source in list(sources)[:left_over]:
        sources[source] += 1
    years = {
        source: yearly(payment, application.profile, instance.sources[source].years)
        for source, payment in sources.items()
        if instance.sources[source].years
    }
    return Grant(amount, sources, years)


def yearly(payment: int, profile: Mapping[str, int], limited: Mapping[str, int]) -> dict[str, int]:
    """A payment in each limited year; what the shares leave over falls in the profile's last."""
    paid = {year: payment * share // WHOLE for year, share in profile.items()}
    last = max(paid)
    paid[last] += payment - sum(paid.values())
    return {year: paid.get(year, 0) for year in limited}
