"""Reading the posting lists of a question and adding them up: what fits, and how well."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain

from django.db import connection

from perron.core.searching.gathering import PHRASE_SLOT, Wanted

Scores = dict[int, int]  # by the number of the document

# A posting list comes as one string of numbers, each a document and its weight: to fetch a row for
# each posting costs several times more. HEAVIEST is below the factor.
FACTOR = 8192
POSTINGS = """
    SELECT word_id, kind, PACKED FROM core_searchposting
    WHERE word_id IN (WORDS) AND KINDS GROUP BY word_id, kind"""
PACKED = {
    "postgresql": f"string_agg(CAST(document_id * {FACTOR} + weight AS text), ',')",
    "sqlite": f"group_concat(document_id * {FACTOR} + weight)",
}


@dataclass(slots=True)
class Tally:
    """The documents that hold words of a question: their scores by slot, and those of each kind."""

    words: dict[int, Scores] = field(default_factory=dict)
    phrases: dict[int, Scores] = field(default_factory=dict)
    kinds: dict[str, set[int]] = field(default_factory=dict)

    def add(self, kind: str, slot: int, scores: Scores) -> None:
        """Let the best word of the index count for each slot."""
        slots = self.words if slot < PHRASE_SLOT else self.phrases
        best = slots.setdefault(slot, {})
        if best.keys().isdisjoint(scores):
            best |= scores
        else:
            best |= {pk: score for pk, score in scores.items() if score > best.get(pk, 0)}
        self.kinds.setdefault(kind, set()).update(scores)

    def of_kinds(self, kinds: Collection[str] | None) -> set[int] | None:
        """Answer the documents of these kinds, or nothing where all kinds will do."""
        if kinds is None:
            return None
        return set().union(*(self.kinds.get(kind, ()) for kind in kinds))

    def fitting(self, among: set[int] | None) -> set[int]:
        """Answer all that hold every word; where none of those asked for does, the most words."""
        held = [set(scores) for scores in self.words.values()]
        whole = set.intersection(*held) if held else set()
        if whole if among is None else whole & among:
            return whole
        counted = Counter(chain.from_iterable(held))
        most = max(
            (times for pk, times in counted.items() if among is None or pk in among), default=1
        )
        return {pk for pk, times in counted.items() if times >= most}

    def scores(self, documents: Iterable[int]) -> Scores:
        """Add the slots up."""
        slots = [*self.words.values(), *self.phrases.values()]
        if len(slots) == 1:
            return {pk: slots[0][pk] for pk in documents}
        return {pk: sum(slot.get(pk, 0) for slot in slots) for pk in documents}


def tally(wanted: Sequence[Wanted], *, kind: str = "") -> Tally:
    """Read the posting lists in one query, of one kind when it is named, and weigh them."""
    total = Tally()
    uses: dict[int, list[Wanted]] = {}
    for one in wanted:
        uses.setdefault(one.word, []).append(one)
    for word, held_by, packed in posting_lists(uses, kind):
        numbers = list(map(int, packed.split(",")))
        for use in uses[word]:
            times = use.times
            scores = {number // FACTOR: number % FACTOR * times for number in numbers}
            total.add(held_by, use.slot, scores)
    return total


def posting_lists(words: Collection[int], kind: str) -> list[tuple[int, str, str]]:
    if not words:
        return []
    statement = POSTINGS.replace("PACKED", PACKED[connection.vendor])
    statement = statement.replace("WORDS", ", ".join(["%s"] * len(words)))
    statement = statement.replace("KINDS", "kind = %s" if kind else "1 = 1")
    with connection.cursor() as cursor:
        cursor.execute(statement, [*words, kind] if kind else list(words))
        rows: list[tuple[int, str, str]] = cursor.fetchall()
    return rows


def best(scores: Mapping[int, int], times: int) -> list[int]:
    """Answer the documents with the highest scores, and all that are level with the last."""
    if times < 1 or not scores:
        return []
    bar = nlargest(times, scores.values())[-1]
    return [pk for pk, score in scores.items() if score >= bar]
