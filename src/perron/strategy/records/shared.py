"""What several kinds of the strategy share."""

from typing import Any

from perron.core.records.codecs import (
    Choice,
    Link,
    Many,
    Plain,
    Translated,
    Word,
)
from perron.core.records.shared import SOURCES
from perron.strategy.enums import Basis
from perron.strategy.rules import edits_strategy

NAME = Translated(key="name", required=True, longest=300)
SORTED_NAME = Translated(key="name", required=True, longest=300, sorts=True)
SUMMARY = Translated(key="summary")
GAP = Translated(key="gap", says="What the public record does not say; shown as such.")
STATED = Choice(key="basis", choices=Basis, default=Basis.STATED)


class Place(Plain):
    """A place in a list: nothing means the first."""

    def clean(self, value: Any) -> Any:
        return value or None

    def read(self, thing: Any) -> Any:
        return self.clean(super().read(thing))

    @property
    def empty(self) -> Any:
        return 0


PLACE = Place(key="place", type="integer", says="Place among its siblings, from 1.")


def attachments(model: type[Any], owner: str) -> Many:
    """Where a thing stands in the trees of the versions."""
    return Many(
        key="nodes",
        attr="attachments",
        model=model,
        owner=owner,
        says="Where it stands in the tree of each version, and whether a source says so.",
        codecs=(Link(key="node", kind="node", required=True), STATED, SOURCES),
    )


def partners(model: type[Any], owner: str) -> Many:
    """Who does what."""
    return Many(
        key="partners",
        model=model,
        owner=owner,
        codecs=(
            Link(key="organisation", kind="organisation", required=True),
            Word(key="role", vocabulary="role", required=True),
            Translated(key="contribution"),
            SOURCES,
        ),
    )


def in_strategy(path: str) -> Any:
    """The rows of one strategy."""

    def rows(model: Any) -> Any:
        return lambda strategy: model.objects.filter(**{path: strategy})

    return rows


CHAIN: dict[str, Any] = {"chain": "strategy", "may_edit": edits_strategy}
