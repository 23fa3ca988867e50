"""The canonical form of instances and results, and the digest of each."""

import json
from collections.abc import Mapping
from hashlib import sha256

SORTED_BY_ID = ("sources", "moneys", "groups", "boards", "applications")
EMPTY_LEFT_OUT = {
    "": ("groups", "boards", "exclusive"),
    "sources": ("years",),
    "applications": ("groups", "requires", "profile"),
}

Json = Mapping[str, object]


def written(value: object) -> str:
    """JSON with sorted keys, no spaces, and no escapes but JSON's own."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(value: object) -> str:
    """SHA-256 of the canonical form, as hexadecimal."""
    return sha256(written(value).encode()).hexdigest()


def canonical_instance(document: Json) -> dict[str, object]:
    """The same instance whatever the order of its lists; the document must follow the schema."""
    form = _without_empty(document, "")
    for name in SORTED_BY_ID:
        rows = form.get(name)
        if isinstance(rows, list):
            kept = [_row(row, name) for row in rows if isinstance(row, Mapping)]
            form[name] = sorted(kept, key=lambda row: str(row["id"]))
    exclusive = form.get("exclusive")
    if isinstance(exclusive, list):
        form["exclusive"] = sorted(sorted(together) for together in exclusive)
    return form


def _row(row: Json, name: str) -> dict[str, object]:
    kept = _without_empty(row, name)
    for key in ("groups", "requires"):
        names = kept.get(key)
        if isinstance(names, list):
            kept[key] = sorted(names)
    return kept


def _without_empty(row: Json, name: str) -> dict[str, object]:
    optional = EMPTY_LEFT_OUT.get(name, ())
    return {key: value for key, value in row.items() if value or key not in optional}
