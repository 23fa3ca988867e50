"""What a scenario changes of an edition's award rules: named, bounded, everything else as it is."""

from collections.abc import Callable, Mapping
from typing import Any

from perron.calls.errors.deciding import ChangeNotPossible, ChangeUnknown

Award = dict[str, Any]
Changes = Mapping[str, Any]

MOST_CENTS = 10**12
MOST_POINTS = 1_000_000
METHODS = ("rank", "optimise")
WHOLE_LEVEL = 100
ONLY = "only"
FURTHER = frozenset({ONLY, "envelopes"})


def is_further(changes: Changes) -> bool:
    """Whether this is no other rule, but the same rule for those who are left and what is left."""
    return ONLY in changes and set(changes) <= FURTHER


def changed(award: Mapping[str, Any], changes: Changes) -> Award:
    """The award rules with the changes of a scenario; ``ONLY`` is no matter of rules.

    Raises ``ChangeUnknown`` for what the edition does not have, ``ChangeNotPossible`` for values.
    """
    rules: Award = dict(award)
    for what, value in changes.items():
        if what == ONLY:
            continue
        if what not in WAYS:
            raise ChangeUnknown(what=what)
        WAYS[what](rules, value)
    return rules


def _method(rules: Award, value: Any) -> None:
    if value not in METHODS:
        raise ChangeNotPossible(what="method", value=value)
    rules["method"] = value


def _threshold(rules: Award, value: Any) -> None:
    rules["threshold"] = _whole("threshold", value, MOST_POINTS)


def _levels(rules: Award, value: Any) -> None:
    fits = isinstance(value, list) and value == sorted(set(map(int, value)), reverse=True)
    if not fits or not value or not all(0 < level <= WHOLE_LEVEL for level in value):
        raise ChangeNotPossible(what="levels", value=value)
    rules["levels"] = value


def _envelopes(rules: Award, value: Any) -> None:
    amounts = _amounts("envelopes", value, rules.get("envelopes", ()))
    rules["envelopes"] = [
        {**one, "amount": amounts.get(one["code"], one["amount"])} for one in rules["envelopes"]
    ]


def _limits(what: str) -> Callable[[Award, Any], None]:
    """Floors or ceilings: another amount, or ``None`` to do without it."""

    def change(rules: Award, value: Any) -> None:
        listed = rules.get(what, ())
        gone = {code for code, amount in dict(value).items() if amount is None}
        rest = {code: amount for code, amount in dict(value).items() if code not in gone}
        _amounts(what, dict.fromkeys(gone, 0), listed)
        amounts = _amounts(what, rest, listed)
        rules[what] = [
            {**one, "amount": amounts.get(one["code"], one["amount"])}
            for one in listed
            if one["code"] not in gone
        ]

    return change


def _amounts(what: str, value: Any, listed: Any) -> dict[str, int]:
    known = {one["code"] for one in listed}
    for code in value:
        if code not in known:
            raise ChangeUnknown(what=f"{what}: {code}")
    return {code: _whole(code, amount, MOST_CENTS) for code, amount in value.items()}


def _whole(what: str, value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ChangeNotPossible(what=what, value=value)
    return value


WAYS: Mapping[str, Callable[[Award, Any], None]] = {
    "method": _method,
    "threshold": _threshold,
    "levels": _levels,
    "envelopes": _envelopes,
    "floors": _limits("floors"),
    "ceilings": _limits("ceilings"),
}
