"""What kinds of thing can be owed, for how long, and when the public sees it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise


class Shown(StrEnum):
    """When everybody may see that something is owed."""

    AT_ONCE = "at-once"
    WHEN_LATE = "when-late"
    WHEN_SETTLED = "when-settled"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class OwedKind:
    """A kind of thing owed.

    ``days`` is the usual time; ``alerts`` are days before the due date on which the owing party is
    reminded (0 on the day, negative when late). A region changes all three in ``region.yaml``.
    ``is_asked`` says that somebody waits for it: the days without an answer are counted.
    """

    name: str
    label: str | Promise
    days: int
    alerts: tuple[int, ...] = (7, 0, -7)
    shown: Shown = Shown.WHEN_LATE
    is_asked: bool = True


class OwedKinds:
    """The kinds, by name, as the region's policy has them."""

    def __init__(self) -> None:
        self._kinds: dict[str, OwedKind] = {}

    def add(self, kind: OwedKind) -> OwedKind:
        if kind.name in self._kinds:
            raise ValueError(kind.name)
        self._kinds[kind.name] = kind
        return kind

    def __getitem__(self, name: str) -> OwedKind:
        kind = self._kinds[name]
        own = settings.REGION.owed.get(name, {})
        return replace(
            kind,
            days=int(own.get("days", kind.days)),
            alerts=tuple(own.get("alerts", kind.alerts)),
            shown=Shown(own.get("shown", kind.shown)),
        )

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[OwedKind]:
        return (self[name] for name in sorted(self._kinds))

    def shown(self, when: Shown) -> list[str]:
        """The names of the kinds that the public sees at such a time."""
        return [kind.name for kind in self if kind.shown == when]


owed_kinds = OwedKinds()
