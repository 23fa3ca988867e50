"""Whether a condition of an edition's document holds of an application's facts."""

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]

TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda fact, value: bool(fact == value),
    "among": lambda fact, value: fact in value,
    "not_among": lambda fact, value: fact not in value,
    "at_least": lambda fact, value: bool(fact >= value),
    "at_most": lambda fact, value: bool(fact <= value),
    "any_of": lambda fact, value: not set(fact).isdisjoint(value),
    "none_of": lambda fact, value: set(fact).isdisjoint(value),
}


def holds(condition: Mapping[str, Any], facts: Facts) -> bool | None:
    """True, false, or None where a fact that would decide is not known.

    No condition at all holds. The definition's own check has refused what can't be meant.
    """
    if not condition:
        return True
    if "all" in condition:
        return _joined([holds(one, facts) for one in condition["all"]], settling=False)
    if "any" in condition:
        return _joined([holds(one, facts) for one in condition["any"]], settling=True)
    if "not" in condition:
        inner = holds(condition["not"], facts)
        return None if inner is None else not inner
    fact = facts.get(condition["fact"])
    if fact is None:
        return None
    return all(TESTS[name](fact, value) for name, value in condition.items() if name in TESTS)


def _joined(parts: list[bool | None], *, settling: bool) -> bool | None:
    """One part that settles it is enough; else one unknown leaves it open."""
    if settling in parts:
        return settling
    return None if None in parts else not settling
