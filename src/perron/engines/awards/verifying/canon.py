"""The canonical form of an instance and of a result, and their digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

BY_ID = ("sources", "moneys", "groups", "boards", "applications")
MAY_BE_EMPTY = ("groups", "boards", "exclusive")


def canonical(document: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces, and no escapes but JSON's own."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def instance_digest(instance: Mapping[str, Any]) -> str:
    """SHA-256 of an instance, whatever the order of its lists."""
    plain = dict(without(instance, MAY_BE_EMPTY))
    plain["sources"] = [without(source, ("years",)) for source in plain["sources"]]
    plain["applications"] = [sorted_within(entry) for entry in plain["applications"]]
    for name in BY_ID:
        if name in plain:
            plain[name] = sorted(plain[name], key=lambda entry: str(entry["id"]))
    if "exclusive" in plain:
        plain["exclusive"] = sorted(sorted(members) for members in plain["exclusive"])
    return digest(plain)


def result_digest(result: Mapping[str, Any]) -> str:
    """SHA-256 of a result without the digest that it carries."""
    return digest({name: value for name, value in result.items() if name != "digest"})


def without(entry: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The entry without those of its optional keys that are empty."""
    return {name: value for name, value in entry.items() if value or name not in names}


def sorted_within(application: Mapping[str, Any]) -> dict[str, Any]:
    """An application whose groups and requirements stand in the order of their ids."""
    plain = without(application, ("groups", "requires", "profile"))
    for name in ("groups", "requires"):
        if name in plain:
            plain[name] = sorted(plain[name])
    return plain


def digests_told(instance: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[str]:
    """The result names this instance, these rules, and its own digest."""
    expected = {
        "instance": instance_digest(instance),
        "rules": digest(instance["rules"]),
        "digest": result_digest(result),
    }
    for name, right in expected.items():
        if result[name] != right:
            yield f"The digest under {name} should be {right}, and {result[name]} is written."
