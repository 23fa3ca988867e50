"""Rights: each app names its own in ``offers.py`` and says which roles hold them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Right:
    """What one may do: a name, the roles that may, and whether it can be lent by a mandate."""

    name: str
    label: str | Promise
    roles: frozenset[str]
    lendable: bool = False


class Rights:
    """The rights, by name; a name that nobody declared is a mistake in the program."""

    def __init__(self) -> None:
        self._rights: dict[str, Right] = {}

    def add(self, right: Right) -> Right:
        if right.name in self._rights:
            raise ValueError(right.name)
        self._rights[right.name] = right
        return right

    def __getitem__(self, name: str) -> Right:
        return self._rights[name]

    def __contains__(self, name: object) -> bool:
        return name in self._rights

    def __iter__(self) -> Iterator[Right]:
        return iter(sorted(self._rights.values(), key=lambda right: right.name))

    def lendable(self, role: str) -> list[Right]:
        """The rights of a role that a mandate can lend."""
        return [right for right in self if right.lendable and role in right.roles]


rights = Rights()
