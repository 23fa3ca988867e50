"""What keeps an instance of the right shape from making sense."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from perron.engines.awards.verifying.formats import WHOLE_SHARE


def problems(instance: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an instance of the right shape from making sense."""
    known: dict[str, set[str]] = {}
    for what in ("sources", "moneys", "groups", "boards", "applications"):
        times = Counter(entry["id"] for entry in instance.get(what, []))
        known[what] = set(times)
        yield from (
            f"The instance lists {name} {count} times among its {what}."
            for name, count in times.items()
            if count > 1
        )
    for money in instance["moneys"]:
        yield from strangers(f"Money {money['id']}", money["parts"], known["sources"])
        if sum(money["parts"].values()) > WHOLE_SHARE:
            yield f"The parts of money {money['id']} are more than the whole."
    listed = Counter(member for members in instance.get("exclusive", []) for member in members)
    yield from strangers("An exclusive list", listed, known["applications"])
    for name, count in listed.items():
        if count > 1:
            yield f"{name} stands {count} times in exclusive lists."
    yearly = {source["id"] for source in instance["sources"] if source.get("years")}
    paid_yearly = {money["id"] for money in instance["moneys"] if yearly & money["parts"].keys()}
    for entry in instance["applications"]:
        yield from problems_of(entry, known, paid_yearly)


def problems_of(
    entry: Mapping[str, Any], known: Mapping[str, set[str]], paid_yearly: set[str]
) -> Iterator[str]:
    """What does not hold together in one application."""
    who = f"Application {entry['id']}"
    yield from strangers(who, entry["moneys"], known["moneys"])
    yield from strangers(who, entry.get("groups", ()), known["groups"])
    yield from strangers(who, entry.get("requires", ()), known["applications"])
    yield from strangers(who, [entry["board"]] if "board" in entry else (), known["boards"])
    if len(set(entry["moneys"])) < len(entry["moneys"]):
        yield f"{who} names a money twice."
    if any(after >= before for before, after in pairwise(entry.get("levels", ()))):
        yield f"{who} has levels that do not fall."
    shares = entry.get("profile", {}).values()
    if shares and sum(shares) != WHOLE_SHARE:
        yield f"{who} has a profile that does not add up to the whole."
    if not shares and paid_yearly.intersection(entry["moneys"]):
        yield f"{who} has no profile, and a source that may pay it has limits by year."


def strangers(who: str, named: Iterable[str], known: set[str]) -> Iterator[str]:
    """A sentence for each name that stands for nothing."""
    for name in named:
        if name not in known:
            yield f"{who} names {name}, which the instance does not hold."
