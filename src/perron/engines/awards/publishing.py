"""An instance and its result for the public: ids are replaced, and all can still be verified."""

import hmac
from collections.abc import Mapping
from typing import Any, NamedTuple

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award, Bound, Multipliers, Proof
from perron.engines.awards.reporting import report
from perron.engines.awards.results import Result, awards_of, read_standing

Document = Mapping[str, Any]
DIGITS = 24


class Names(NamedTuple):
    """Old id to new."""

    applications: Mapping[str, str]
    boards: Mapping[str, str]


class Stripped(NamedTuple):
    """What may be published, and the names, which stay with the agency."""

    instance: dict[str, Any]
    result: dict[str, object]
    names: Names


def strip(document: Document, result: Result, *, salt: str = "") -> Stripped:
    """Replace the ids of applications and boards by salted digests, or by their places.

    With a salt (kept secret) a new id is 24 digits of HMAC-SHA-256 under it; without one it is the
    application's place in the order. New ids draw new lots: so ``tie`` is replaced by the place
    among all by tie and lot, which leaves the order as it was. ResultRefused if the result is not
    of this instance.
    """
    instance = read_instance(document)
    read_standing(instance, result)
    names = Names(
        _renamed([one.id for one in instance.applications], "application", salt),
        _renamed(list(instance.boards), "board", salt),
    )
    stripped = _stripped(document, instance, names)
    awards = [
        Award(names.applications[one.application], one.money, one.level)
        for one in awards_of(result)
    ]
    proof = _proof(result, instance, names)
    return Stripped(stripped, report(read_instance(stripped), awards, proof), names)


def _renamed(keys: list[str], kind: str, salt: str) -> dict[str, str]:
    if salt:
        return {key: _digest(salt, f"{kind}:{key}") for key in keys}
    width = len(str(len(keys)))
    return {key: f"{kind}-{number:0{width}}" for number, key in enumerate(keys, 1)}


def _digest(salt: str, text: str) -> str:
    return hmac.new(salt.encode(), text.encode(), "sha256").hexdigest()[:DIGITS]


def _stripped(document: Document, instance: Instance, new: Names) -> dict[str, Any]:
    drawn = sorted(instance.applications, key=lambda one: one.place[1:])
    ties = {one.id: tie for tie, one in enumerate(drawn)}
    stripped = dict(document)
    stripped["applications"] = [
        _row(row, new) | {"tie": ties[row["id"]]} for row in document["applications"]
    ]
    stripped["boards"] = [
        {**row, "id": new.boards[row["id"]]} for row in document.get("boards", ())
    ]
    stripped["exclusive"] = [
        [new.applications[key] for key in together] for together in document.get("exclusive", ())
    ]
    for name in ("applications", "boards"):
        stripped[name].sort(key=lambda row: str(row["id"]))
    return stripped


def _row(row: Document, new: Names) -> dict[str, Any]:
    changed = {**row, "id": new.applications[row["id"]]}
    if "board" in row:
        changed["board"] = new.boards[row["board"]]
    if "requires" in row:
        changed["requires"] = [new.applications[key] for key in row["requires"]]
    return changed


def _proof(result: Result, instance: Instance, new: Names) -> Proof:
    def _bound(row: Document) -> Bound:
        return Bound(row["bound"], _multipliers(row["multipliers"], instance, new))

    quality, shortfall = result["quality"], result["shortfall"]
    least = shortfall["without_cutoffs"]
    return Proof(
        ended=result["ended"],
        nodes=result["nodes"],
        quality=_bound(quality),
        shortfall=_bound(shortfall),
        free_quality=_bound(quality["without_cutoffs"]),
        free_shortfall=(least["total"], _bound(least)),
        open=tuple(new.applications[key] for key in result["open"]),
    )


def _multipliers(row: Document, instance: Instance, new: Names) -> Multipliers:
    """The same prices under the new ids; a list is known by the smallest of its own."""
    names = new.applications
    exclusive = {
        min(names[one] for one in (first, *instance.by_id[first].rivals)): price
        for first, price in row.get("exclusive", {}).items()
    }
    requires = {
        names[one]: {names[required]: price for required, price in prices.items()}
        for one, prices in row.get("requires", {}).items()
    }
    boards = {new.boards[board]: prices for board, prices in row.get("boards", {}).items()}
    rarer = {"boards": boards, "exclusive": exclusive, "requires": requires}
    return Multipliers(**{**row, **rarer})
