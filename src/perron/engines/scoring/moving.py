"""What changed between two rankings: who came, who left, who moved, who crossed the threshold."""

from dataclasses import dataclass

from perron.engines.scoring.ranking import Line, Ranking


@dataclass(frozen=True, slots=True)
class Moved:
    """An application in both rankings whose score, position or place differs."""

    id: str
    before: Line
    after: Line

    @property
    def points(self) -> int:
        """By how much the score changed, in thousandths."""
        return self.after.score - self.before.score

    @property
    def positions(self) -> int:
        """How many positions it gained; negative if it fell."""
        return self.before.position - self.after.position


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rankings side by side: ids that entered and left, and what moved, in the new order.

    ``crossed``: ids that reach the threshold in one ranking only. ``overtaken``: how many pairs of
    applications stand the other way round.
    """

    same: bool
    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    crossed: tuple[str, ...]
    overtaken: int


def compare(old: Ranking, new: Ranking) -> Comparison:
    """What changed from one ranking to another; ``same`` says that their digests are equal."""
    before = {line.id: line for line in old.lines}
    after = {line.id: line for line in new.lines}
    both = [line.id for line in new.lines if line.id in before]
    return Comparison(
        same=old.digest == new.digest,
        entered=tuple(line.id for line in new.lines if line.id not in before),
        left=tuple(line.id for line in old.lines if line.id not in after),
        moved=tuple(
            Moved(one, before[one], after[one])
            for one in both
            if _standing(before[one]) != _standing(after[one])
        ),
        crossed=tuple(
            one for one in both if before[one].reaches_threshold != after[one].reaches_threshold
        ),
        overtaken=_inversions([before[one].position for one in both]),
    )


def _standing(line: Line) -> tuple[int, int, int]:
    return line.score, line.position, line.place


def _inversions(positions: list[int]) -> int:
    """How many pairs stand the other way round (merge sort: n log n)."""
    if len(positions) <= 1:
        return 0
    middle = len(positions) // 2
    left, right = positions[:middle], positions[middle:]
    count = _inversions(left) + _inversions(right)
    left.sort()
    right.sort()
    passed = 0
    for one in left:
        while passed < len(right) and right[passed] < one:
            passed += 1
        count += passed
    return count
