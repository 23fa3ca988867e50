"""Where the values of a document stand: built while lists and mappings are being read."""

from dataclasses import dataclass, field

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value, its key and the values inside it stand; lines and columns count from 1.

    An entry of a list has no key: its own place stands for it.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    inside: dict[str | int, "Place"] = field(default_factory=dict)


@dataclass(slots=True)
class OpenList:
    """A list that is being read; ``step`` is the index of its current entry."""

    place: Place
    entries: list[object] = field(default_factory=list)
    step: int = 0
    waits_for_key: bool = False

    def begin(self) -> None:
        """Go to the next entry."""
        self.step = len(self.entries)

    def add(self, value: object, at: Position) -> Place:
        """Keep the current entry and answer its place."""
        place = Place(*at, *at)
        self.entries.append(value)
        self.place.inside[self.step] = place
        return place


@dataclass(slots=True)
class OpenMapping:
    """A mapping that is being read; ``step`` is its current key."""

    place: Place
    entries: dict[str, object] = field(default_factory=dict)
    step: str = ""
    key_at: Position = (1, 1)
    waits_for_key: bool = True

    def begin(self) -> None:
        """Stay: the key said which value comes."""

    def take_key(self, key: str, at: Position) -> None:
        """Go to the value of this key."""
        self.step, self.key_at, self.waits_for_key = key, at, False

    def add(self, value: object, at: Position) -> Place:
        """Keep the value of the current key and answer its place."""
        place = Place(*at, *self.key_at)
        self.entries[self.step] = value
        self.place.inside[self.step] = place
        self.waits_for_key = True
        return place
