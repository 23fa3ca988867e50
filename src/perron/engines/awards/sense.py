"""What no schema sees in an instance: names that nobody bears, circles, sums, and the like."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

WHOLE = 10_000
NAMED = ("sources", "moneys", "groups", "boards", "applications")

Document = Mapping[str, Any]
Row = Mapping[str, Any]


def sense_problems(document: Document) -> list[str]:
    """One sentence for each thing that follows the schema and yet cannot be meant."""
    return [problem for check in CHECKS for problem in check(document)]


def _ids(document: Document, name: str) -> set[str]:
    return {row["id"] for row in document.get(name, ())}


def _twice(document: Document) -> Iterator[str]:
    for name in NAMED:
        counted = Counter(row["id"] for row in document.get(name, ()))
        for key, times in counted.items():
            if times > 1:
                yield f"{name}: “{key}” stands here {times} times; an id names one thing."


def _parts(document: Document) -> Iterator[str]:
    sources = _ids(document, "sources")
    for money in document["moneys"]:
        for source in money["parts"]:
            if source not in sources:
                yield f"moneys: “{money['id']}” is paid by “{source}”, which is no source."
        whole = sum(money["parts"].values())
        if whole > WHOLE:
            yield f"moneys: the parts of “{money['id']}” sum to {whole}, more than 10000."


def _limits(document: Document) -> Iterator[str]:
    for group in document.get("groups", ()):
        if group.get("floor", 0) > group.get("ceiling", group.get("floor", 0)):
            yield f"groups: the floor of “{group['id']}” is above its ceiling."


def _references(document: Document) -> Iterator[str]:
    known = {name: _ids(document, name) for name in NAMED}
    for row in document["applications"]:
        named = {
            "moneys": row["moneys"],
            "groups": row.get("groups", ()),
            "boards": [row["board"]] if "board" in row else (),
            "applications": row.get("requires", ()),
        }
        for name, keys in named.items():
            for key in keys:
                if key not in known[name]:
                    yield f"applications: “{row['id']}” names “{key}”, which is none of the {name}."


def _exclusive(document: Document) -> Iterator[str]:
    known = _ids(document, "applications")
    counted = Counter(key for together in document.get("exclusive", ()) for key in together)
    for key, times in counted.items():
        if key not in known:
            yield f"exclusive: “{key}” is none of the applications."
        if times > 1:
            yield f"exclusive: “{key}” stands in {times} lists; write one list of all of them."


def _levels(document: Document) -> Iterator[str]:
    for row in document["applications"]:
        levels = row.get("levels", ())
        if any(after >= before for before, after in pairwise(levels)):
            yield f"applications: the levels of “{row['id']}” do not descend."


def _profiles(document: Document) -> Iterator[str]:
    yearly = {source["id"] for source in document["sources"] if source.get("years")}
    paid = {money["id"]: yearly & money["parts"].keys() for money in document["moneys"]}
    for row in document["applications"]:
        whole = sum(row.get("profile", {}).values())
        if row.get("profile") and whole != WHOLE:
            yield f"applications: the profile of “{row['id']}” sums to {whole}, not to 10000."
        limited = {source for money in row["moneys"] for source in paid.get(money, ())}
        if limited and not row.get("profile"):
            yield (
                f"applications: “{row['id']}” has no profile, and {', '.join(sorted(limited))} may "
                "pay it, with limits by year."
            )


def _circles(document: Document) -> Iterator[str]:
    """Take away, again and again, what requires nothing that is left: circles remain."""
    left = {row["id"]: set(row.get("requires", ())) for row in document["applications"]}
    waited_for: dict[str, list[str]] = {}
    for key, required in left.items():
        for one in required:
            waited_for.setdefault(one, []).append(key)
    free = [key for key, required in left.items() if not required & left.keys()]
    while free:
        done = free.pop()
        del left[done]
        for key in waited_for.get(done, ()):
            left[key].discard(done)
            if not left[key] & left.keys():
                free.append(key)
    if left:
        yield f"applications: {', '.join(sorted(left)[:10])} require each other in a circle."


CHECKS: tuple[Callable[[Document], Iterator[str]], ...] = (
    _twice,
    _parts,
    _limits,
    _references,
    _exclusive,
    _levels,
    _profiles,
    _circles,
)
