"""Things that other pages speak of: their name and their address, each kind asked once."""

from collections.abc import Iterable
from dataclasses import dataclass

from perron.core.records.kinds import kinds
from perron.portal.pieces.links import address


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name, with the address of its page."""

    name: str
    url: str


def named_things(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Named]:
    """The things of these kinds and codes that are there."""
    by_kind: dict[str, set[str]] = {}
    for kind, code in wanted:
        if kind in kinds and kinds[kind].page and kinds[kind].identity == ("code",):
            by_kind.setdefault(kind, set()).add(code)
    found: dict[tuple[str, str], Named] = {}
    for kind, codes in by_kind.items():
        for thing in kinds[kind].model._default_manager.filter(code__in=codes):
            code = kinds[kind].key_of_thing(thing)
            found[kind, code] = Named(str(thing), address(kind, code))
    return found
